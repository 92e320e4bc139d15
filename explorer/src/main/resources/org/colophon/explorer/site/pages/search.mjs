// One field for whatever the reader holds: words of a title, an identifier, a digest, an id, a
// name, a block's number.
import { link, make, section } from '../lib/dom.mjs';
import { HASH, hash, hashLink } from '../lib/format.mjs';
import { ask, askIfThere, jsonOf, query as queryOf } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { empty, failed, later } from '../parts/states.mjs';
import { threeTimes, timeLine } from '../parts/times.mjs';

export async function show({ query, signal }) {
  const asked = (query.get('q') ?? '').trim();
  const input = make('input', {
    id: 'q',
    name: 'q',
    value: asked,
    maxlength: 256,
    spellcheck: 'false',
    autocomplete: 'off',
  });
  return {
    title: say('pages.search'),
    content: [
      make('h1', { text: say('search.heading') }),
      make('p', { class: 'lead', text: say('search.lead') }),
      make(
        'form',
        {
          class: 'line',
          role: 'search',
          onsubmit: (event) => {
            event.preventDefault();
            location.hash = `#/search?q=${encodeURIComponent(input.value.trim())}`;
          },
        },
        make('label', { for: 'q', text: say('search.field') }),
        input,
        make('button', { type: 'submit', text: say('search.go') }),
      ),
      asked ? later(results(asked, signal), signal) : hints(),
    ],
  };
}

const hints = () =>
  make(
    'dl',
    { class: 'hints' },
    ['title', 'identifier', 'digest', 'id', 'subject', 'block'].map((name) =>
      make(
        'div',
        {},
        make('dt', { text: say(`search.${name}`) }),
        make('dd', { text: say(`search.${name}Hint`) }),
      ),
    ),
  );

async function results(asked, signal) {
  const [found, titled] = await Promise.all([
    Promise.all(lookups(asked, signal)).then((all) => all.flat().filter(Boolean)),
    HASH.test(asked.toLowerCase()) ? undefined : firstTitled(asked, signal),
  ]);
  if (found.length === 0 && !titled?.works.length)
    return empty(
      say('search.nothing', asked),
      make('p', { class: 'note', text: say(titled ? 'search.nothingHint' : 'search.noIndex') }),
      titled && behind(titled),
    );
  return make(
    'div',
    { class: 'results' },
    found.length > 0 &&
      make('p', { class: 'note', role: 'status', text: say('search.count', found.length) }),
    ...found,
    titled?.works.length > 0 && titles(asked, titled, signal),
  );
}

const TITLES_AT_ONCE = 20;

const ofTitles = (text, cursor) => `search?${queryOf({ text, page_size: TITLES_AT_ONCE, cursor })}`;

/** The first works so titled; undefined when this node keeps no index, or nothing can be asked. */
const firstTitled = (text, signal) =>
  askIfThere(ofTitles(text, ''), signal).catch((fault) => {
    if (fault.reason === 'MALFORMED') return { works: [] }; // no word in it
    throw fault;
  });

/** The index follows the chain by a moment. */
const behind = ({ indexedHeight, asOfHeight }) =>
  Number(indexedHeight) < Number(asOfHeight) &&
  make('p', { class: 'note', text: say('search.behind', indexedHeight, asOfHeight) });

function titles(text, first, signal) {
  const list = make('div', { class: 'results' });
  const end = make('div', { class: 'line', role: 'status' });
  let shown = 0;
  const add = ({ works, nextCursor }) => {
    shown += works.length;
    list.append(...works.map(titled));
    end.replaceChildren(
      make('span', { class: 'note', text: say('search.titled', shown, Boolean(nextCursor)) }),
    );
    if (nextCursor) end.append(' ', more(nextCursor));
  };
  const more = (cursor) =>
    make('button', {
      type: 'button',
      text: say('events.loadMore'),
      onclick: async (event) => {
        event.target.disabled = true;
        try {
          add(await ask(ofTitles(text, cursor), signal));
        } catch (fault) {
          if (!signal?.aborted) end.replaceChildren(failed(fault));
        }
      },
    });
  add(first);
  return make(
    'div',
    { id: 'titled' },
    section(say('search.titles'), { note: say('search.titlesNote') }, behind(first), list, end),
  );
}

const titled = (work) =>
  result(
    say('aWork'),
    link(`work/${work.work}`, work.title || say('untitled')),
    make(
      'p',
      {},
      ...work.declaredBy.flatMap((name, at) => [at ? ', ' : '', link(`subject/${name}`, name)]),
      ...work.identifiers.map(({ scheme, value }) => ` · ${scheme} ${value}`),
    ),
    work.corrections.length > 0 &&
      make('p', { class: 'note', text: say('events.corrected', work.corrections.length) }),
    timeLine(work.times),
  );

function lookups(asked, signal) {
  const text = asked.toLowerCase();
  if (HASH.test(text)) return [work(text, signal), record(text, signal), digest(text, signal)];
  const jobs = [];
  if (/^\d{1,15}$/.test(text)) jobs.push(block(text, signal));
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text)) jobs.push(subject(text, signal));
  return jobs;
}

const result = (kind, heading, ...about) =>
  make(
    'article',
    { class: 'card result' },
    make('p', { class: 'over', text: kind }),
    make('h2', {}, heading),
    ...about,
  );

async function work(id, signal) {
  const found = await askIfThere(`works/${id}`, signal);
  return (
    found &&
    result(
      say('aWork'),
      link(`work/${id}`, found.title || say('untitled')),
      make('p', { text: called('workStatus', found.status) }),
      threeTimes(found.times),
    )
  );
}

async function record(id, signal) {
  const found = await askIfThere(`records/${id}`, signal);
  if (!found) return undefined;
  const { statement } = jsonOf(found.record);
  return result(
    say('record'),
    link(`record/${id}`, called('types', statement.type)),
    threeTimes(found.times),
  );
}

async function digest(id, signal) {
  const { matches } = await ask(`lookup?digests=${id}&limit=16`, signal);
  return matches.map((match) =>
    result(
      say(match.priority ? 'search.digestFirst' : 'search.digestAlso'),
      match.work
        ? link(`work/${match.work}`, called('types', match.type))
        : link(`record/${match.receipt.id}`, called('types', match.type)),
      make(
        'p',
        {},
        link(`subject/${match.subject}`, match.subject),
        ' · ',
        hashLink('record', match.receipt.id),
      ),
      threeTimes(match.times),
    ),
  );
}

async function subject(name, signal) {
  const found = await askIfThere(`subjects/${name}`, signal);
  return (
    found &&
    result(
      say('subject'),
      link(`subject/${name}`, name),
      make('p', { text: called('subjectKinds', found.kind) }),
      found.receipt && timeLine(found.times),
    )
  );
}

async function block(height, signal) {
  const found = await askIfThere(`blocks/${height}?page_size=1`, signal);
  return (
    found &&
    result(
      say('block'),
      link(`block/${height}`, say('blockNumber', height)),
      hash(found.headerHash),
    )
  );
}
