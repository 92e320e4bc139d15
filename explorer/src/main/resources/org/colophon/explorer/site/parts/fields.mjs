// Labelled fields of forms.
import { make } from '../lib/dom.mjs';

const labelled = (id, label, input, hint) => ({
  field: make(
    'div',
    { class: 'labelled' },
    make('label', { for: id, text: label }),
    input,
    hint && make('p', { class: 'note', id: `${id}-hint`, text: hint }),
  ),
  input,
});

/** `{field, input}`: a line of text. */
export const textField = (id, label, attributes, hint) =>
  labelled(
    id,
    label,
    make('input', { id, ...attributes, 'aria-describedby': hint && `${id}-hint` }),
    hint,
  );

/** `{field, input}`: several lines. */
export const textArea = (id, label, attributes, hint) =>
  labelled(
    id,
    label,
    make('textarea', { id, rows: 4, ...attributes, 'aria-describedby': hint && `${id}-hint` }),
    hint,
  );

/** `{field, input}`: one of some pairs of value and text. */
export const chosen = (id, label, options, onchange) =>
  labelled(
    id,
    label,
    make(
      'select',
      { id, onchange },
      options.map(([value, text]) => make('option', { value, text })),
    ),
  );

/** `{field, values()}`: any of some pairs of value and text. */
export function severalOf(id, label, options) {
  const boxes = options.map(([value]) =>
    make('input', { type: 'checkbox', id: `${id}-${value}`, value }),
  );
  return {
    field: make(
      'fieldset',
      { id },
      make('legend', { text: label }),
      options.map(([value, text], i) =>
        make('label', { class: 'box', for: `${id}-${value}` }, boxes[i], ' ', text),
      ),
    ),
    values: () => boxes.filter(({ checked }) => checked).map(({ value }) => value),
  };
}

/** A field for one file, which can also be dropped on it. */
export const fileField = (id, label, take, attributes) =>
  make(
    'label',
    { class: 'field' },
    make('input', {
      type: 'file',
      id,
      ...attributes,
      onchange: ({ target }) => {
        if (target.files[0]) take(target.files[0]);
        target.value = '';
      },
    }),
    make('strong', { text: label }),
  );
