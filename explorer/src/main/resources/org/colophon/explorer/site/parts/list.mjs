// A list of any length of which only what is seen exists in the page.
import { make } from '../lib/dom.mjs';

/** Browsers stop at some 30 million pixels of height. */
const ROWS_MAX = 200_000;
const BEYOND = 6;

/**
 * @param {object} list `{label, heights, length, row, near}`: its name; a row's height in pixels,
 *   wide and narrow; how many rows there are now; makes row i; told which rows are seen
 * @returns {HTMLElement} with `refresh()`, for when the length has changed, and `scrollToRow(i)`
 */
export function virtualList({ label, heights: [wide, narrow], length, row, near = () => {} }) {
  const inner = make('ol', { class: 'rows', role: 'list' });
  const outer = make(
    'div',
    { class: 'virtual', tabindex: 0, role: 'region', 'aria-label': label },
    inner,
  );
  const shown = new Map();
  let height = wide;
  let waiting = false;

  const rows = () => Math.min(length(), ROWS_MAX);

  function draw() {
    waiting = false;
    inner.style.height = `${rows() * height}px`;
    const first = Math.max(0, Math.floor(outer.scrollTop / height) - BEYOND);
    const last = Math.min(
      rows(),
      Math.ceil((outer.scrollTop + outer.clientHeight) / height) + BEYOND,
    );
    for (const [i, element] of shown) {
      if (i < first || i >= last) {
        element.remove();
        shown.delete(i);
      }
    }
    for (let i = first; i < last; i++) {
      if (!shown.has(i)) shown.set(i, place(i));
    }
    near(first, last);
  }

  function place(i) {
    const element = make('li', { 'aria-setsize': rows(), 'aria-posinset': i + 1 }, row(i));
    element.style.top = `${i * height}px`;
    element.style.height = `${height}px`;
    // In the order of the list, for whoever reads it without seeing it.
    const after = [...inner.children].find(
      (other) => Number(other.getAttribute('aria-posinset')) > i + 1,
    );
    inner.insertBefore(element, after ?? null);
    return element;
  }

  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  }

  outer.refresh = () => {
    for (const element of shown.values()) element.remove();
    shown.clear();
    soon();
  };
  outer.scrollToRow = (i) => {
    outer.scrollTop = i * height;
    soon();
  };
  outer.addEventListener('scroll', soon, { passive: true });
  new ResizeObserver(() => {
    const next = outer.clientWidth < 620 ? narrow : wide;
    if (next !== height) {
      const first = outer.scrollTop / height; // the same rows stay in view
      height = next;
      inner.style.height = `${rows() * height}px`;
      outer.scrollTop = first * height;
      outer.refresh();
    } else soon();
  }).observe(outer);
  return outer;
}
