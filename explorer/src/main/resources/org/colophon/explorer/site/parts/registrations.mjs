// Which records of the chain carry a digest: by whom, and at which three times.
import { link, make } from '../lib/dom.mjs';
import { download, hashLink } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { threeTimes } from './times.mjs';

const MATCHES_MAX = 100;

/** A verdict and a card for each record, the one with priority first. */
export async function registrations(digest, signal) {
  const { matches } = await ask(`lookup?digests=${digest}&limit=${MATCHES_MAX}`, signal);
  if (matches.length === 0) {
    return make(
      'div',
      { class: 'verdict none', 'data-verdict': 'NOT_FOUND' },
      make('h2', { text: say('found.nothing') }),
      make('p', { text: say('found.nothingText') }),
    );
  }
  const first = matches.find(({ priority }) => priority) ?? matches[0];
  const others = matches.filter((match) => match !== first);
  return [
    make(
      'div',
      { class: 'verdict good', 'data-verdict': 'FOUND' },
      make('h2', { text: say('found.title') }),
      make('p', { text: say('found.text', first.subject, others.length) }),
      make('p', { class: 'not', text: say('found.not') }),
    ),
    registration(first, others.length > 0),
    others.length > 0 && make('h3', { text: say('found.others', others.length) }),
    ...others.map((match) => registration(match)),
  ].filter(Boolean);
}

const registration = (match, hasPriority) =>
  make(
    'article',
    { class: 'card registration' },
    make(
      'header',
      {},
      make('h3', { text: called('types', match.type) }),
      hasPriority && make('span', { class: 'tag good', text: say('found.priority') }),
    ),
    make(
      'p',
      {},
      say('found.by'),
      ' ',
      link(`subject/${match.subject}`, match.subject),
      ' · ',
      say('record'),
      ' ',
      hashLink('record', match.receipt.id),
      match.work && [' · ', say('aWork'), ' ', hashLink('work', match.work)],
      ' · ',
      link(`block/${match.receipt.height}`, say('blockNumber', match.receipt.height)),
    ),
    threeTimes(match.times),
    make(
      'p',
      { class: 'actions' },
      link(`record/${match.receipt.id}`, say('found.proof'), { class: 'button' }),
      match.work && link(`work/${match.work}`, say('found.story'), { class: 'button quiet' }),
      Number(match.times.attested) > 0 && [
        download(`records/${match.receipt.id}/evidence.zip`, say('exports.bundle')),
        download(
          `records/${match.receipt.id}/certificate.pdf?language=zh-en`,
          say('exports.certificate'),
        ),
      ],
    ),
  );
