/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letters in which a layout that was cut from a site sets a story: families, weights, capitals,
 * and the faces that it loads. Sheets of paper (printer.js) take them over; the site's boxes and
 * columns are made for screens and stay there. It reads a page that nobody sees, and leaves it as it
 * was.
 */
'use strict';

globalThis.marbreLetters = () => {
  const MAX_FACES = 64;
  const MAX_SIGNS = 4000; // of a rule
  const SOURCE = /url\("([^"]*)"\)/g;

  // Where our layouts name a family for all that is not the headline or the text.
  const FAMILIES = { '--serif': ['body', 'p'], '--display': ['headline'], '--sans': ['byline'] };
  const FALLBACKS = { '--serif': 'serif', '--display': 'serif', '--sans': 'sans-serif' };

  // What of a part's letters is taken over, for which elements of ours.
  const PARTS = [
    ['headline', null, '.headline'],
    ['kicker', null, '.kicker'],
    ['standfirst', null, '.standfirst'],
    ['body', 'h2', '.body h1, .body h2, .body h3'],
  ];

  /** The style of an element of the page, or of one that would stand in it; null if the page does
   *  not have that part. */
  function styleOf(slot, inner) {
    const element = document.querySelector(`[data-marbre-slot="${slot}"]`);
    if (!element || !inner)
      return element && pick(element);
    const stand = element.appendChild(document.createElement(inner));
    const found = pick(stand);
    stand.remove();
    return found;
  }

  function pick(element) {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize) || 16;
    const spacing = parseFloat(style.letterSpacing) || 0;
    return {
      family: style.fontFamily,
      rules: {
        'font-weight': style.fontWeight,
        'font-style': style.fontStyle,
        'text-transform': style.textTransform,
        'letter-spacing': `${(spacing / size).toFixed(4)}em`,
      },
    };
  }

  /** A part that the page does not have is set as its text is. */
  function familyRule() {
    const text = styleOf('body', 'p');
    const families = Object.entries(FAMILIES)
      .map(([name, [slot, inner]]) => [name, (styleOf(slot, inner) ?? text)?.family])
      .filter(([, family]) => family)
      .map(([name, family]) => `${name}: ${family}, ${FALLBACKS[name]}`);
    return `:root { ${families.join('; ')} }`;
  }

  function partRules() {
    const rules = [];
    for (const [slot, inner, selector] of PARTS) {
      const style = styleOf(slot, inner);
      if (style === null)
        continue;
      const declarations = Object.entries(style.rules).map(([name, value]) => `${name}: ${value}`);
      rules.push(`${selector} { ${declarations.join('; ')} }`);
    }
    return rules;
  }

  /** Rules of faces, in sheets that import others and in groups. Only those that name files of the
   *  layout: nothing else could be loaded. */
  function facesIn(sheet, base) {
    const faces = [];
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSFontFaceRule) {
        const text = rule.cssText.replace(SOURCE,
                                          (_, source) => `url("${new URL(source, base)}")`);
        if (text.includes('marbre:') && text.length < MAX_SIGNS)
          faces.push(text);
      } else if (rule.styleSheet) {
        faces.push(...facesIn(rule.styleSheet, rule.styleSheet.href ?? base));
      } else if (rule.cssRules) {
        faces.push(...facesIn(rule, base));
      }
    }
    return faces;
  }

  const faces = [...document.styleSheets]
    .flatMap(sheet => facesIn(sheet, sheet.href ?? document.baseURI));
  const rules = [familyRule(), ...partRules()].filter(rule => rule.length < MAX_SIGNS);
  return JSON.stringify({ faces: faces.slice(0, MAX_FACES), rules });
};
