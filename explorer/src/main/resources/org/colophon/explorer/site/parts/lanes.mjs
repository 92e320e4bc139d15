// Three lanes on one line of time: what was claimed, when it was ordered, when outsiders attested it.
import { draw, make } from '../lib/dom.mjs';
import { day, moment } from '../lib/format.mjs';
import { called, say } from '../lib/words.mjs';
import { KINDS } from './times.mjs';

const WIDTH = 960;
const LEFT = 110;
const RIGHT = 24;
const LANE = 46;
const TOP = 30;
const EVENTS_MAX = 400;
const DAY_MS = 86_400_000;

/** A time line from the first draft to today. */
export function lanes(events, now) {
  const shown = events.slice(0, EVENTS_MAX);
  const all = shown.flatMap(({ times }) =>
    KINDS.map((kind) => Number(times[kind])).filter(Boolean),
  );
  const from = Math.min(...all);
  const until = Math.max(now, ...all);
  const x = (ms) => LEFT + ((ms - from) / Math.max(1, until - from)) * (WIDTH - LEFT - RIGHT);
  const y = (kind) => TOP + KINDS.indexOf(kind) * LANE;
  const told = until - from > 2 * DAY_MS ? day : moment;
  const height = TOP + KINDS.length * LANE + 8;
  const picture = draw('svg', {
    viewBox: `0 0 ${WIDTH} ${height}`,
    class: 'lanes',
    role: 'img',
    'aria-label': say('lanes.figure', shown.length),
  });
  for (const kind of KINDS) {
    picture.append(
      draw('line', {
        x1: LEFT,
        x2: WIDTH - RIGHT,
        y1: y(kind),
        y2: y(kind),
        class: `lane ${kind}`,
      }),
      draw('text', { x: 0, y: y(kind) + 5, class: 'lane-name' }, say(`times.${kind}Short`)),
    );
  }
  for (const { times, type } of shown) picture.append(event(times, type, x, y));
  picture.append(
    draw('text', { x: LEFT, y: height - 4, class: 'tick' }, told(from)),
    draw(
      'text',
      { x: WIDTH - RIGHT, y: height - 4, class: 'tick', 'text-anchor': 'end' },
      say('lanes.today', told(until)),
    ),
  );
  return make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': say('lanes.title') },
    picture,
  );
}

function event(times, type, x, y) {
  const known = KINDS.filter((kind) => Number(times[kind]));
  const points = known.map((kind) => `${x(Number(times[kind]))},${y(kind)}`);
  return draw(
    'g',
    {},
    draw('title', {}, called('types', type)),
    draw('polyline', { points: points.join(' '), class: 'thread' }),
    known.map((kind) =>
      draw('circle', { cx: x(Number(times[kind])), cy: y(kind), r: 6, class: `point ${kind}` }),
    ),
  );
}
