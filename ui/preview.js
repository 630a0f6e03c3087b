/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview's own script. It runs in a script world that the page cannot see, and is the only
 * script that runs. It is given sanitized HTML and puts it where it belongs; it never builds HTML
 * and asks nobody but the program for anything. Nothing here may await a frame: a hidden page has none.
 */
'use strict';

globalThis.marbre = (() => {
  const SCROLL_PAUSE = 30; // ms between two reports of the place
  const REMOTE = 'marbre:///remote/';
  const ECHO = 2;          // px: as near as this to where we put the page, the reader did not scroll
  const LINE = 28;         // px: a line of text of which nothing else is known

  /** What is shown, in order: { nodes, first, last }, lines of the source from 0. */
  const blocks = [];
  const elements = new Map(); // slot → its elements, which the shell has once and for all
  let slots = new Map();
  let labels = {};
  let remote = false;        // the story may load pictures from the web
  const waiting = new Map(); // placeholder → { image, address } that it stands for
  let waitingTold = 0;
  let caret = null; // what is being written: { line, note, offset } or { slot, offset }
  let marked = null;
  let placedAt = -Infinity;
  let seen = null; // what the eye is on, null while it moves
  let caretSeen = false;
  let reportTimer = 0;
  let reportedAt = 0;

  const send = message => window.webkit.messageHandlers.marbre.postMessage(message);
  const bodyElement = () => slotElements('body')[0] ?? null;
  const isElement = node => node.nodeType === Node.ELEMENT_NODE;
  const places = marbrePlaces(blocks, bodyElement);
  const cards = marbreCards(send, pictureSource);

  /** Not searched for at each key: a long story is a long search. */
  function slotElements(name) {
    const known = elements.get(name);
    if (known)
      return known;
    const found = [...document.querySelectorAll(`[data-marbre-slot="${name}"]`)];
    if (found.length > 0)
      elements.set(name, found);
    return found;
  }

  // --- Making nodes

  /** A picture on the web is not loaded unasked: its place says whose it is and what it shows. */
  function remotePlaceholder(image, address) {
    const box = document.createElement('span');
    const host = document.createElement('b');
    const alt = document.createElement('span');
    const load = document.createElement('button');
    box.className = 'marbre-remote';
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', image.alt || address.host);
    host.textContent = address.host;
    alt.textContent = image.alt;
    load.type = 'button';
    load.textContent = labels['load-remote'];
    load.dataset.marbreAction = 'load-remote';
    box.append(host, alt, load);
    image.removeAttribute('src');
    image.replaceWith(box);
    waiting.set(box, { image, address });
  }

  function remoteImage(image, address) {
    image.src = REMOTE + encodeURIComponent(address.href);
  }

  /** Where the program serves a picture: one of the store, or one on the web. */
  function pictureSource(name) {
    return /^https?:/.test(name) ? REMOTE + encodeURIComponent(name) :
      'marbre:///media/' + name.split('/').map(encodeURIComponent).join('/');
  }

  /** The story may load from the web now, or may not any more: what is shown follows. */
  function setRemote(allowed) {
    remote = allowed;
    if (allowed) {
      for (const [box, { image, address }] of waiting) {
        if (!box.isConnected)
          continue;
        remoteImage(image, address);
        box.replaceWith(image);
      }
      waiting.clear();
    } else {
      for (const image of document.querySelectorAll(`img[src^="${REMOTE}"]`))
        remotePlaceholder(image, new URL(decodeURIComponent(
          image.getAttribute('src').slice(REMOTE.length))));
    }
    cards.setAllowed(allowed);
  }

  function reportRemote() {
    for (const box of waiting.keys())
      if (!box.isConnected)
        waiting.delete(box);
    const count = remote ? 0 : waiting.size + cards.countBare();
    if (count === waitingTold)
      return;
    waitingTold = count;
    send({ type: 'remote', waiting: waitingTold });
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
      if (remote)
        remoteImage(image, address);
      else
        remotePlaceholder(image, address);
    } else {
      image.src = pictureSource(source);
    }
  }

  /** A picture that came and cannot be decoded leaves a word, not an empty place. */
  function explainUnseen(image) {
    const [, , name] = image.src?.match(/^marbre:\/\/\/(media|remote)\/(.+)$/) ?? [];
    if (name !== undefined)
      image.src = 'marbre:///unseen/' + name;
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
    cards.dress(template.content);
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
  }

  function nodeAfter(index) {
    for (; index < blocks.length; index++)
      if (blocks[index].nodes.length > 0)
        return blocks[index].nodes[0];
    return null;
  }

  /** A block's new @content, before @next, in the place of @old or in its nodes. */
  function makeBlock(content, old, next) {
    if (old && marbreMorph(old.nodes, content))
      return old;
    const block = { nodes: [...content.childNodes] };
    bodyElement().insertBefore(content, next);
    return block;
  }

  function splice([at, removed, list]) {
    const gone = blocks.slice(at, at + removed);
    const oldImages = imagesIn(gone.flatMap(block => block.nodes));
    const paired = list.length === 3 * removed; // as many as before: written in, not moved
    const made = [];
    let next = nodeAfter(at + removed);
    for (let i = list.length - 3; i >= 0; i -= 3) {
      const content = makeContent(list[i], oldImages);
      const block = makeBlock(content, paired ? gone[i / 3] : null, next);
      setLines(block, list[i + 1], list[i + 2]);
      made.unshift(block);
      next = block.nodes[0] ?? next;
    }
    for (const block of gone)
      if (!made.includes(block))
        block.nodes.forEach(node => node.remove());
    blocks.splice(at, removed, ...made);
  }

  function shift([from, count, first, last]) {
    for (const block of blocks.slice(from, from + count))
      setLines(block, block.first + first, block.last + last);
  }

  // --- Where the page is scrolled to, and what is being written

  function place(y) {
    /* A page that is where it should be is left alone: it may be gliding. */
    if (Math.abs(window.scrollY - y) >= 0.5)
      window.scrollTo(0, y);
    placedAt = window.scrollY;
  }

  /** Another width, or a picture that has come, moves the text: what was seen stays in view. */
  function hold() {
    const height = seen && places.heightOfSpot(seen);
    if (height !== null)
      place(places.scrollFor(height));
    if (caretSeen)
      reveal();
  }

  /** The block at the pane's upper edge stays where it is while blocks above it grow or go. */
  function keepPlace(change) {
    if (window.scrollY <= 0 || blocks.length === 0) {
      change();
      return;
    }
    const y = window.scrollY;
    const index = places.lastIndex(places.countInOrder(),
                                   i => (places.boxOf(blocks[i])?.top ?? -1) <= y);
    const anchor = blocks[Math.max(index, 0)];
    const before = places.boxOf(anchor)?.top - y;
    change();
    const after = blocks.includes(anchor) ? places.boxOf(anchor)?.top : NaN;
    place(Number.isFinite(after - before) ? after - before : y);
  }

  /** The block on @line, or the one above if the line is between two. */
  function findBlock(line) {
    const count = places.countInOrder();
    const block = blocks[places.lastIndex(count, i => blocks[i].first <= line)];
    const notes = blocks[count];
    if (notes && !(line <= block?.last) && notes.first <= line && line <= notes.last)
      return notes;
    return block ?? null;
  }

  /** The notes, if one of them is being written, wherever it is defined: they stand last. */
  function caretNotes() {
    return caret?.note > 0 ? blocks[blocks.length - 1]?.nodes.find(isElement) ?? null : null;
  }

  function caretElement() {
    if (caret?.slot !== undefined)
      return null;
    const notes = caretNotes();
    if (notes)
      return notes;
    const block = caret && findBlock(caret.line);
    return block && caret.line <= block.last ? block.nodes.find(isElement) ?? null : null;
  }

  function mark() {
    const element = caretElement();
    if (element === marked)
      return;
    marked?.removeAttribute('data-marbre-marked');
    element?.setAttribute('data-marbre-marked', '');
    marked = element;
  }

  /** The line of the page on which the caret's text stands. */
  function caretBox() {
    if (caret?.slot !== undefined) {
      const element = slotElements(caret.slot)[0];
      if (!element || element.hidden)
        return null;
      return places.boxOfSign([element], caret.offset) ?? element.getBoundingClientRect();
    }
    const note = caretNotes()?.querySelectorAll(':scope > ol > li')[caret.note - 1];
    if (note)
      return places.boxOfSign([note], caret.offset) ?? note.getBoundingClientRect();
    const block = caret && findBlock(caret.line);
    const sign = block && caret.line <= block.last && caret.offset >= 0
      ? places.boxOfSign(block.nodes, caret.offset) : null;
    if (!block || sign)
      return sign;
    /* No text yet, or none that we know: between its neighbours, by the line. */
    const box = places.boxOf(block);
    const down = Math.min((caret.line - block.first) / (block.last + 1 - block.first), 1);
    const top = box && box.top + down * (box.bottom - box.top) - window.scrollY;
    return box && { top, bottom: top + LINE };
  }

  function isInView(box) {
    return box !== null && box.bottom > 0 && box.top < window.innerHeight;
  }

  function reveal() {
    const box = caretBox();
    if (box)
      place(places.show(box));
  }

  // --- What the program calls

  function apply(patch) {
    if (patch.labels)
      labels = patch.labels;
    if (patch.theme) {
      document.documentElement.dataset.theme = patch.theme;
      if (document.querySelector('[data-marbre-style]') === null)
        marbreTheme.set(patch.theme); // a page of a site
    }
    if (patch.lang)
      document.documentElement.lang = patch.lang;
    // Leave is withdrawn before another story comes, and given after it has: what is still here of
    // the one before must not load.
    const given = patch.remote === true && !remote;
    if (patch.remote === false && remote)
      keepPlace(() => setRemote(false));
    remote = patch.remote ?? remote;
    caret = patch.caret ?? caret;
    if (patch.slots || patch.splices) {
      keepPlace(() => {
        for (const [name, html] of Object.entries(patch.slots ?? {}))
          setSlot(name, html);
        for (const change of (patch.splices ?? []).reverse())
          splice(change);
        for (const change of patch.shifts ?? [])
          shift(change);
        setPlaceholders();
        mark(); // with the change: a mark after the layout would ask for another
      });
    }
    if (given)
      keepPlace(() => setRemote(true));
    reportRemote();
    mark();
    if (patch.line !== undefined)
      place(places.scrollFor(places.heightOfLine(patch.line)));
    if (patch.reveal)
      reveal();
    seen = places.spot();
    caretSeen = isInView(caretBox());
    return places.line();
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
    reportedAt = performance.now();
    if (moved || !seen) {
      seen = places.spot();
      caretSeen = isInView(caretBox());
    }
    if (!moved)
      return;
    placedAt = -Infinity;
    send({ type: 'scrolled', line: places.line() });
  }

  document.addEventListener('scroll', () => {
    if (Math.abs(window.scrollY - placedAt) >= ECHO)
      seen = null;
    const wait = SCROLL_PAUSE - (performance.now() - reportedAt);
    reportTimer ||= setTimeout(reportPlace, Math.max(wait, 0));
  }, { passive: true });

  window.addEventListener('resize', hold);
  document.addEventListener('load', hold, { capture: true, passive: true });
  document.addEventListener('error', event => explainUnseen(event.target), { capture: true });

  /** Tells the program which sign of which text was pointed at. */
  function tellText(event) {
    const range = document.caretRangeFromPoint(event.clientX, event.clientY);
    const slot = event.target.closest('[data-marbre-slot]');
    const body = bodyElement();
    if (!range || !slot)
      return;
    if (slot !== body) {
      send({ type: 'field', slot: slot.dataset.marbreSlot, ...places.offsetOf([slot], range) });
      return;
    }
    let node = range.startContainer;
    while (node && node.parentNode !== body)
      node = node.parentNode;
    const index = Math.max(blocks.findIndex(block => block.nodes.includes(node)), 0);
    send({ type: 'text', block: index, ...places.offsetOf(blocks[index]?.nodes ?? [], range) });
  }

  /** A click on a link follows it; with Shift it goes to the link's text. */
  function followsLink(event) {
    return event.target.closest('a[href]') && !event.shiftKey;
  }

  document.addEventListener('mousedown', event => {
    if (event.shiftKey && event.target.closest('a[href]'))
      event.preventDefault(); // no selection from the last click to here
  });

  document.addEventListener('click', event => {
    if (followsLink(event))
      return;
    const action = event.target.closest('[data-marbre-action]')?.dataset.marbreAction;
    if (action) {
      send({ type: action });
      return;
    }
    event.preventDefault();
    /* Who has marked text wants to copy it. */
    if (window.getSelection().isCollapsed)
      tellText(event);
  });

  document.addEventListener('dblclick', event => {
    if (followsLink(event))
      return;
    window.getSelection().removeAllRanges();
    tellText(event);
  });

  function setCard(card) {
    keepPlace(() => cards.set(card));
    reportRemote();
  }

  return { apply, html, setCard, place: places.line };
})();
