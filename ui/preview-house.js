/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In the layout of a site, the blocks of the text get the classes that the site's style knows them
 * by. It only ever adds class names, to what is put into the body.
 */
'use strict';

(() => {
  const HOUSES = {
    wordpress: [
      ['p', 'wp-block-paragraph'],
      ['h1, h2, h3, h4, h5, h6', 'wp-block-heading'],
      ['ul, ol', 'wp-block-list'],
      ['blockquote', 'wp-block-quote'],
      ['blockquote.pullquote', 'wp-block-pullquote'],
      ['figure', 'wp-block-image'],
      ['pre', 'wp-block-code'],
      ['hr', 'wp-block-separator'],
      ['table', 'wp-block-table'],
    ],
    ghost: [
      ['figure', 'kg-card kg-image-card kg-card-hascaption'],
      ['figure > img', 'kg-image'],
    ],
  };

  function dress(node, rules) {
    if (node.nodeType !== Node.ELEMENT_NODE)
      return;
    for (const [selector, names] of rules)
      if (node.matches(selector))
        node.classList.add(...names.split(' '));
    for (const [selector, names] of rules)
      if (selector.includes('>'))
        for (const inner of node.querySelectorAll(selector))
          inner.classList.add(...names.split(' '));
  }

  document.addEventListener('DOMContentLoaded', () => {
    const body = document.querySelector('[data-marbre-slot="body"][data-marbre-house]');
    const rules = body && HOUSES[body.dataset.marbreHouse];
    if (!rules)
      return;
    new MutationObserver(changes => {
      for (const change of changes)
        for (const node of change.addedNodes)
          dress(node, rules);
    }).observe(body, { childList: true });
  });
})();
