// The chain as it grows: the newest block first, and how far it is sealed.
import { link, make, section } from '../lib/dom.mjs';
import { count, hash, sealedText, short, time } from '../lib/format.mjs';
import { ask, jsonOf } from '../lib/node.mjs';
import { poll } from '../lib/poll.mjs';
import { say } from '../lib/words.mjs';
import { virtualList } from '../parts/list.mjs';

const POLL_MS = 1_500;
const KEPT_MAX = 2_000;

export async function show({ signal }) {
  let status = await ask('status', signal);
  const figures = make('div', { class: 'figures', 'aria-live': 'off' });
  const height = () => Number(status.height);
  const blocks = blockReader(signal);
  const list = virtualList({
    label: say('chain.blocks'),
    heights: [56, 84],
    length: () => height() + 1,
    row: (i) => blockRow(height() - i, blocks, Number(status.sealedSize)),
  });
  const draw = () => figures.replaceChildren(...numbers(status));
  draw();
  poll(
    async () => {
      const next = await ask('status', signal);
      const isNew = next.height !== status.height || next.sealedSize !== status.sealedSize;
      status = next;
      draw();
      if (isNew && list.scrollTop === 0) list.refresh();
    },
    POLL_MS,
    signal,
  );
  return {
    title: say('pages.chain'),
    content: [
      make('h1', { text: say('chain.heading') }),
      make('p', { class: 'lead', text: say('chain.lead') }),
      figures,
      section(say('chain.blocks'), { note: say('chain.blocksNote') }, jump(height, list), list),
      section(
        say('chain.genesis'),
        {},
        make('p', {}, hash(status.chain)),
        make(
          'p',
          { class: 'actions' },
          make('a', {
            class: 'button quiet',
            href: '/v1/genesis.json',
            download: 'genesis.json',
            text: say('exports.genesis'),
          }),
        ),
      ),
    ],
  };
}

const numbers = ({ height, root, sealedSize, size }) => [
  figure(say('chain.height'), count(height)),
  figure(say('chain.leaves'), count(size)),
  figure(say('chain.sealed'), count(sealedSize), link('seal/newest', say('chain.newestSeal'))),
  figure(say('chain.root'), make('code', { title: root, text: short(root, 8) })),
];

const figure = (name, value, ...more) =>
  make(
    'div',
    {},
    make('span', { class: 'label', text: name }),
    make('span', { class: 'value' }, value),
    ...more,
  );

function jump(height, list) {
  const input = make('input', {
    id: 'height',
    type: 'number',
    min: 0,
    max: height(),
    inputmode: 'numeric',
  });
  return make(
    'form',
    {
      class: 'line small no-print',
      onsubmit: (event) => {
        event.preventDefault();
        const wanted = Number(input.value);
        if (input.value !== '' && wanted <= height()) list.scrollToRow(height() - wanted);
      },
    },
    make('label', { for: 'height', text: say('chain.jump') }),
    input,
    make('button', { type: 'submit', class: 'quiet', text: say('chain.go') }),
  );
}

/** Headers never change: each is asked for once, and the oldest asked are forgotten. */
function blockReader(signal) {
  const known = new Map();
  return (height) => {
    if (!known.has(height)) {
      if (known.size >= KEPT_MAX) known.delete(known.keys().next().value);
      const asked = ask(`blocks/${height}?page_size=1`, signal);
      asked.catch(() => known.delete(height));
      known.set(height, asked);
    }
    return known.get(height);
  };
}

function blockRow(height, read, sealedSize) {
  const row = make(
    'article',
    { class: 'block-row' },
    make('b', {}, link(`block/${height}`, say('blockNumber', height))),
    make('span', { class: 'note', text: '…' }),
  );
  read(height).then(
    ({ header, headerHash, time: at }) => {
      const { block } = jsonOf(header);
      const sealed = block.treeSize + 1 <= sealedSize;
      row.lastChild.replaceWith(
        time(at),
        make('span', { text: say('chain.records', block.count) }),
        make('code', { class: 'hash', title: headerHash, text: short(headerHash) }),
        make('span', { class: `tag ${sealed ? 'good' : 'wait'}`, text: sealedText(sealed) }),
      );
    },
    (fault) => (row.lastChild.textContent = fault.reason ?? ''),
  );
  return row;
}
