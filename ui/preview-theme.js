/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Light and dark for a page of a site. It asks the desktop which one, in its style sheets; here the
 * preview answers, since paper may be dark on a light desktop and light on a dark one. The built-in
 * layouts have an attribute for that and do not need this.
 */
'use strict';

globalThis.marbreTheme = (() => {
  const FEATURE = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g;
  const HOLDS = '(min-width: 0px)';
  const FAILS = '(max-width: 0px)';

  let conditions = null; // [MediaList, its text as the site wrote it]
  let elements = null;   // that leave their own colours to the desktop

  /** Conditions of @group's rules, of what it imports, and of rules in rules. */
  function collect(group, found) {
    let rules = [];
    try {
      rules = group.cssRules ?? [];
    } catch {
      return; // a sheet that did not come
    }
    for (const rule of rules) {
      if (rule.media?.mediaText.includes('prefers-color-scheme'))
        found.push([rule.media, rule.media.mediaText]);
      if (rule.styleSheet)
        collect(rule.styleSheet, found);
      else
        collect(rule, found);
    }
  }

  function collectAll() {
    const found = [];
    for (const sheet of document.styleSheets) {
      if (sheet.media.mediaText.includes('prefers-color-scheme'))
        found.push([sheet.media, sheet.media.mediaText]);
      collect(sheet, found);
    }
    return found;
  }

  const isBoth = scheme => /light/.test(scheme) && /dark/.test(scheme);

  function findElements() {
    const meta = document.querySelector('meta[name="color-scheme"]')?.content ?? '';
    const found = [document.documentElement, document.body]
      .filter(element => isBoth(getComputedStyle(element).colorScheme));
    return isBoth(meta) ? [document.documentElement, ...found] : found;
  }

  /** @theme: "light" or "dark". */
  function set(theme) {
    conditions ??= collectAll();
    elements ??= findElements();
    for (const [media, text] of conditions)
      media.mediaText = text.replace(FEATURE, (_, asked) => asked === theme ? HOLDS : FAILS);
    for (const element of elements)
      element.style.colorScheme = theme;
  }

  return { set };
})();
