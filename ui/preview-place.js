/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places on the preview's page: a line of the source for a height of the page and back, and a sign
 * of a block's text for a point of the page and back. It measures and scrolls; it changes nothing.
 * In the same script world as preview.js, which holds the blocks.
 *
 * The pane is read at its eye, a height that goes from the pane's upper edge to its lower edge as
 * the page is scrolled from its start to its end. The editor does the same, so that both panes
 * reach their ends together although their lengths differ.
 *
 * A place is a number: −1 to 0 is the head, then come the lines of the body with a fraction, and
 * from the line after the last block on, up to 1 more, what is below the body.
 */
'use strict';

globalThis.marbrePlaces = (blocks, bodyElement) => {
  const HEAD = Symbol('head');
  const FOOT = Symbol('foot');
  const AIR = 40; // px left between the caret's line and the pane's edge after a scroll

  const isElement = node => node.nodeType === Node.ELEMENT_NODE;

  const part = (value, from, to) =>
    to > from ? Math.min(Math.max((value - from) / (to - from), 0), 1) : 0;

  // --- Blocks on the page

  function boxOf(block) {
    const boxes = block.nodes.filter(isElement).map(node => node.getBoundingClientRect());
    return boxes.length === 0 ? null : {
      top: boxes[0].top + window.scrollY,
      bottom: boxes[boxes.length - 1].bottom + window.scrollY,
    };
  }

  /** How many blocks stand in the order of the source: footnotes may be defined anywhere. */
  function countInOrder() {
    const n = blocks.length;
    return n > 1 && blocks[n - 1].first <= blocks[n - 2].last ? n - 1 : n;
  }

  /** The box of the first block from @index on that takes room, and its index. */
  function nextBox(index, count) {
    for (; index < count; index++) {
      const box = boxOf(blocks[index]);
      if (box)
        return { index, box };
    }
    return null;
  }

  /** By halving: the last block for which @holds, and every one before it. */
  function lastIndex(count, holds) {
    let low = 0, high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(middle))
        low = middle + 1;
      else
        high = middle;
    }
    return low - 1;
  }

  /** A block that takes room, @index or one before it, to the next one: heights and lines. */
  function spanOf(index, count) {
    while (index >= 0 && !boxOf(blocks[index]))
      index--;
    if (index < 0)
      return null;
    const block = blocks[index];
    const box = boxOf(block);
    const next = nextBox(index + 1, count);
    return next
      ? { block, top: box.top, bottom: next.box.top, first: block.first,
          end: blocks[next.index].first }
      : { block, top: box.top, bottom: box.bottom, first: block.first, end: block.last + 1 };
  }

  function bodyTop() {
    const body = bodyElement();
    return body ? Math.max(body.getBoundingClientRect().top + window.scrollY, 1) : 1;
  }

  // --- The eye

  const pageHeight = () => document.documentElement.scrollHeight;

  function eye() {
    const height = pageHeight();
    const range = height - window.innerHeight;
    return range > 0 ? window.scrollY * height / range : 0;
  }

  function scrollFor(height) {
    const page = pageHeight();
    return Math.max(height * (page - window.innerHeight) / page, 0);
  }

  /** What the eye is on: a block, the head or the foot, and how much of it is above. */
  function spot() {
    const y = eye();
    const head = bodyTop();
    const count = countInOrder();
    const index = lastIndex(count, i => (nextBox(i, count)?.box.top ?? Infinity) <= y);
    const span = y < head ? null : spanOf(index, count);
    if (!span)
      return { block: HEAD, above: part(y, 0, head) };
    if (y >= span.bottom)
      return { block: FOOT, above: part(y, span.bottom, pageHeight()), end: span.end };
    return { block: span.block, above: part(y, span.top, span.bottom), end: span.end };
  }

  function line() {
    const { block, above, end } = spot();
    if (block === HEAD)
      return above - 1;
    return block === FOOT ? end + above : block.first + above * (end - block.first);
  }

  function heightOfSpot({ block, above }) {
    const count = countInOrder();
    if (block === HEAD)
      return above * bodyTop();
    const index = block === FOOT ? count - 1 : blocks.indexOf(block);
    const span = index >= 0 && index < count ? spanOf(index, count) : null;
    if (!span)
      return null;
    const [from, to] =
      block === FOOT ? [span.bottom, pageHeight()] : [span.top, span.bottom];
    return from + above * (to - from);
  }

  function heightOfLine(line) {
    const head = bodyTop();
    const count = countInOrder();
    const span = spanOf(lastIndex(count, i => blocks[i].first <= line), count);
    if (line < 0 || !span)
      return Math.min(Math.max(line + 1, 0), 1) * head;
    if (line >= span.end)
      return span.bottom + Math.min(line - span.end, 1) * (pageHeight() - span.bottom);
    return span.top + part(line, span.first, span.end) * (span.bottom - span.top);
  }

  // --- Text: signs are counted as the program counts them in the block's HTML

  /** The texts of @nodes that the story says, without what the preview adds to them. */
  function textsIn(nodes) {
    const texts = [];
    for (const node of nodes) {
      if (!isElement(node)) {
        texts.push(node);
        continue;
      }
      const walker = document.createTreeWalker(node,
        NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, other =>
          isElement(other)
            ? other.matches('.marbre-remote') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
            : NodeFilter.FILTER_ACCEPT);
      while (walker.nextNode())
        texts.push(walker.currentNode);
    }
    return texts.filter(node => node.nodeType === Node.TEXT_NODE);
  }

  /** How many signs of @nodes come before @range, and whether it is after the last of them: at the
   *  end of a list's item rather than at the start of the next. */
  function offsetOf(nodes, range) {
    let offset = 0;
    let after = false;
    for (const text of textsIn(nodes)) {
      if (text === range.startContainer) {
        after = range.startOffset > 0 && range.startOffset === text.length;
        return { offset: offset + range.startOffset, after };
      }
      if (range.comparePoint(text, 0) >= 0)
        break;
      offset += text.length;
    }
    return { offset, after };
  }

  /** The line of the page on which sign @offset of @nodes stands, null if there is no text. */
  function boxOfSign(nodes, offset) {
    const texts = textsIn(nodes);
    let index = 0;
    for (; index < texts.length - 1 && offset > texts[index].length; index++)
      offset -= texts[index].length;
    if (!texts[index]?.length)
      return null;
    const range = document.createRange();
    const end = Math.min(Math.max(offset, 1), texts[index].length);
    range.setStart(texts[index], end - 1);
    range.setEnd(texts[index], end);
    const boxes = range.getClientRects();
    return boxes[boxes.length - 1] ?? null;
  }

  /** Scrolls the least that shows @box, a line on the page or all that is said of where one is. */
  function show(box) {
    const height = window.innerHeight;
    const air = Math.min(AIR, height / 4);
    if (box.top < 0)
      return window.scrollY + box.top - air;
    if (box.bottom > height)
      return window.scrollY + Math.min(box.bottom - height + air, box.top);
    return window.scrollY;
  }

  return { boxOf, boxOfSign, countInOrder, heightOfLine, heightOfSpot, lastIndex, line, offsetOf,
           scrollFor, show, spot };
};
