/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block that was written in becomes what it should be now, by the least change: a letter is a
 * letter in a text that stays. A block that is taken out and put in anew costs the page the style of
 * all that follows it, a layout, and whatever the reader had marked in it. Not for what has a life
 * of its own: pictures, cards and their places are replaced, by those who know them.
 */
'use strict';

globalThis.marbreMorph = (() => {
  const ALIVE = 'img, button, input, video, audio, iframe, a.embed, .marbre-remote';
  const MARK = 'data-marbre-marked'; // ours, and not of the text

  const isAlive = node => node.nodeType === Node.ELEMENT_NODE &&
    (node.matches(ALIVE) || node.querySelector(ALIVE) !== null);
  const isAlike = (one, other) => one.nodeName === other.nodeName;

  function takeAttributes(old, made) {
    for (const { name, value } of [...made.attributes])
      if (old.getAttribute(name) !== value)
        old.setAttribute(name, value);
    for (const name of old.getAttributeNames())
      if (name !== MARK && !made.hasAttribute(name))
        old.removeAttribute(name);
  }

  /** From the front and from the back as long as there are pairs; what is between is replaced. */
  function takeChildren(old, made) {
    const before = [...old.childNodes];
    const after = [...made.childNodes];
    const most = Math.min(before.length, after.length);
    let front = 0;
    let back = 0;
    while (front < most && isAlike(before[front], after[front]))
      front++;
    while (back < most - front && isAlike(before.at(-1 - back), after.at(-1 - back)))
      back++;
    const next = back > 0 ? before.at(-back) : null;
    for (const node of before.slice(front, before.length - back))
      node.remove();
    for (const node of after.slice(front, after.length - back))
      old.insertBefore(node, next);
    for (let i = 0; i < front; i++)
      become(before[i], after[i]);
    for (let i = 1; i <= back; i++)
      become(before.at(-i), after.at(-i));
  }

  /** Only what differs is put in: what is marked in the rest of the text stays marked. From the back
   * first: a word and a space before what is marked go before the space that is there. */
  function takeText(old, made) {
    const before = old.data;
    const after = made.data;
    const most = Math.min(before.length, after.length);
    let front = 0;
    let back = 0;
    if (before === after)
      return;
    while (back < most && before.at(-1 - back) === after.at(-1 - back))
      back++;
    while (front < most - back && before[front] === after[front])
      front++;
    old.replaceData(front, before.length - back - front, after.slice(front, after.length - back));
  }

  /** @old takes over what @made is; both have the same name. */
  function become(old, made) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      takeText(old, made);
      return;
    }
    takeAttributes(old, made);
    takeChildren(old, made);
  }

  /** Whether @old, nodes of the page, are now what the nodes in @content are. If not, nothing was
   * changed. */
  return (old, content) => {
    const made = [...content.childNodes];
    if (old.length !== made.length || old.length === 0 ||
        !old.every((node, i) => isAlike(node, made[i])) || old.some(isAlive) || made.some(isAlive))
      return false;
    old.forEach((node, i) => become(node, made[i]));
    return true;
  };
})();
