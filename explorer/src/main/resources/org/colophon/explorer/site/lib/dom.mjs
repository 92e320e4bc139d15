// Makes elements. All text goes in as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element.
 * @param {object} attributes by name; `on…` are listeners, `text` is the content, false leaves one out
 */
export const make = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

/** An SVG element, with the same attributes. */
export const draw = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter((child) => child || child === 0));
  return element;
}

/** A link within the site. */
export const link = (route, text, attributes) =>
  make('a', { href: `#/${route}`, text, ...attributes });

/** A section with a heading that names it. */
export function section(title, { id, note, level = 2 } = {}, ...children) {
  const heading = id ?? `part-${++sections}`;
  return make(
    'section',
    { 'aria-labelledby': heading },
    make('h' + level, { id: heading, text: title }),
    note && make('p', { class: 'note', text: note }),
    ...children,
  );
}
let sections = 0;

/** A list of terms with what they are; pairs without a value are left out. */
export const facts = (...pairs) =>
  make(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value || value === 0)
      .map(([name, ...values]) =>
        make('div', {}, make('dt', { text: name }), make('dd', {}, ...values)),
      ),
  );

/** A table whose rows are arrays of cells; it scrolls sideways by itself on a narrow screen. */
export const table = (caption, heads, rows) =>
  make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    make(
      'table',
      {},
      make('caption', { class: 'hidden', text: caption }),
      make(
        'thead',
        {},
        make(
          'tr',
          {},
          heads.map((head) => make('th', { scope: 'col', text: head })),
        ),
      ),
      make(
        'tbody',
        {},
        rows.map((cells) =>
          make(
            'tr',
            {},
            cells.map((cell) => make('td', {}, cell)),
          ),
        ),
      ),
    ),
  );
