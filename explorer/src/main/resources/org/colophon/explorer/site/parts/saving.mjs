// Gives the reader a file that was made in the page.
import { make } from '../lib/dom.mjs';

/** A link that saves the file; `make` is called when it is clicked. */
export const saves = (text, file, attributes) =>
  make('button', {
    type: 'button',
    class: 'quiet',
    text,
    onclick: async () => save(await file()),
    ...attributes,
  });

export function save(file) {
  const url = URL.createObjectURL(file);
  make('a', { href: url, download: file.name }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
