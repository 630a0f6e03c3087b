/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview's own script. It runs in a script world that the page cannot see, and is the only
 * script that runs. It is given sanitized HTML and puts it where it belongs; it never builds HTML
 * and never asks for anything. Nothing here may await a frame: a hidden page has none.
 */
'use strict';

globalThis.marbre = (() => {
  const SCROLL_PAUSE = 30; // ms between two reports of the place
  const ECHO = 2;          // px: as near as this to where we put the page, the reader did not scroll

  /** What is shown, in order: { nodes, first, last }, lines of the source from 0. */
  let blocks = [];
  let slots = new Map();
  let labels = {};
  let marked = null;
  let placedAt = -Infinity;
  let seen = null; // what is at the top of the pane, null while it moves
  let reportTimer = 0;

  const send = message => window.webkit.messageHandlers.marbre.postMessage(message);
  const slotElements = name => document.querySelectorAll(`[data-marbre-slot="${name}"]`);
  const bodyElement = () => document.querySelector('[data-marbre-slot="body"]');
  const isElement = node => node.nodeType === Node.ELEMENT_NODE;

  // --- Making nodes

  /** A picture on the network is not loaded: its place says whose it is and what it shows. */
  function remotePlaceholder(image, address) {
    const box = document.createElement('span');
    const host = document.createElement('b');
    const alt = document.createElement('span');
    box.className = 'marbre-remote';
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', image.alt);
    host.textContent = address.host;
    alt.textContent = image.alt;
    box.append(host, alt);
    image.replaceWith(box);
  }

  function resolveImage(image) {
    const source = image.getAttribute('src') ?? '';
    image.removeAttribute('srcset');
    if (source.startsWith('data:') || source.startsWith('marbre:'))
      return;
    if (/^(https?:)?\/\//i.test(source)) {
      let address = null;
      try {
        address = new URL(source, 'https://invalid/');
      } catch {
        image.removeAttribute('src');
        return;
      }
      remotePlaceholder(image, address);
    } else {
      image.src = 'marbre:///media/' + source.split('/').map(encodeURIComponent).join('/');
    }
  }

  /** Gives @image what @other says of it; the source stays untouched, and first. */
  function describe(image, other) {
    const said = other.getAttributeNames().filter(name => name !== 'src')
      .map(name => [name, other.getAttribute(name)]);
    for (const name of image.getAttributeNames())
      if (name !== 'src')
        image.removeAttribute(name);
    for (const [name, value] of said)
      image.setAttribute(name, value);
  }

  /** An image that stays is the same element, so that it does not blink while its caption is typed. */
  function reuseImages(content, old) {
    for (const image of content.querySelectorAll('img[src]')) {
      const place = old.findIndex(other => other.src === image.src);
      const [same] = place < 0 ? [image] : old.splice(place, 1);
      describe(same, image);
      if (same !== image)
        image.replaceWith(same);
    }
  }

  function imagesIn(nodes) {
    return nodes.filter(isElement).flatMap(node =>
      node.matches('img') ? [node] : [...node.querySelectorAll('img')]);
  }

  function makeContent(html, oldImages) {
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const image of template.content.querySelectorAll('img'))
      resolveImage(image);
    reuseImages(template.content, oldImages);
    return template.content;
  }

  // --- Slots

  function setSlot(name, html) {
    slots.set(name, html);
    for (const element of slotElements(name)) {
      element.replaceChildren(makeContent(html, imagesIn([...element.childNodes])));
      element.hidden = html === '';
    }
  }

  /** A blank story shows where its parts will be; a headline is missed even later. */
  function setPlaceholders() {
    const blank = !slots.get('headline') && !slots.get('standfirst') && blocks.length === 0;
    for (const name of ['headline', 'standfirst', 'body']) {
      const empty = name === 'body' ? blocks.length === 0 : !slots.get(name);
      for (const element of slotElements(name)) {
        if (empty && (blank || name === 'headline'))
          element.dataset.marbrePlaceholder = labels[name];
        else
          delete element.dataset.marbrePlaceholder;
        element.hidden = empty && !('marbrePlaceholder' in element.dataset);
      }
    }
  }

  // --- Blocks

  function setLines(block, first, last) {
    block.first = first;
    block.last = last;
    for (const node of block.nodes)
      if (isElement(node))
        node.dataset.line = `${first} ${last}`;
  }

  function nodeAfter(index) {
    for (; index < blocks.length; index++)
      if (blocks[index].nodes.length > 0)
        return blocks[index].nodes[0];
    return null;
  }

  function splice([at, removed, list]) {
    const body = bodyElement();
    const gone = blocks.slice(at, at + removed).flatMap(block => block.nodes);
    const oldImages = imagesIn(gone);
    const before = nodeAfter(at + removed);
    const made = [];
    for (let i = 0; i < list.length; i += 3) {
      const content = makeContent(list[i], oldImages);
      const block = { nodes: [...content.childNodes] };
      setLines(block, list[i + 1], list[i + 2]);
      made.push(block);
      body.insertBefore(content, before);
    }
    for (const node of gone)
      node.remove();
    if (seen?.block && gone.includes(seen.block.nodes[0]))
      seen = made.length > 0 ? { ...seen, block: made[0] } : null;
    blocks.splice(at, removed, ...made);
  }

  function shift([from, count, first, last]) {
    for (const block of blocks.slice(from, from + count))
      setLines(block, block.first + first, block.last + last);
  }

  // --- Places: a line of the source for a height of the page, and back. −1 to 0 is the head.

  function boxOf(block) {
    const boxes = block.nodes.filter(isElement).map(node => node.getBoundingClientRect());
    return boxes.length === 0 ? null : {
      top: boxes[0].top + window.scrollY,
      bottom: boxes[boxes.length - 1].bottom + window.scrollY,
    };
  }

  /** Blocks that take room on the page, by halving: the last one that starts above. */
  function lastBlock(isAbove) {
    let low = 0, high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAbove(blocks[middle]))
        low = middle + 1;
      else
        high = middle;
    }
    return low - 1;
  }

  /** From here to the next block: heights [top, bottom] and lines [first, end]. */
  function spanOf(index) {
    const block = blocks[index];
    const box = boxOf(block);
    for (let next = index + 1; next < blocks.length; next++) {
      const following = boxOf(blocks[next]);
      if (following)
        return { top: box.top, bottom: following.top, first: block.first, end: blocks[next].first };
    }
    return { top: box.top, bottom: box.bottom, first: block.first, end: block.last + 1 };
  }

  const part = (value, from, to) =>
    to > from ? Math.min(Math.max((value - from) / (to - from), 0), 1) : 0;

  function bodyTop() {
    const body = bodyElement();
    return body ? Math.max(body.getBoundingClientRect().top + window.scrollY, 1) : 1;
  }

  /** The top of the pane: a block and how much of it is above, or (block null) of the head. */
  function spotAtTop() {
    const y = window.scrollY;
    const head = bodyTop();
    if (y < head)
      return { block: null, above: y / head };
    let index = lastBlock(block => (boxOf(block)?.top ?? 0) <= y);
    while (index >= 0 && boxOf(blocks[index]) === null)
      index--;
    if (index < 0)
      return { block: null, above: 1 };
    const span = spanOf(index);
    return { block: blocks[index], above: part(y, span.top, span.bottom), end: span.end };
  }

  function lineAtTop() {
    const { block, above, end } = spotAtTop();
    return block ? block.first + above * (end - block.first) : above - 1;
  }

  function place(y) {
    window.scrollTo(0, y);
    placedAt = window.scrollY;
  }

  /** Another width, or a picture that has come, moves the text: what was seen stays in view. */
  function hold() {
    const index = seen?.block ? blocks.indexOf(seen.block) : -1;
    if (seen && !seen.block) {
      place(seen.above * bodyTop());
    } else if (index >= 0 && boxOf(seen.block)) {
      const span = spanOf(index);
      place(span.top + seen.above * (span.bottom - span.top));
    }
  }

  function scrollToLine(line) {
    const head = bodyTop();
    if (line < 0) {
      place((Math.max(line, -1) + 1) * head);
      return;
    }
    let index = lastBlock(block => block.first <= line);
    while (index >= 0 && boxOf(blocks[index]) === null)
      index--;
    if (index < 0) {
      place(head);
      return;
    }
    const span = spanOf(index);
    place(span.top + part(line, span.first, span.end) * (span.bottom - span.top));
  }

  /** The block that the eye is on stays where it is while blocks above it grow or go. */
  function keepPlace(change) {
    if (window.scrollY <= 0 || blocks.length === 0) {
      change();
      return;
    }
    let index = lastBlock(block => (boxOf(block)?.top ?? -1) <= window.scrollY);
    const anchor = blocks[Math.max(index, 0)];
    const before = anchor && boxOf(anchor)?.top - window.scrollY;
    const y = window.scrollY;
    change();
    if (blocks.includes(anchor))
      place(boxOf(anchor)?.top - before);
    else if (window.scrollY !== y)
      place(y);
  }

  function mark(line) {
    const index = lastBlock(block => block.first <= line);
    const nodes = index >= 0 && line <= blocks[index].last ? blocks[index].nodes : [];
    const element = nodes.find(isElement) ?? null;
    if (element === marked)
      return;
    marked?.removeAttribute('data-marbre-marked');
    element?.setAttribute('data-marbre-marked', '');
    marked = element;
  }

  // --- What the program calls

  function apply(patch) {
    if (patch.labels)
      labels = patch.labels;
    if (patch.theme)
      document.documentElement.dataset.theme = patch.theme;
    if (patch.lang)
      document.documentElement.lang = patch.lang;
    if (patch.slots || patch.splices) {
      keepPlace(() => {
        for (const [name, html] of Object.entries(patch.slots ?? {}))
          setSlot(name, html);
        for (const change of (patch.splices ?? []).reverse())
          splice(change);
        for (const change of patch.shifts ?? [])
          shift(change);
        setPlaceholders();
      });
    }
    if (patch.mark !== undefined)
      mark(patch.mark);
    if (patch.line !== undefined)
      scrollToLine(patch.line);
    if (patch.y !== undefined)
      place(patch.y);
    if (patch.line !== undefined || patch.y !== undefined)
      seen = spotAtTop();
    return window.scrollY;
  }

  function html() {
    const copy = document.documentElement.cloneNode(true);
    for (const element of copy.querySelectorAll('[data-marbre-marked]'))
      element.removeAttribute('data-marbre-marked');
    return copy.outerHTML;
  }

  // --- What the reader does

  function reportPlace() {
    const moved = Math.abs(window.scrollY - placedAt) >= ECHO;
    reportTimer = 0;
    if (moved || !seen)
      seen = spotAtTop();
    if (!moved)
      return;
    placedAt = -Infinity;
    send({ type: 'scrolled', line: lineAtTop(), y: window.scrollY });
  }

  document.addEventListener('scroll', () => {
    if (Math.abs(window.scrollY - placedAt) >= ECHO)
      seen = null;
    reportTimer ||= setTimeout(reportPlace, SCROLL_PAUSE);
  }, { passive: true });

  window.addEventListener('resize', hold);
  document.addEventListener('load', hold, { capture: true, passive: true });

  document.addEventListener('click', event => {
    if (event.target.closest('a[href]'))
      return;
    if (event.target.closest('[data-marbre-action="copy-link"]')) {
      send({ type: 'copy-link' });
      return;
    }
    const element = event.target.closest('[data-line]');
    if (!element || !window.getSelection().isCollapsed)
      return;
    const [first, last] = element.dataset.line.split(' ').map(Number);
    const box = element.getBoundingClientRect();
    const down = part(event.clientY, box.top, box.bottom);
    send({ type: 'line', line: Math.min(first + Math.floor(down * (last - first + 1)), last) });
  });

  return { apply, html, place: lineAtTop };
})();
