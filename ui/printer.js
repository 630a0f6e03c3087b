/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sets a story on sheets of paper. WebKit knows neither page headers nor numbers, and cuts where it
 * likes; so the sheets are made here, each as large as the paper, and WebKit only draws them. It
 * runs once, in the script world of a view that nobody sees, and is given sanitized HTML.
 */
'use strict';

globalThis.marbrePrinter = (() => {
  const KEPT_LINES = 2;       // of a paragraph, at the foot of a sheet and at the head of the next
  const KEPT_ROWS = 2;        // of a table
  const KEPT_HEIGHT = 0.6;    // of a sheet: what is longer may be cut
  const DEFERRED_ROOM = 0.08; // of a sheet: that text may fill before a picture that does not fit

  const CONTAINERS = 'main, article, .body, .colophon';
  const LEADING = 'h1, h2, h3, h4, h5, h6, .label';
  const NEVER_CUT = `${LEADING}, figure, img, hr, tr, .masthead, .pullquote, .read-also, .embed`;
  const RARELY_CUT = 'table, blockquote, pre, .box, .key-points, .head, .marbre-missing';
  const BLOCKS = 'p, ul, ol, li, table, blockquote, pre, figure, div, section, aside, h1, h2, h3,'
    + ' h4, h5, h6, hr, dl, dt, dd, details, summary, header, footer, nav';

  let job = null;
  let sheets = [];    // { element, flow, limit }
  let copies = null;  // a container → its copy on the sheet that is being filled
  let opened = null;  // containers that have a copy on some sheet
  let placed = 0;     // units on that sheet
  let deferred = [];  // [unit, path] of pictures for the head of the next one

  const make = (tag, name, text = '') => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };
  const boxOf = node => node.getBoundingClientRect();
  const sheet = () => sheets[sheets.length - 1];

  // --- The page

  /** Paper has one width: what is for screens goes, what is for paper counts from now on. */
  function setForPaper(rules) {
    for (const rule of rules) {
      if (!(rule instanceof CSSMediaRule))
        continue;
      if (/print/.test(rule.media.mediaText))
        rule.media.mediaText = 'all';
      else
        rule.media.mediaText = 'not all';
    }
  }

  /** The letters of a site in place of the layout's own: see printer-letters.js. */
  function setLetters({ faces, rules }) {
    const sheet = document.styleSheets[0];
    for (const rule of [...faces, ...rules])
      sheet.insertRule(rule, sheet.cssRules.length);
  }

  /** What is measured before its font has come is measured wrong. */
  function settleFonts() {
    return Promise.allSettled([...document.fonts].map(face => face.load()));
  }

  function resolveImage(image) {
    const source = image.getAttribute('src') ?? '';
    image.removeAttribute('srcset');
    image.loading = 'eager';
    if (/^(data|marbre):/.test(source))
      return;
    if (/^https?:\/\//i.test(source) && job.remote)
      image.src = 'marbre:///remote/' + encodeURIComponent(source);
    else if (/^(https?:)?\/\//i.test(source))
      image.removeAttribute('src');
    else
      image.src = 'marbre:///media/' + source.split('/').map(encodeURIComponent).join('/');
  }

  function settle(image) {
    if (!image.hasAttribute('src') || image.complete)
      return Promise.resolve();
    return new Promise(resolve => {
      image.addEventListener('load', resolve, { once: true });
      image.addEventListener('error', resolve, { once: true });
    });
  }

  /** A picture that is not there is said, not drawn as an empty frame. */
  function sayMissing(image) {
    if (image.naturalWidth > 0)
      return;
    if (image.alt === '')
      image.remove();
    else
      image.replaceWith(make('span', 'marbre-missing', image.alt));
  }

  async function fill(slots) {
    for (const element of document.querySelectorAll('[data-marbre-slot]')) {
      const html = slots[element.dataset.marbreSlot] ?? '';
      const template = document.createElement('template');
      template.innerHTML = html;
      for (const image of template.content.querySelectorAll('img'))
        resolveImage(image);
      element.replaceChildren(template.content);
      element.hidden = html === '';
    }
    const images = [...document.images];
    await Promise.all(images.map(settle));
    images.forEach(sayMissing);
  }

  // --- Sheets

  function makeRunningHead() {
    const head = make('header', 'marbre-running');
    const left = make('p', 'marbre-running-story');
    const [site, ...rest] = job.running.filter(text => text !== '');
    if (site !== undefined)
      left.append(make('b', '', site), rest.map(text => ' · ' + text).join(''));
    head.append(left, make('p', 'marbre-running-date', job.date));
    return head;
  }

  function startSheet() {
    const element = make('section', 'marbre-sheet');
    const flow = make('div', 'marbre-flow');
    element.style.width = `${job.width}mm`;
    element.style.height = `${job.height}mm`;
    if (sheets.length > 0)
      element.append(makeRunningHead());
    else
      element.classList.add('marbre-first');
    element.append(flow, make('footer', 'marbre-folio'));
    document.body.append(element);
    sheets.push({ element, flow, limit: boxOf(flow).bottom });
    copies = new Map();
    placed = 0;
    for (const [unit, path] of deferred.splice(0))
      place(unit, path);
  }

  /** What a layout does for a container's first paragraph is done once, so the others begin with
   *  one that is not shown. */
  function openCopy(original) {
    const copy = original.cloneNode(false);
    if (opened.has(original)) {
      const stand = make('p', '');
      stand.hidden = true;
      copy.append(stand);
    }
    opened.add(original);
    copies.set(original, copy);
    return copy;
  }

  /** The place for a unit on this sheet: copies of the elements that are around it. */
  function container(path) {
    let parent = sheet().flow;
    for (const original of path) {
      if (!copies.has(original))
        parent.append(openCopy(original));
      parent = copies.get(original);
    }
    return parent;
  }

  function unitsBefore(unit) {
    const kept = [];
    for (let node = unit.previousElementSibling; node?.matches(LEADING);
         node = node.previousElementSibling)
      kept.unshift(node);
    return kept.length < placed ? kept : [];
  }

  function isShort(unit) {
    return boxOf(unit).height < KEPT_HEIGHT * boxOf(sheet().flow).height;
  }

  function mayDefer(unit) {
    const room = sheet().limit - boxOf(unit).top;
    return unit.matches('figure:not(.lead)') && placed > 0 &&
      room > DEFERRED_ROOM * boxOf(sheet().flow).height;
  }

  /** Longer than a sheet and of one piece: smaller if it is a picture, else cut where it ends. */
  function force(unit, path) {
    const over = boxOf(unit).bottom - sheet().limit;
    for (const image of unit.querySelectorAll('img'))
      image.style.maxHeight = `${Math.max(boxOf(image).height - over, 40)}px`;
    const rest = boxOf(unit).bottom > sheet().limit + 1 ? cut(unit, sheet().limit, true) : null;
    placed++;
    if (rest !== null) {
      startSheet();
      place(rest, path);
    }
  }

  function place(unit, path) {
    container(path).append(unit);
    if (placed === 0 && sheets.length > 1)
      unit.classList.add('marbre-top');
    if (boxOf(unit).bottom <= sheet().limit + 1) {
      placed++;
      return;
    }
    if (unit.matches('.tags')) {
      unit.remove(); // keywords alone are not worth a sheet
      return;
    }
    if (mayDefer(unit)) {
      unit.remove();
      deferred.push([unit, path]);
      return;
    }
    const rest = cut(unit, sheet().limit, false);
    if (rest === null && placed === 0) {
      force(unit, path);
      return;
    }
    const kept = rest === null ? unitsBefore(unit) : [];
    const next = rest ?? unit;
    next.remove();
    kept.forEach(node => node.remove());
    startSheet();
    for (const node of [...kept, next])
      place(node, path);
  }

  // --- Cutting: all return what goes to the next sheet, null if nothing of it stays

  function cut(node, limit, must) {
    if (!must && (node.matches(NEVER_CUT) || (node.matches(RARELY_CUT) && isShort(node))))
      return null;
    if (node.matches('table'))
      return cutTable(node, limit, must);
    if ([...node.children].some(child => child.matches(BLOCKS)))
      return cutChildren(node, limit, must);
    return node.matches('figure, img, hr') ? null : cutLines(node, limit, must);
  }

  function restOf(node) {
    const rest = node.cloneNode(false);
    rest.removeAttribute('id');
    rest.classList.add('marbre-rest');
    rest.classList.remove('marbre-top');
    return rest;
  }

  function cutChildren(node, limit, must) {
    const style = getComputedStyle(node);
    const inner = limit - parseFloat(style.paddingBottom) - parseFloat(style.borderBottomWidth);
    const children = [...node.children];
    let index = children.findIndex(child => boxOf(child).bottom > inner + 1);
    if (index < 0)
      index = children.length - 1;
    const part = cut(children[index], inner, must);
    while (part === null && index > 0 && children[index - 1].matches(LEADING))
      index--;
    if (part === null && index === 0)
      return null;
    const rest = restOf(node);
    rest.append(...(part === null ? children.slice(index) : [part, ...children.slice(index + 1)]));
    if (node.matches('ol'))
      rest.start = (node.start || 1) + index;
    return rest;
  }

  /** Both parts keep the columns of the whole, and the head stands over each. */
  function cutTable(table, limit, must) {
    const rows = [...table.tBodies].flatMap(body => [...body.rows]);
    const index = rows.findIndex(row => boxOf(row).bottom > limit + 1);
    const kept = must ? 1 : KEPT_ROWS;
    const at = Math.min(index, rows.length - kept);
    if (index < 0 || at < kept)
      return null;
    for (const cell of table.rows[0].cells)
      cell.style.width = `${boxOf(cell).width}px`;
    const rest = restOf(table);
    const body = document.createElement('tbody');
    if (table.tHead !== null)
      rest.append(table.tHead.cloneNode(true));
    body.append(...rows.slice(at));
    rest.append(body);
    return rest;
  }

  function textNodes(node) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT, text =>
      text.parentElement.closest('sup, sub') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode())
      nodes.push(walker.currentNode);
    return nodes;
  }

  function rectsOf(text, end) {
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(text, end);
    return [...range.getClientRects()].filter(rect => rect.width > 0);
  }

  const middleOf = rect => (rect.top + rect.bottom) / 2;

  /** The lines of a paragraph, as { top, bottom }, from above. */
  function linesOf(texts) {
    const rects = texts.flatMap(text => rectsOf(text, text.length)).sort((a, b) => a.top - b.top);
    const lines = [];
    for (const { top, bottom } of rects) {
      const last = lines[lines.length - 1];
      if (last === undefined || (top + bottom) / 2 > last.bottom)
        lines.push({ top, bottom });
      else
        last.bottom = Math.max(last.bottom, bottom);
    }
    return lines;
  }

  /** The place in the text where the first line below @y starts: [text, offset]. */
  function findBelow(texts, y) {
    const isBelow = (text, end) => rectsOf(text, end).some(rect => middleOf(rect) > y);
    for (const text of texts) {
      if (!isBelow(text, text.length))
        continue;
      let low = 0;
      let high = text.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (isBelow(text, middle))
          high = middle;
        else
          low = middle;
      }
      return [text, low];
    }
    return null;
  }

  const isLetter = character => /\p{L}/u.test(character ?? '');

  /** A word that is hyphenated by the browser would lose its hyphen. */
  function isInWord([text, offset]) {
    return isLetter(text.data[offset - 1]) && isLetter(text.data[offset]);
  }

  function cutLines(node, limit, must) {
    const texts = textNodes(node);
    const lines = linesOf(texts);
    const kept = must ? 1 : KEPT_LINES;
    const fitting = lines.filter(line => line.bottom <= limit + 1).length;
    for (let n = Math.min(fitting, lines.length - kept); n >= kept; n--) {
      const where = findBelow(texts, lines[n - 1].bottom);
      if (where === null || (isInWord(where) && !must))
        continue;
      const range = document.createRange();
      range.setStart(...where);
      range.setEnd(node, node.childNodes.length);
      const rest = restOf(node);
      rest.append(range.extractContents());
      node.classList.add('marbre-part');
      return rest;
    }
    return null;
  }

  // --- The whole

  function* units(parent, path) {
    for (const child of [...parent.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE && child.data.trim() !== '') {
        const paragraph = document.createElement('p');
        paragraph.append(child);
        yield [paragraph, path];
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        if (child.matches(CONTAINERS))
          yield* units(child, [...path, child]);
        else if (!child.hidden)
          yield [child, path];
      }
    }
  }

  function number() {
    const isWanted = index => job.pages.length === 0 ||
      job.pages.some(([first, last]) => index >= first && index <= last);
    sheets.forEach(({ element }, index) => {
      element.querySelector('.marbre-folio').textContent = `${index + 1} / ${sheets.length}`;
      if (!isWanted(index))
        element.remove();
    });
    return document.querySelectorAll('.marbre-sheet').length;
  }

  /**
   * Lays the story out. @wanted: { slots, title, language, running, date, remote, width, height
   * (mm), pages ([first, last] from 0, none for all) }. @letters: what marbreLetters() said, null
   * for the layout's own. Returns how many sheets are to be drawn.
   */
  async function paginate(wanted, letters) {
    job = wanted;
    opened = new Set();
    document.title = job.title;
    document.documentElement.lang = job.language;
    document.documentElement.dataset.theme = 'light';
    for (const styles of document.styleSheets)
      setForPaper(styles.cssRules);
    if (letters !== null)
      setLetters(letters);
    await fill(job.slots);
    await settleFonts();
    await document.fonts.ready;
    const source = document.createDocumentFragment();
    source.append(...document.body.childNodes);
    startSheet();
    for (const [unit, path] of units(source, []))
      place(unit, path);
    if (deferred.length > 0)
      startSheet();
    return number();
  }

  return { paginate };
})();
