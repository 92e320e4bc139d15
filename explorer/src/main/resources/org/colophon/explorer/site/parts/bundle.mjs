// A bundle of evidence, checked in this page by the second verifier, step by step.
import { make, facts } from '../lib/dom.mjs';
import { download, hash, hashLink, time } from '../lib/format.mjs';
import { theGenesis } from '../lib/node.mjs';
import { say, spoken } from '../lib/words.mjs';
import { bytesOf, chunksOf } from '../verifier/page/files.mjs';
import { TEXTS } from '../verifier/page/texts.mjs';
import { CHECKS, digestOf, verifyBundle } from '../verifier/verify.mjs';
import { threeTimes } from './times.mjs';

/**
 * Checks, and shows each step as it is made. The genesis is this node's unless one is given.
 * @returns what was found; undefined when something else is looked at by now
 */
export async function checkBundle(file, place, isCurrent, given = {}) {
  const verdict = make('div', { class: 'verdict wait', 'data-verdict': 'WORKING' });
  verdict.append(make('h2', { text: say('bundle.working') }), make('p', { text: file.name }));
  const steps = make('ol', { class: 'steps' });
  place.replaceChildren(
    verdict,
    extras(given, (more) => checkBundle(file, place, isCurrent, { ...given, ...more })),
    make('h2', { text: say('bundle.steps') }),
    steps,
  );
  const genesis = given.genesis ? await bytesOf(given.genesis) : (await theGenesis()).bytes;
  const fileDigest = given.original && (await digestOf(chunksOf(given.original)));
  await breath();
  const result = await verifyBundle(await bytesOf(file), {
    genesis,
    fileDigest,
    onCheck: (outcome) => steps.append(step(outcome)),
  });
  if (!isCurrent()) return undefined;
  for (const { name, when } of CHECKS) {
    if (!when && !result.checks.some((one) => one.name === name)) steps.append(unseen(name));
  }
  judge(verdict, result, given);
  if (result.verified) verdict.after(found(result.facts));
  return result;
}

/** Lets the page show that it is at work. */
const breath = () => new Promise((done) => setTimeout(done, 20));

function judge(place, { verified, failed, checks }, { genesis, original }) {
  place.className = `verdict ${verified ? 'good' : 'bad'}`;
  place.dataset.verdict = verified ? 'VERIFIED' : failed;
  if (verified) {
    place.replaceChildren(
      make('h2', { text: say('bundle.verified') }),
      make('p', { text: say(genesis ? 'bundle.byYours' : 'bundle.byNode') }),
      make('p', { class: 'not', text: say(original ? 'found.not' : 'bundle.withoutOriginal') }),
    );
    return;
  }
  const [title] = TEXTS[spoken()].checks[failed];
  place.replaceChildren(
    make('h2', { text: say('bundle.refused') }),
    make(
      'p',
      {},
      say('bundle.refusedText'),
      ' ',
      make('b', { text: title }),
      ' ',
      make('code', { text: failed }),
    ),
    make('p', { class: 'detail', text: checks.at(-1).detail }),
  );
}

function step({ name, passed, proves, detail }) {
  const [title, does, doesNot] = TEXTS[spoken()].checks[name];
  const kind = !passed ? 'failed' : proves ? 'held' : 'nothing';
  const line = (lead, text, className) =>
    make('p', { class: className }, make('b', { text: TEXTS[spoken()][lead] }), text);
  return make(
    'li',
    { class: `step ${kind}`, 'data-check': name },
    make(
      'h3',
      {},
      title,
      make('code', { text: name }),
      make('span', { class: 'hidden', text: say(`bundle.${kind}`) }),
    ),
    kind === 'held' && line('proves', does, 'does'),
    kind === 'held' && line('not', doesNot, 'not'),
    make('p', { class: 'detail', lang: 'en', text: detail }),
  );
}

function unseen(name) {
  const texts = TEXTS[spoken()];
  return make(
    'li',
    { class: 'step unseen' },
    make('h3', {}, texts.checks[name][0], make('code', { text: name })),
    make('p', { class: 'detail', text: texts.unseen }),
  );
}

/** The original and a genesis of the reader's own, each of which makes the verdict say more. */
const extras = (given, take) =>
  make(
    'div',
    { class: 'extras' },
    ['original', 'genesis'].map((name) =>
      make(
        'label',
        { class: 'field' },
        make('b', { text: say(`bundle.${name}`) }),
        make('span', { text: given[name]?.name ?? say(`bundle.${name}Hint`) }),
        make('input', {
          type: 'file',
          'data-gives': name,
          onchange: ({ target }) => take({ [name]: target.files[0] }),
        }),
      ),
    ),
  );

const found = (about) =>
  make(
    'div',
    { class: 'card' },
    make('h2', { text: say('bundle.says') }),
    facts(
      [say('record'), hashLink('record', about.record), ' ', about.type],
      [say('bundle.signedBy'), about.signers.join(', ')],
      [say('chainName'), hash(about.chain)],
      [say('place'), say('placeText', about.height, about.index)],
      [say('bundle.cosigned'), about.signedBy.join(', ')],
      [
        say('bundle.stamps'),
        about.stamps.length === 0
          ? say('bundle.noStamps')
          : about.stamps.map(({ authority, time: at }) =>
              make('div', {}, time(at), ' · ', authority),
            ),
      ],
    ),
    threeTimes({
      claimed: about.claimed,
      ordered: about.ordered,
      attested: about.attested,
      notBefore: about.notBefore,
    }),
    make(
      'details',
      {},
      make('summary', { text: say('statement') }),
      make('pre', { tabindex: 0, text: JSON.stringify(about.statement, null, 2) }),
    ),
    make(
      'p',
      { class: 'actions' },
      download(
        `records/${about.record}/certificate.pdf?language=zh-en`,
        say('exports.certificate'),
      ),
    ),
    make('h3', { text: TEXTS[spoken()].limitsTitle }),
    make(
      'ul',
      { class: 'limits' },
      TEXTS[spoken()].limits.map((text) => make('li', { text })),
    ),
  );
