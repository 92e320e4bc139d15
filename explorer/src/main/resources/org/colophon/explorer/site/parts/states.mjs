// What stands where there is nothing to show: yet, at all, or because the node said no.
import { make } from '../lib/dom.mjs';
import { Refused } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';

export const loading = (text = say('loading')) =>
  make('p', { class: 'state waiting', role: 'status', text });

export const empty = (text, ...more) =>
  make('div', { class: 'state' }, make('p', { text }), ...more);

/** A refusal by its name and what can be done, or a fault of these pages. */
export function failed(fault, again, title = 'failedTitle') {
  const reason = fault instanceof Refused ? fault.reason : 'FAULT';
  const isKnown = called('remedies', reason) !== reason;
  return make(
    'div',
    { class: 'state refused', role: 'alert' },
    make('h1', { text: say(reason === 'UNREACHABLE' ? 'unreachable' : title) }),
    make('p', {}, isKnown ? called('remedies', reason) : say('remedies.other')),
    make('p', { class: 'detail' }, make('code', { text: reason }), ' ', fault.message),
    again && make('button', { type: 'button', text: say('again'), onclick: again }),
  );
}

/** The same, of what the reader wanted done. */
export const notTaken = (fault, again) => failed(fault, again, 'notTakenTitle');

/** Puts what a promise gives in its place; meanwhile and otherwise says how it stands. */
export function later(promise, signal) {
  const place = make('div', { class: 'later' }, loading());
  promise.then(
    (content) => place.replaceChildren(...[content].flat()),
    (fault) => signal?.aborted || place.replaceChildren(failed(fault)),
  );
  return place;
}
