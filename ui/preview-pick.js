/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body of a function that lets the reader point at an element of a layout: called in the
 * preview's own script world, with `wider` (take the element around the picked one at once, or wait
 * for a click). Answers with the element's number, "" after Escape. The frame stays until the next
 * call, or until the page is another.
 */
const NUMBER = 'data-marbre-node';
const FRAME = 'marbre-pick-frame';

/** The frame lies above everything and is in nobody's way. */
function frame() {
  let box = document.getElementById(FRAME);
  if (!box) {
    box = document.createElement('div');
    box.id = FRAME;
    Object.assign(box.style, {
      position: 'absolute', zIndex: 2147483647, pointerEvents: 'none', boxSizing: 'border-box',
      border: '2px solid #3584e4', background: 'rgb(53 132 228 / 15%)', borderRadius: '3px',
    });
    document.documentElement.append(box);
  }
  return box;
}

function show(element) {
  const place = element.getBoundingClientRect();
  Object.assign(frame().style, {
    left: `${place.left + window.scrollX - 3}px`, top: `${place.top + window.scrollY - 3}px`,
    width: `${place.width + 6}px`, height: `${place.height + 6}px`,
  });
  frame().dataset.marbrePicked = element.getAttribute(NUMBER);
  return element.getAttribute(NUMBER);
}

const numbered = node => node?.closest?.(`[${NUMBER}]`);

if (wider) {
  const picked = document.querySelector(`[${NUMBER}="${frame().dataset.marbrePicked}"]`);
  const outer = numbered(picked?.parentElement);
  return !outer || outer === document.body ? (picked ? show(picked) : '') : show(outer);
}

return new Promise(resolve => {
  const controller = new AbortController();
  const options = { capture: true, signal: controller.signal };
  const end = answer => {
    resolve(answer);
    controller.abort();
  };

  globalThis.marbrePicking?.abort();
  globalThis.marbrePicking = controller;
  controller.signal.addEventListener('abort', () => resolve(''));
  document.addEventListener('pointermove', event => {
    const element = numbered(event.target);
    if (element && element !== document.body)
      show(element);
  }, options);
  document.addEventListener('click', event => {
    const element = numbered(event.target);
    event.preventDefault();
    event.stopImmediatePropagation();
    if (element && element !== document.body)
      end(show(element));
  }, options);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape')
      end('');
  }, options);
});
