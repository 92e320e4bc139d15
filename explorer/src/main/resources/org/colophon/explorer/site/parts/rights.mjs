// From whom to whom the title went: a graph of its holders, with a table that says the same.
import { draw, link, make, table } from '../lib/dom.mjs';
import { day, percent } from '../lib/format.mjs';
import { jsonOf } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';

const COLUMN = 270;
const ROW = 92;
const ARC = 46;
const BOX = { width: 168, height: 48 };

const place = ({ depth, row }) => ({ x: 4 + depth * COLUMN, y: 16 + row * ROW });
const isNext = (from, to) => to.depth === from.depth + 1;

/** What a chain of title says: holders with their column, and passings. */
export function read(chain) {
  const holders = new Map();
  const passings = [];
  const hold = (subject, depth) => {
    if (!holders.has(subject)) holders.set(subject, { subject, depth });
    return holders.get(subject);
  };
  for (const { receipt, signers, statement, times, type } of chain) {
    const said = jsonOf(statement);
    if (type === 'work.declare') {
      for (const { subject, share } of said.authors) hold(subject, 0).authorOf = share;
    } else if (type === 'transfer') {
      const [owner, acquirer] = ['owner', 'acquirer'].map(
        (role) => signers.find((one) => one.role === role).subject,
      );
      const from = hold(owner, 0);
      passings.push({
        id: receipt.id,
        from,
        to: hold(acquirer, from.depth + 1),
        share: said.share,
        rights: said.rights,
        at: Number(times.ordered),
      });
    }
  }
  return { holders: [...holders.values()], passings };
}

export function graph(chain) {
  const { holders, passings } = read(chain);
  const rows = new Map();
  for (const holder of holders) {
    holder.row = rows.get(holder.depth) ?? 0;
    rows.set(holder.depth, holder.row + 1);
  }
  const floor = 16 + Math.max(...rows.values()) * ROW - (ROW - BOX.height);
  const arcs = passings.filter(({ from, to }) => !isNext(from, to));
  const width = rows.size * COLUMN - (COLUMN - BOX.width) + 8;
  const height = floor + 12 + arcs.length * ARC;
  const picture = draw('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: 'rights',
    role: 'img',
    'aria-label': say('rights.figure', holders.length, passings.length),
  });
  passings.forEach((one, i) => {
    const before = passings
      .slice(0, i)
      .filter(({ from, to }) => from === one.from && to === one.to);
    const where = { arc: arcs.indexOf(one), beside: before.length, floor };
    picture.append(arrow(one, where));
  });
  for (const holder of holders) picture.append(person(place(holder), holder));
  return [
    make(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': say('rights.title') },
      picture,
    ),
    passings.length > 0 &&
      table(
        say('rights.passings'),
        [
          say('rights.when'),
          say('rights.from'),
          say('rights.to'),
          say('rights.share'),
          say('rights.which'),
          say('record'),
        ],
        passings.map(({ at, from, id, rights, share, to }) => [
          day(at),
          link(`subject/${from.subject}`, from.subject),
          link(`subject/${to.subject}`, to.subject),
          percent(share),
          rights.map((right) => called('rightNames', right)).join(' · '),
          link(`record/${id}`, say('show')),
        ]),
      ),
  ].filter(Boolean);
}

const person = ({ x, y }, { authorOf, subject }) =>
  draw(
    'g',
    { class: authorOf ? 'holder author' : 'holder', transform: `translate(${x} ${y})` },
    draw('rect', { width: BOX.width, height: BOX.height, rx: 8 }),
    draw('text', { x: BOX.width / 2, y: 21, 'text-anchor': 'middle' }, clipped(subject)),
    draw(
      'text',
      { x: BOX.width / 2, y: 38, 'text-anchor': 'middle', class: 'small' },
      authorOf ? say('rights.author', percent(authorOf)) : say('rights.holder'),
    ),
    draw('title', {}, subject),
  );

const clipped = (subject) => (subject.length > 20 ? `${subject.slice(0, 18)}…` : subject);

/** To the next column straight; over others, or back, below them, each arc under the one before. */
function arrow({ at, from, share, to }, { arc, beside, floor }) {
  const label = `${percent(share)} · ${day(at)}`;
  const [start, end] = [place(from), place(to)];
  if (isNext(from, to)) {
    const shift = beside * 13;
    const [x1, y1] = [start.x + BOX.width, start.y + BOX.height / 2 + shift];
    const [x2, y2] = [end.x, end.y + BOX.height / 2 + shift];
    const bend = (x2 - x1) / 2;
    return passing(
      `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
      `M${x2 - 9} ${y2 - 5} L${x2} ${y2} L${x2 - 9} ${y2 + 5}`,
      label,
      { x: x1 + bend, y: (y1 + y2) / 2 - 8 },
    );
  }
  const [x1, y1] = [start.x + BOX.width / 2 + 10, start.y + BOX.height];
  const [x2, y2] = [end.x + BOX.width / 2 - 10, end.y + BOX.height];
  const deep = floor + (arc + 1) * ARC;
  return passing(
    `M${x1} ${y1} C${x1} ${deep} ${x2} ${deep} ${x2} ${y2}`,
    `M${x2 - 5} ${y2 + 9} L${x2} ${y2} L${x2 + 5} ${y2 + 9}`,
    label,
    { x: (x1 + x2) / 2, y: (y1 + y2 + 6 * deep) / 8 - 6 },
  );
}

const passing = (line, head, label, { x, y }) =>
  draw(
    'g',
    { class: 'passing' },
    draw('path', { d: `${line} ${head}` }),
    draw('text', { x, y, 'text-anchor': 'middle' }, label),
  );
