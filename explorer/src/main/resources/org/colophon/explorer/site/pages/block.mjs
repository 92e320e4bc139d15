// One block: its header as the leaf that it is, its records, what was refused, and its way to the root.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { hash, hashLink, sealedText, time } from '../lib/format.mjs';
import { ask, bytesOf, jsonOf } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { proof } from '../parts/proof.mjs';
import { empty, later } from '../parts/states.mjs';

const PAGE = 100;

export async function show({ name, signal }) {
  const view = await ask(`blocks/${encodeURIComponent(name)}?page_size=${PAGE}`, signal);
  const { block } = jsonOf(view.header);
  const height = Number(view.height);
  return {
    title: say('blockNumber', height),
    content: [
      make('p', { class: 'over', text: say('block') }),
      make('h1', { text: say('blockNumber', height) }),
      hash(view.headerHash),
      make(
        'p',
        { class: 'actions' },
        height > 0 && link(`block/${height - 1}`, say('previous'), { class: 'button quiet' }),
        link(`block/${height + 1}`, say('next'), { class: 'button quiet' }),
        make('a', {
          class: 'button quiet',
          href: `/v1/blocks/${height}/header.json`,
          download: `header-${height}.json`,
          text: say('exports.header'),
        }),
      ),
      facts(
        [say('times.ordered'), time(view.time)],
        [
          say('state'),
          make('span', {
            class: `tag ${view.sealed ? 'good' : 'wait'}`,
            text: sealedText(view.sealed),
          }),
          view.sealed && [
            ' ',
            link(`seal/${view.seal.number}`, say('proof.seal', view.seal.number)),
          ],
        ],
        [say('blocks.leaves'), say('blocks.leavesText', block.firstIndex, block.treeSize)],
        [say('blocks.term'), `${block.term} · ${block.epoch}`],
        ...['previous', 'root', 'state', 'results', 'membership', 'seal'].map((member) => [
          say(`blocks.${member}`),
          hash(block[member]),
        ]),
      ),
      section(say('blocks.records', block.count), {}, records(view, signal)),
      view.refused.length > 0 &&
        section(
          say('blocks.refused'),
          { note: say('blocks.refusedNote') },
          table(
            say('blocks.refused'),
            [say('record'), say('blocks.reason')],
            view.refused.map(({ id, reason }) => [
              make('code', { class: 'hash', text: id }),
              make(
                'span',
                {},
                make('code', { text: reason }),
                ' ',
                called('remedies', reason) === reason ? '' : called('remedies', reason),
              ),
            ]),
          ),
        ),
      section(
        say('blocks.proof'),
        { note: say('proof.note') },
        later(headerProof(view, block, signal), signal),
      ),
    ].filter(Boolean),
  };
}

function records(view, signal) {
  if (view.records.length === 0) return empty(say('blocks.noRecords'));
  const list = make('ol', { class: 'plain' }, view.records.map(recordItem));
  const more = make('button', { type: 'button', class: 'quiet', text: say('events.loadMore') });
  let cursor = view.nextCursor;
  more.hidden = !cursor;
  more.addEventListener('click', async () => {
    more.disabled = true;
    const next = await ask(
      `blocks/${view.height}?page_size=${PAGE}&cursor=${encodeURIComponent(cursor)}`,
      signal,
    );
    list.append(...next.records.map(recordItem));
    cursor = next.nextCursor;
    more.hidden = !cursor;
    more.disabled = false;
  });
  return [list, more];
}

const recordItem = (id) => make('li', {}, hashLink('record', id));

/** A block's header is the leaf behind its records. */
async function headerProof(view, block, signal) {
  const { sealedSize, size: now } = await ask('status', signal);
  const size = view.sealed ? Number(view.seal.size) : Math.max(Number(now), Number(sealedSize));
  const { proof: found } = await ask(
    `proofs/inclusion?index=${block.treeSize}&size=${size}`,
    signal,
  );
  return proof({
    bytes: bytesOf(view.header),
    index: Number(found.index),
    size: Number(found.size),
    path: found.path,
    root: found.root,
    seal: view.sealed ? view.seal.number : undefined,
  });
}
