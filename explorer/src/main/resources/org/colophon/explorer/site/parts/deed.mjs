// A form whose record one key signs in the page: what is wanting is said in it, a refusal by its name, and
// what stands on the chain takes its place.
import { digestOfFile } from '../lib/digest.mjs';
import { recorded } from '../lib/deeds.mjs';
import { make } from '../lib/dom.mjs';
import { commitTo, commitToText } from '../lib/openings.mjs';
import { say } from '../lib/words.mjs';
import { textArea } from './fields.mjs';
import { recordedCard } from './recorded.mjs';
import { notTaken } from './states.mjs';

/**
 * @param {string} id of the place where the form stands
 * @param {object} deed `{key, role, type, target, fields, sign, stands, read}`: who signs, as what (a
 *   member unless said), the record's type, what it is about, the form's parts, what its button and its success say; `read`
 *   gives `{wanting}`, a text, or `{members, secret}`, of which the secret is kept with the record
 * @param {() => void} again shows the page as it is then
 */
export function deedForm(id, deed, again, signal) {
  const { key, role = 'member', type, target, fields, sign, stands, read } = deed;
  const place = make('div', { id });
  const complaint = make('p', { class: 'complaint', role: 'alert' });
  const refusal = make('div');
  const button = make('button', { type: 'submit', text: sign });
  const submit = async () => {
    const { wanting, members, secret } = await read();
    if (wanting) {
      complaint.textContent = wanting;
      return;
    }
    const hidden = secret && { ...secret, target };
    const made = await recorded(key, role, type, members, hidden, signal);
    place.replaceChildren(recordedCard(made, stands, again));
  };
  place.append(
    make(
      'form',
      {
        class: 'card form',
        onsubmit: async (event) => {
          event.preventDefault();
          complaint.textContent = '';
          refusal.replaceChildren();
          button.disabled = true;
          try {
            await submit();
          } catch (fault) {
            if (!signal.aborted) refusal.replaceChildren(notTaken(fault));
          } finally {
            button.disabled = false;
          }
        },
      },
      ...fields,
      complaint,
      make('p', { class: 'actions' }, button),
    ),
    refusal,
  );
  return place;
}

/** What opens a salted commitment to words; undefined for none. */
export const secretOf = (words, { subject }) =>
  words ? { fileName: words, secret: commitToText(words, subject) } : undefined;

/** `{field, secret(key)}`: a file, or words in its stead, of which the chain learns a commitment. */
export function documentField(id, label, hint, signal) {
  const words = textArea(id, label, { maxlength: 4000 }, hint);
  const file = make('input', { type: 'file', id: `${id}-file` });
  return {
    field: make(
      'div',
      { class: 'form' },
      words.field,
      make(
        'div',
        { class: 'labelled' },
        make('label', { for: file.id, text: say('deed.file') }),
        file,
      ),
    ),
    secret: async (key) => {
      const [chosen] = file.files;
      if (!chosen) return secretOf(words.input.value.trim(), key);
      const digest = await digestOfFile(chosen, () => {}, signal);
      return { fileName: chosen.name, secret: commitTo(digest, key.subject) };
    },
  };
}
