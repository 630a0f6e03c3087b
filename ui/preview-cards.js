/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards of bare links: what the page behind a link says of itself, above the link. They are the
 * preview's alone: the link is published as it is, and the site makes of it what its readers are
 * used to. The program finds the cards; until one comes, and without leave to load from the web,
 * the link stays a link. Their text is outside the story's (class marbre-remote).
 */
'use strict';

globalThis.marbreCards = (send, pictureSource) => {
  const cards = new Map();  // address → card, null while it is asked for
  const bare = new Set();   // links that have no card yet

  function part(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  function remove(link) {
    link.querySelector('.marbre-card')?.remove();
    link.classList.remove('marbre-has-card');
  }

  function show(link, card) {
    const box = document.createElement('span');
    const text = document.createElement('span');
    remove(link);
    box.className = 'marbre-remote marbre-card';
    if (card.picture) {
      const image = document.createElement('img');
      image.alt = '';
      image.src = pictureSource(card.picture);
      box.append(image);
    }
    for (const [name, value] of [['small', card.site], ['b', card.title],
                                 ['span', card.description]])
      if (value)
        text.append(part(name, value));
    box.append(text);
    link.prepend(box);
    link.classList.add('marbre-has-card');
    bare.delete(link);
  }

  function ask(address) {
    cards.set(address, null);
    send({ type: 'card', uri: address });
  }

  /** Links in new content get their cards, or ask for them. */
  function dress(content) {
    for (const link of content.querySelectorAll('a.embed[href^="http"]')) {
      const address = link.getAttribute('href');
      const card = cards.get(address);
      if (card) {
        show(link, card);
        continue;
      }
      bare.add(link);
      if (card === undefined)
        ask(address);
    }
  }

  function set(card) {
    cards.set(card.uri, card);
    for (const link of document.querySelectorAll('a.embed'))
      if (link.getAttribute('href') === card.uri)
        show(link, card);
  }

  /** Leave was given: ask again for what was not found here. Or withdrawn: forget the web's. */
  function setAllowed(allowed) {
    for (const [address, card] of [...cards])
      if (card === null || (!allowed && card.remote))
        cards.delete(address);
    for (const link of document.querySelectorAll('a.embed'))
      if (!cards.has(link.getAttribute('href')))
        remove(link);
    dress(document);
  }

  /** How many links have no card. */
  function countBare() {
    for (const link of bare)
      if (!link.isConnected)
        bare.delete(link);
    return bare.size;
  }

  return { dress, set, setAllowed, countBare };
};
