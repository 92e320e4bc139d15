// A court finds on an allegation, with its own key, in the page. The decision stays here, behind a salted
// commitment; the words and figures that damages follow from stand in clear.
import { make, section } from '../lib/dom.mjs';
import { day, midnight, short } from '../lib/format.mjs';
import { ask, query } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { deedForm, documentField } from './deed.mjs';
import { chosen, textField } from './fields.mjs';
import { worded } from './reckoning.mjs';
import { inviteToSign, isOf, signer, signerLine } from './signer.mjs';

const LIST_MAX = 200;
const DAY_MS = 86_400_000;
const OUTCOMES = ['INFRINGED', 'PARTLY_INFRINGED', 'NOT_INFRINGED'];
const INTENTS = ['NOT_STATED', 'INTENTIONAL', 'NEGLIGENT', 'INNOCENT'];

/** The form of a court whose own matter it is not; nothing for everybody else. */
export async function findingDesk(alleged, again, signal) {
  const who = await signer(signal);
  if (!who.key) return [inviteToSign(say('finding.invite'))];
  const { subject } = who.key;
  const isOwn = [alleged.claimant, alleged.respondent].includes(subject);
  if (isOwn || !(await isOf(['COURT'], subject, signal))) return [];
  const [{ cases }, { standards }] = await Promise.all([
    ask(`cases?${query({ organ: subject, page_size: LIST_MAX })}`, signal),
    ask(`standards?${query({ page_size: LIST_MAX })}`, signal),
  ]);
  const inForce = standards.filter(({ status }) => status === 'ACTIVE');
  return [
    section(
      say('finding.title'),
      { note: say('finding.note') },
      signerLine(who),
      deedForm('finding', finding(who.key, alleged, cases, inForce, signal), again, signal),
    ),
  ];
}

function finding(key, alleged, cases, standards, signal) {
  const outcome = chosen(
    'outcome',
    say('allegation.outcome'),
    OUTCOMES.map((one) => [one, called('allegationStatus', one)]),
    () => dress(),
  );
  const intent = chosen(
    'intent',
    say('allegation.intent'),
    INTENTS.map((one) => [one, called('intents', one)]),
  );
  const serious = make('input', { type: 'checkbox', id: 'serious' });
  const from = dayField('from', 'finding.from', alleged.from);
  const until = dayField('until', 'finding.until', alleged.until);
  const figures = figureFields(standards);
  const opened = chosen('case', say('finding.case'), [
    ['', say('finding.noCase')],
    ...cases.map(({ kind, receipt }) => [
      receipt.id,
      `${day(receipt.time)} · ${called('caseKinds', kind)} · ${short(receipt.id)}`,
    ]),
  ]);
  const decision = documentField(
    'decision',
    say('finding.decision'),
    say('finding.decisionHint'),
    signal,
  );
  const infringed = () => outcome.input.value !== 'NOT_INFRINGED';
  const ofInfringement = make(
    'div',
    { class: 'form' },
    intent.field,
    make('label', { class: 'box', for: 'serious' }, serious, ' ', say('allegation.serious')),
    make('div', { class: 'columns' }, from.field, until.field),
    figures.field,
  );
  const dress = () => {
    ofInfringement.hidden = !infringed();
  };
  return {
    key,
    type: 'infringement.find',
    target: alleged.receipt.id,
    fields: [outcome.field, ofInfringement, opened.field, decision.field],
    sign: say('decision.sign'),
    stands: say('finding.stands'),
    read: async () => {
      const window = {
        from: edge(from.input.value, alleged.from),
        until: edge(until.input.value, alleged.until),
      };
      if (infringed() && window.from >= window.until) return { wanting: say('finding.noTime') };
      if (infringed() && figures.unread())
        return { wanting: say('finding.noFigure', figures.unread()) };
      const secret = await decision.secret(key);
      if (!secret) return { wanting: say('finding.noDecision') };
      return {
        members: {
          allegation: alleged.receipt.id,
          case: opened.input.value || undefined,
          decision: secret.secret.commitment,
          outcome: outcome.input.value,
          ...(infringed()
            ? {
                ...window,
                figures: figures.values(),
                intent: intent.input.value,
                serious: serious.checked || undefined,
              }
            : { intent: 'NOT_STATED' }),
        },
        secret,
      };
    },
  };
}

const dayField = (id, label, alleged) =>
  textField(id, say(label), { type: 'date' }, say('finding.asAlleged', day(alleged)));

/** A day's beginning; within the day in which the alleged time begins or ends, that very instant. */
function edge(text, alleged) {
  const at = Number(alleged);
  if (!text) return at;
  const begins = midnight(text);
  return begins <= at && at < begins + DAY_MS ? at : begins;
}

/**
 * What only a court may find, as a standard in force asks for it:
 * `{field, values(), unread()}`: the figures by their names, and the label of one that is no figure.
 */
function figureFields(standards) {
  let asked = [];
  const place = make('div', { class: 'form' });
  const which = chosen(
    'by-standard',
    say('finding.standard'),
    [
      ['', say('finding.noStandard')],
      ...standards.map(({ document, hash }) => [hash, worded(JSON.parse(document).title)]),
    ],
    () => dress(),
  );
  const dress = () => {
    const found = standards.find(({ hash }) => hash === which.input.value);
    asked = found ? askedFor(JSON.parse(found.document)) : [];
    place.replaceChildren(...asked.map(({ field }) => field));
    place.hidden = asked.length === 0;
  };
  dress();
  const given = () => asked.filter(({ input }) => input.value.trim());
  return {
    field: make('div', { class: 'form' }, which.field, place),
    values: () => {
      const figures = given().map(({ name, input, read }) => [name, read(input.value.trim())]);
      return figures.length > 0 ? Object.fromEntries(figures) : undefined;
    },
    unread: () => given().find(({ input, read }) => read(input.value.trim()) === undefined)?.label,
  };
}

const askedFor = ({ currency, exponent, inputs }) =>
  inputs
    .filter(({ finds, source }) => source === 'FINDING' && !finds)
    .map(({ kind, label, name }) => ({
      name,
      label: worded(label),
      read: (text) => units(text, kind === 'MONEY' ? exponent : 0),
      ...textField(
        `figure-${name}`,
        worded(label),
        { inputmode: 'decimal', maxlength: 17 },
        kind === 'MONEY' ? say('finding.inCurrency', currency) : called('kindsOfFigures', kind),
      ),
    }));

/** A number in its smallest units; undefined when the text is none. */
function units(text, decimals) {
  const [, whole, part = ''] = /^(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || part.length > decimals) return undefined;
  const value = Number(whole + part.padEnd(decimals, '0'));
  return Number.isSafeInteger(value) ? value : undefined;
}
