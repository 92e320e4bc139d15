// An alleged infringement: what speaks against it, what courts found, and the assessments side by side,
// each figure with the record that it rests on.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { day, hash, hashLink } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { findingDesk } from '../parts/finding.mjs';
import { empty } from '../parts/states.mjs';
import { threeTimes } from '../parts/times.mjs';

export async function show({ name, signal }) {
  const id = encodeURIComponent(name);
  const [found, { assessments }] = await Promise.all([
    ask(`infringements/${id}`, signal),
    ask(`assessments?allegation=${id}&page_size=50`, signal),
  ]);
  const again = () => dispatchEvent(new HashChangeEvent('hashchange'));
  return {
    title: say('allegation.title'),
    content: [
      make('p', { class: 'over', text: called('allegationStatus', found.status) }),
      make('h1', { text: say('allegation.title') }),
      hash(found.receipt.id),
      threeTimes(found.times),
      facts(
        [say('aWork'), hashLink('work', found.work)],
        [say('allegation.claimant'), link(`subject/${found.claimant}`, found.claimant)],
        [
          say('allegation.respondent'),
          found.respondent
            ? link(`subject/${found.respondent}`, found.respondent)
            : say('allegation.nobody'),
        ],
        [say('allegation.acts'), found.typology.map((act) => called('typology', act)).join(' · ')],
        [say('rights.which'), found.rights.map((right) => called('rightNames', right)).join(' · ')],
        [say('allegation.window'), `${day(found.from)} – ${day(found.until)}`],
        [
          say('allegation.evidence'),
          found.evidence.map((one) => make('div', {}, hashLink('record', one))),
        ],
      ),
      found.warnings.length > 0 &&
        make(
          'div',
          { class: 'verdict care' },
          make('h2', { text: say('allegation.warned') }),
          ...found.warnings.map(({ right, sources }) =>
            make(
              'p',
              {},
              called('rightNames', right),
              ': ',
              ...sources.flatMap(({ chain }) => chain.map((one) => hashLink('record', one))),
            ),
          ),
        ),
      section(
        say('allegation.findings'),
        { note: say('allegation.findingsNote') },
        findings(found.findings),
      ),
      section(
        say('allegation.assessments'),
        { note: say('allegation.assessmentsNote') },
        readings(assessments),
      ),
      ...(await findingDesk(found, again, signal)),
    ].filter(Boolean),
  };
}

const findings = (list) =>
  list.length === 0
    ? empty(say('allegation.noFindings'))
    : table(
        say('allegation.findings'),
        [
          say('allegation.court'),
          say('allegation.outcome'),
          say('allegation.intent'),
          say('times.ordered'),
          say('record'),
        ],
        list.map(({ court, intent, outcome, receipt, serious }) => [
          court,
          called('allegationStatus', outcome),
          `${called('intents', intent)}${serious ? ` · ${say('allegation.serious')}` : ''}`,
          day(receipt.time),
          hashLink('record', receipt.id),
        ]),
      );

const readings = (list) =>
  list.length === 0
    ? empty(say('allegation.noAssessments'))
    : make('div', { class: 'columns' }, list.map(reading));

const reading = ({
  assessor,
  inputs,
  panel,
  parameters,
  receipt,
  result,
  standard,
  status,
  confirmedBy,
  needed,
}) =>
  make(
    'article',
    { class: 'card' },
    make(
      'h3',
      {},
      assessor,
      ' ',
      make('span', {
        class: `tag ${status === 'FINAL' ? 'good' : 'wait'}`,
        text: called('assessmentStatus', status),
      }),
    ),
    facts(
      [
        say('desk.standard'),
        link(`standard/${standard}`, standard, { class: 'hash whole' }),
      ],
      [say('allegation.result'), hash(result)],
      [say('record'), hashLink('record', receipt.id)],
      [
        say('allegation.panel'),
        panel.length > 0 && say('allegation.panelText', confirmedBy.length, needed),
      ],
    ),
    make(
      'p',
      { class: 'actions' },
      link(`assessment/${receipt.id}`, say('reckoning.open'), { class: 'button' }),
    ),
    make('h4', { text: say('allegation.inputs') }),
    make(
      'ul',
      { class: 'plain' },
      inputs.map((input) => figure(JSON.parse(input))),
    ),
    make('h4', { text: say('allegation.parameters') }),
    make('pre', { tabindex: 0, text: JSON.stringify(JSON.parse(parameters || '{}'), null, 2) }),
  );

/** A figure as it stands in the record, with the records that it rests on. */
function figure(input) {
  const records = JSON.stringify(input).match(/[0-9a-f]{64}/g) ?? [];
  return make(
    'li',
    {},
    make('code', { text: JSON.stringify(input).replaceAll(/"[0-9a-f]{64}"/g, '…') }),
    ...records.map((one) => [' ', hashLink('record', one)]),
  );
}
