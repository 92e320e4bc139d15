// A seal: the checkpoint, each validator's cosignature and clock, the time-stamps, the note itself.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { count, download, hash, lasting, time, toHex } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { judged } from '../lib/seals.mjs';
import { called, say } from '../lib/words.mjs';

export async function show({ name, signal }) {
  const view = await ask(
    name === 'newest' ? 'seal' : `seal?number=${encodeURIComponent(name)}`,
    signal,
  );
  const { seal } = view;
  const number = Number(seal.number);
  let found;
  let fault;
  try {
    found = await judged(seal, view.changes);
  } catch (refused) {
    fault = refused;
  }
  return {
    title: say('seals.title', number),
    content: [
      make('p', { class: 'over', text: say('seals.over') }),
      make('h1', { text: say('seals.title', number) }),
      make('p', { class: 'lead', text: say('seals.lead') }),
      verdict(found, fault),
      make(
        'p',
        { class: 'actions' },
        number > 1 && link(`seal/${number - 1}`, say('previous'), { class: 'button quiet' }),
        link('seal/newest', say('chain.newestSeal'), { class: 'button quiet' }),
        download('checkpoint', say('exports.note'), 'checkpoint.txt'),
      ),
      facts(
        [say('seals.size'), say('seals.sizeText', count(seal.size))],
        [say('seals.root'), found && hash(toHex(found.root))],
        [say('times.attested'), time(seal.attested)],
        [say('times.between'), time(seal.attestedEarliest), ' – ', time(seal.attestedLatest)],
        [
          say('seals.tokens'),
          seal.tokens.length === 0
            ? say('seals.noTokens')
            : say('seals.tokensText', seal.tokens.length),
        ],
      ),
      found &&
        section(
          say('seals.cosigners'),
          { note: say('seals.cosignersNote', found.quorum, found.clocks.length) },
          cosigners(found, Number(seal.attested)),
        ),
      section(
        say('seals.note'),
        { note: say('seals.noteNote') },
        make('pre', { class: 'note-text', tabindex: 0, text: seal.note }),
      ),
    ].filter(Boolean),
  };
}

function verdict(found, fault) {
  const say3 = (kind, name, ...told) =>
    make(
      'div',
      { class: `verdict ${kind}`, 'data-verdict': kind === 'good' ? 'VERIFIED' : kind },
      make('h2', { text: say(`seals.${name}`) }),
      ...told.map((text) => make('p', { text })),
    );
  if (fault) return say3('bad', 'fails', fault.message);
  if (!found.isJudged) return say3('care', 'changed', say('seals.changedText'));
  return say3('good', 'holds', say('seals.holdsText', found.organisations.length));
}

const cosigners = ({ clocks, isJudged }, median) =>
  table(
    say('seals.cosigners'),
    [say('seals.validator'), say('seals.clock'), say('seals.offset'), say('seals.lines')],
    clocks.map(({ at, id, kind }) => [
      make(
        'span',
        {},
        make('b', { text: id }),
        make('span', { class: 'note', text: ` ${called('orgKinds', kind)}` }),
      ),
      at ? time(at) : '—',
      at ? offset(at - median) : '—',
      make('span', {
        class: `tag ${at ? 'good' : ''}`,
        text: say(!at ? 'seals.absent' : isJudged ? 'seals.checked' : 'seals.present'),
      }),
    ]),
  );

const offset = (ms) =>
  ms === 0 ? say('seals.isMedian') : `${ms > 0 ? '+' : '−'}${lasting(Math.abs(ms))}`;
