// The three times of a record, never merged: each with its sign, its name, and what it is worth.
import { make } from '../lib/dom.mjs';
import { time } from '../lib/format.mjs';
import { say } from '../lib/words.mjs';

export const KINDS = ['claimed', 'ordered', 'attested'];

/**
 * @param {object} times `{claimed, ordered, attested, notBefore, attestedEarliest, attestedLatest}` in ms,
 *   and `disputedBy`: the validators by whose clocks `ordered` is too early
 */
export const threeTimes = (times) =>
  make(
    'dl',
    { class: 'times' },
    KINDS.map((kind) =>
      make(
        'div',
        { class: `time ${kind}` },
        make('dt', {}, sign(kind), say(`times.${kind}`)),
        make('dd', { class: 'when' }, Number(times[kind]) ? time(times[kind]) : say('times.none')),
        make('dd', { class: 'worth' }, worth(kind, times)),
      ),
    ),
  );

function worth(kind, times) {
  if (kind === 'attested' && Number(times.attested)) {
    const isOneTime = times.attestedEarliest === times.attestedLatest;
    return [
      say('times.attestedWorth'),
      !isOneTime && [
        ` ${say('times.clocks')} `,
        time(times.attestedEarliest),
        ' – ',
        time(times.attestedLatest),
      ],
    ];
  }
  if (kind === 'ordered' && times.disputedBy?.length) {
    return `${say('times.disputed')} ${times.disputedBy.join(', ')}. ${say('times.disputedWorth')}`;
  }
  if (kind === 'ordered' && Number(times.notBefore)) {
    return [say('times.orderedWorth'), ' ', say('times.notBefore'), ' ', time(times.notBefore)];
  }
  return say(kind === 'attested' ? 'times.unattested' : `times.${kind}Worth`);
}

/** The sign of a kind of time, as it stands in all figures. */
export const sign = (kind) => make('span', { class: `sign ${kind}`, 'aria-hidden': 'true' });

/** In one line, for lists. */
export const timeLine = (times, kinds = KINDS) =>
  make(
    'span',
    { class: 'timeline-line' },
    kinds.map((kind) =>
      make('span', { class: kind }, sign(kind), say(`times.${kind}Short`), ' ', time(times[kind])),
    ),
  );
