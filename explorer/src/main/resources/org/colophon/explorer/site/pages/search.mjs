// One field for whatever the reader holds: a digest, an id, a name, a block's number.
import { link, make } from '../lib/dom.mjs';
import { HASH, hash, hashLink } from '../lib/format.mjs';
import { ask, askIfThere, jsonOf } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { empty, later } from '../parts/states.mjs';
import { threeTimes, timeLine } from '../parts/times.mjs';

export async function show({ query, signal }) {
  const asked = (query.get('q') ?? '').trim();
  const input = make('input', {
    id: 'q',
    name: 'q',
    value: asked,
    maxlength: 128,
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
    ['digest', 'id', 'subject', 'block'].map((name) =>
      make(
        'div',
        {},
        make('dt', { text: say(`search.${name}`) }),
        make('dd', { text: say(`search.${name}Hint`) }),
      ),
    ),
  );

async function results(asked, signal) {
  const found = (await Promise.all(lookups(asked, signal))).flat().filter(Boolean);
  if (found.length === 0)
    return empty(
      say('search.nothing', asked),
      make('p', { class: 'note', text: say('search.nothingHint') }),
    );
  return make(
    'div',
    { class: 'results' },
    make('p', { class: 'note', role: 'status', text: say('search.count', found.length) }),
    ...found,
  );
}

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
