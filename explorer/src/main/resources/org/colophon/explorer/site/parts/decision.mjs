// An office decides on an application, with its own key, in the page. The reasons stay here: the chain
// learns a salted commitment to them, and what opens it is kept and can be saved.
import { make, section } from '../lib/dom.mjs';
import { recorded } from '../lib/deeds.mjs';
import { commitToText } from '../lib/openings.mjs';
import { called, say } from '../lib/words.mjs';
import { chosen, severalOf, textArea, textField } from './fields.mjs';
import { recordedCard } from './recorded.mjs';
import { inviteToSign, signer, signerLine } from './signer.mjs';
import { notTaken } from './states.mjs';

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
          place.replaceChildren(recordedCard(made, say('decision.stands'), again));
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
function decide(key, application, { decision, grounds, reason, registration }, signal) {
  const secret = reason ? commitToText(reason, key.subject) : undefined;
  return recorded(
    key,
    'member',
    'application.decide',
    { application, decision, grounds, reason: secret?.commitment, registration },
    secret && { fileName: reason, secret, target: application },
    signal,
  );
}
