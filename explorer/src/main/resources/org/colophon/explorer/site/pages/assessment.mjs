// An assessment: what it comes to under every reading, side by side, each figure down to its formula,
// its rule, the records that it rests on, and from there to their proofs.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { hash, hashLink, time } from '../lib/format.mjs';
import { ask, jsonOf, send } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import {
  figureOf,
  letter,
  readingText,
  standardLink,
  stepList,
  valued,
  worded,
} from '../parts/reckoning.mjs';
import { empty, failed, later } from '../parts/states.mjs';
import { threeTimes } from '../parts/times.mjs';

export async function show({ name, signal }) {
  const found = await ask(`assessments/${encodeURIComponent(name)}`, signal);
  return {
    title: say('reckoning.assessment'),
    content: [
      make('p', { class: 'over', text: called('assessmentStatus', found.status) }),
      make('h1', { text: say('reckoning.by', found.assessor) }),
      hash(found.receipt.id),
      threeTimes(found.times),
      facts(
        [say('reckoning.assessor'), link(`subject/${found.assessor}`, found.assessor)],
        [say('allegation.title'), found.allegation && hashLink('allegation', found.allegation)],
        [say('desk.case'), found.case && hashLink('case', found.case)],
        [say('desk.standard'), standardLink(found.standard)],
        [say('allegation.result'), hash(found.result)],
        [
          say('allegation.panel'),
          found.panel.length > 0 &&
            say('allegation.panelText', found.confirmedBy.length, found.needed),
        ],
        [say('record'), hashLink('record', found.receipt.id)],
      ),
      later(
        told(found, signal).catch((fault) => [failed(fault)]),
        signal,
      ),
    ],
  };
}

/** The node's report on it: it reckons again what rests on no secret. */
async function told({ receipt }, signal) {
  const { report } = await send('reports', { assessment: receipt.id }, signal);
  const { assessment, block } = jsonOf(report).report;
  if (!assessment.reckoning) return [empty(say('reckoning.secret'))];
  const { reckoning, sensitivity, standard } = assessment;
  return [
    await digestVerdict(assessment),
    totals(reckoning, standard.document),
    section(
      say('reckoning.steps'),
      { note: say('reckoning.stepsNote') },
      stepList(reckoning, columnsOf(reckoning)),
    ),
    section(
      say('allegation.inputs'),
      {},
      make(
        'ul',
        { class: 'plain' },
        reckoning.inputs.map((input) => make('li', {}, ...figureOf(input, reckoning))),
      ),
    ),
    hangsOn(sensitivity, reckoning),
    agreed(assessment, block),
  ].filter(Boolean);
}

const columnsOf = ({ currency, exponent, readings }) =>
  readings.map((reading, i) => ({
    name: letter(i),
    of: ({ id, kind }) => valued(reading.steps[id], kind, { currency, exponent }),
  }));

/** The page hashes what it shows: the digest on the chain is of exactly these figures. */
async function digestVerdict({ made, reckoning }) {
  const { encode, hexHash, writeJson } = await import('../verifier/forms.mjs');
  const holds = hexHash(encode(writeJson(reckoning))) === made.result;
  return make(
    'div',
    { class: `verdict ${holds ? 'good' : 'bad'}`, 'data-reckoning': holds ? 'held' : 'failed' },
    make('h3', { text: say(holds ? 'reckoning.holds' : 'reckoning.fails') }),
    make('p', { text: say(holds ? 'reckoning.holdsText' : 'reckoning.failsText') }),
  );
}

/** What it comes to, the contested readings side by side. */
function totals(reckoning, { parameters }) {
  const { currency, exponent, readings, results, steps } = reckoning;
  return section(
    say('reckoning.total'),
    { note: readings.length > 1 ? say('reckoning.sideBySide') : undefined },
    facts(
      ...readings.map((reading, i) => [letter(i), readingText(reading.parameters, parameters)]),
    ),
    table(
      say('reckoning.total'),
      [say('reckoning.figure'), ...readings.map((_, i) => letter(i))],
      results.map(({ role, step }) => {
        const { kind } = steps.find(({ id }) => id === step);
        return [
          make('b', { text: called('resultRoles', role) }),
          ...readings.map((reading) => valued(reading.steps[step], kind, { currency, exponent })),
        ];
      }),
    ),
  );
}

/** What the total would be if one contested figure were another. */
function hangsOn(sensitivity, reckoning) {
  if (!sensitivity?.variants.length) return undefined;
  const total = reckoning.results.find(({ role }) => ['TOTAL', 'VALUE', 'REACHED'].includes(role));
  const { kind } = reckoning.steps.find(({ id }) => id === total.step);
  const inputs = new Map(reckoning.inputs.map((input) => [input.name, input]));
  return section(
    say('reckoning.hangsOn'),
    { note: say('reckoning.hangsOnNote') },
    table(
      say('reckoning.hangsOn'),
      [
        say('reckoning.figure'),
        say('reckoning.instead'),
        ...reckoning.readings.map((_, i) => letter(i)),
      ],
      sensitivity.variants.map(({ input, totals: each, value }) => [
        worded(inputs.get(input).label),
        value === undefined
          ? say('reckoning.notShown')
          : valued(value, inputs.get(input).kind, reckoning),
        ...each.map((one) => valued(one, kind, reckoning)),
      ]),
    ),
  );
}

const agreed = ({ confirmed, sealed, standard }, block) =>
  section(
    say('reckoning.agreed'),
    { note: say('reckoning.agreedNote') },
    facts(
      [say('reckoning.asOf'), link(`block/${block.height}`, say('blockNumber', block.height))],
      [say('reckoning.standardBy'), standard.validators.join(', ')],
      [say('reckoning.proposal'), hashLink('record', standard.proposal)],
      [say('reckoning.activated'), hashLink('record', standard.activated)],
      [
        say('reckoning.confirmed'),
        confirmed.length > 0 &&
          confirmed.map(({ record, subject }) =>
            make('div', {}, subject, ' ', hashLink('record', record)),
          ),
      ],
    ),
    table(
      say('reckoning.agreed'),
      [say('seals.validator'), say('seals.clock')],
      sealed.signers.map(({ time: at, validator }) => [validator, time(at)]),
    ),
  );
