// An office decides on an application, with its own key, in the page. The reasons stay here: the chain
// learns a salted commitment to them, and what opens it is kept and can be saved.
import { section } from '../lib/dom.mjs';
import { called, say } from '../lib/words.mjs';
import { deedForm, secretOf } from './deed.mjs';
import { chosen, severalOf, textArea, textField } from './fields.mjs';
import { inviteToSign, signer, signerLine } from './signer.mjs';

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
  return [
    section(
      say('decision.title'),
      { note: say('decision.note') },
      signerLine(who),
      deedForm('decision', decision(who.key, receipt.id, decisions), again, signal),
    ),
  ];
}

function decision(key, application, decisions) {
  const kind = chosen(
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
  const reason = textArea(
    'reason',
    say('decision.reason'),
    { maxlength: 4000 },
    say('decision.reasonHint'),
  );
  const grants = () => kind.input.value === 'GRANT';
  const dress = () => {
    registration.field.hidden = !grants();
    grounds.field.hidden = grants();
    reason.field.hidden = grants();
  };
  dress();
  return {
    key,
    type: 'application.decide',
    target: application,
    fields: [kind.field, registration.field, grounds.field, reason.field],
    sign: say('decision.sign'),
    stands: say('decision.stands'),
    read: () => {
      const which = { application, decision: kind.input.value };
      if (grants()) {
        return {
          members: { ...which, registration: registration.input.value.trim() || undefined },
        };
      }
      const secret = secretOf(reason.input.value.trim(), key);
      if (grounds.values().length === 0 || !secret) return { wanting: say('decision.wanting') };
      return {
        members: { ...which, grounds: grounds.values(), reason: secret.secret.commitment },
        secret,
      };
    },
  };
}
