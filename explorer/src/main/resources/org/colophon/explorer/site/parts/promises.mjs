// What the reader may count on below a form, in columns.
import { make } from '../lib/dom.mjs';
import { say } from '../lib/words.mjs';

/**
 * @param {string} id of the heading
 * @param {string} words where the texts stand: `worth`, and for each name its title and text
 * @param {string[]} names one for each column
 * @param {object} [more] what else stands in a column, by its name
 */
export const promises = (id, words, names, more = {}) =>
  make(
    'section',
    { class: 'promises', 'aria-labelledby': id },
    make('h2', { id, text: say(`${words}.worth`) }),
    make(
      'div',
      { class: 'columns' },
      names.map((name) =>
        make(
          'div',
          {},
          make('h3', { text: say(`${words}.${name}Title`) }),
          make('p', { text: say(`${words}.${name}Text`) }),
          more[name] && make('p', {}, more[name]),
        ),
      ),
    ),
  );
