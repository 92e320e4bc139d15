// What happened, oldest first: a plain list while it is short, else one that loads as it is scrolled.
import { link, make } from '../lib/dom.mjs';
import { time } from '../lib/format.mjs';
import { called, say, spoken } from '../lib/words.mjs';
import { virtualList } from './list.mjs';
import { empty, failed } from './states.mjs';
import { sign, timeLine } from './times.mjs';

const PLAIN_MAX = 60;
const HEIGHTS = [104, 172];

/**
 * @param {(cursor: string) => Promise<object>} page gives a TraceResponse
 * @param {object[]} [begun] the first page, when it is known already
 */
export async function events(page, signal, begun) {
  let { events: known, nextCursor } = begun ?? (await page(''));
  known = [...known];
  if (known.length === 0) return empty(say('events.none'));
  if (!nextCursor && known.length <= PLAIN_MAX)
    return make(
      'ol',
      { class: 'events' },
      known.map((event) => make('li', {}, eventRow(event))),
    );
  let isLoading = false;
  const note = make('p', { class: 'note', role: 'status' });
  const tell = () =>
    (note.textContent = say(nextCursor ? 'events.more' : 'events.all', known.length));
  const list = virtualList({
    label: say('events.title'),
    heights: HEIGHTS,
    length: () => known.length,
    row: (i) => eventRow(known[i]),
    near: async (first, last) => {
      if (isLoading || !nextCursor || last < known.length - 20) return;
      isLoading = true;
      try {
        const more = await page(nextCursor);
        known.push(...more.events);
        nextCursor = more.nextCursor;
        tell();
        list.refresh();
      } catch (fault) {
        if (!signal.aborted) note.replaceChildren(failed(fault));
      } finally {
        isLoading = false;
      }
    },
  });
  tell();
  return [list, note];
}

/** One event, as a TraceResponse has it. */
export const eventRow = ({ receipt, type, signers, summary, times, corrections }) =>
  make(
    'article',
    { class: `event ${Number(times.attested) ? '' : 'unsealed'}` },
    make('div', { class: 'event-when' }, sign('ordered'), time(times.ordered)),
    make(
      'div',
      { class: 'event-what' },
      make('h3', {}, link(`record/${receipt.id}`, called('types', type))),
      make('p', {}, said(summary, signers)),
      make('p', { class: 'event-times' }, timeLine(times, ['claimed', 'attested'])),
      corrections.length > 0 &&
        make('span', { class: 'tag wait', text: say('events.corrected', corrections.length) }),
    ),
  );

/** The node's sentences are English; in Chinese the parties are named instead. */
const said = (summary, signers) =>
  spoken() === 'en'
    ? summary
    : signers.map(({ role, subject }) => `${called('roles', role)} ${subject}`).join('，');
