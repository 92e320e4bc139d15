// An office decides on an application, with its own key, in the page. The reasons stay here: the chain
// learns a salted commitment to them, and what opens it is kept and can be saved.
import { make, section } from '../lib/dom.mjs';
import { hashLink } from '../lib/format.mjs';
import { ask, query } from '../lib/node.mjs';
import { commitToText, keepOpening, openingFile } from '../lib/openings.mjs';
import { as, compose, deliver, signed } from '../lib/statements.mjs';
import { called, say } from '../lib/words.mjs';
import { chosen, severalOf, textArea, textField } from './fields.mjs';
import { saves } from './saving.mjs';
import { inviteToSign, signer, signerLine } from './signer.mjs';
import { notTaken } from './states.mjs';

const TYPE = 'application.decide';
/** What the rules allow, by how the application stands. */
const DECISIONS = {
  PENDING: ['GRANT', 'SUPPLEMENT', 'REFUSE'],
  SUPPLEMENT: ['REFUSE'],
  CONFIRMED: ['REVOKE'],
};
const GROUNDS = [
  'FORMALITIES',
  'NOT_PROTECTED',
  'NOT_ORIGINAL',
  'PRIOR_RIGHT',
  'TITLE_UNPROVEN',
  'FALSE_STATEMENT',
  'UNANSWERED',
  'WITHDRAWN',
  'JUDGMENT',
  'OTHER',
];

/** The form of the office that it waits for; nothing for everybody else. */
export async function decisionDesk({ office, receipt, status }, again, signal) {
  const decisions = DECISIONS[status];
  if (!decisions) return [];
  const who = await signer(signal);
  if (who.key?.subject !== office) {
    return who.key ? [] : [inviteToSign(say('decision.invite', office))];
  }
  const place = make('div', { id: 'decision' });
  place.append(form(who.key, receipt.id, decisions, place, again, signal));
  return [
    section(say('decision.title'), { note: say('decision.note') }, signerLine(who), place),
  ];
}

function form(key, application, decisions, place, again, signal) {
  const decision = chosen(
    'decision-kind',
    say('decision.which'),
    decisions.map((one) => [one, called('decisions', one)]),
    () => dress(),
  );
  const registration = textField(
    'registration',
    say('confirmations.number'),
    { maxlength: 64 },
    say('decision.numberHint'),
  );
  const grounds = severalOf(
    'grounds',
    say('decision.grounds'),
    GROUNDS.map((one) => [one, called('decisionGrounds', one)]),
  );
  const reason = textArea('reason', say('decision.reason'), { maxlength: 4000 }, say('decision.reasonHint'));
  const complaint = make('p', { class: 'complaint', role: 'alert' });
  const button = make('button', { type: 'submit', text: say('decision.sign') });
  const dress = () => {
    const grants = decision.input.value === 'GRANT';
    registration.field.hidden = !grants;
    grounds.field.hidden = grants;
    reason.field.hidden = grants;
  };
  dress();
  return make(
    'form',
    {
      class: 'card form',
      onsubmit: async (event) => {
        event.preventDefault();
        complaint.textContent = '';
        const grants = decision.input.value === 'GRANT';
        if (!grants && (grounds.values().length === 0 || !reason.input.value.trim())) {
          complaint.textContent = say('decision.wanting');
          return;
        }
        button.disabled = true;
        try {
          const made = await decide(
            key,
            application,
            {
              decision: decision.input.value,
              grounds: grants ? undefined : grounds.values(),
              reason: grants ? '' : reason.input.value.trim(),
              registration: (grants && registration.input.value.trim()) || undefined,
            },
            signal,
          );
          place.replaceChildren(decided(made, again));
        } catch (fault) {
          button.disabled = false;
          if (!signal.aborted) place.append(notTaken(fault));
        }
      },
    },
    decision.field,
    registration.field,
    grounds.field,
    reason.field,
    complaint,
    make('p', { class: 'actions' }, button),
  );
}

/** Signs and sends; `{receipt, opening}`. */
async function decide(key, application, { decision, grounds, reason, registration }, signal) {
  const secret = reason ? commitToText(reason, key.subject) : undefined;
  const statement = await compose(TYPE, [as(key, 'member')], {
    application,
    decision,
    grounds,
    reason: secret?.commitment,
    registration,
  });
  const { id, record } = await signed(key, statement);
  const opening =
    secret &&
    (await keepOpening(secret, {
      fileName: reason,
      id,
      record,
      role: 'member',
      target: application,
      type: TYPE,
    }));
  const receipt = await deliver(record, signal);
  await ask(`records/${id}?${query({ at_least_height: receipt.height })}`, signal);
  return { opening, receipt };
}

const decided = ({ opening, receipt }, again) =>
  make(
    'div',
    { class: 'verdict good', 'data-decided': receipt.id },
    make('h3', { text: say('decision.stands') }),
    make('p', {}, say('placeText', receipt.height, receipt.index), ' ', hashLink('record', receipt.id)),
    opening && make('p', { class: 'not', text: say('decision.keep') }),
    make(
      'p',
      { class: 'actions' },
      opening && saves(say('drafts.saveOpening'), () => openingFile(opening)),
      make('button', { type: 'button', text: say('decision.look'), onclick: again }),
    ),
  );
