// A grantor takes a grant back, signed in the page; all grants below it end with it.
import { make, section } from '../lib/dom.mjs';
import { recorded } from '../lib/deeds.mjs';
import { commitToText } from '../lib/openings.mjs';
import { called, say } from '../lib/words.mjs';
import { chosen, textArea } from './fields.mjs';
import { recordedCard } from './recorded.mjs';
import { signer, signerLine } from './signer.mjs';
import { notTaken } from './states.mjs';

const GROUNDS = ['NOT_NEEDED', 'MISUSE', 'WRONGLY_GRANTED', 'KEY_LOST', 'CASE_ENDED', 'OTHER'];

/** The form of those who granted it; nothing for everybody else. */
export async function revocationDesk({ effective, grantors, receipt }, again, signal) {
  if (!effective) return [];
  const who = await signer(signal);
  if (!who.key || !grantors.includes(who.key.subject)) return [];
  const place = make('div', { id: 'revocation' });
  place.append(form(who.key, receipt.id, place, again, signal));
  return [
    section(say('revocation.title'), { note: say('revocation.note') }, signerLine(who), place),
  ];
}

function form(key, grant, place, again, signal) {
  const ground = chosen(
    'ground',
    say('decision.grounds'),
    GROUNDS.map((one) => [one, called('revocationGrounds', one)]),
  );
  const reason = textArea(
    'revocation-reason',
    say('decision.reason'),
    { maxlength: 4000 },
    say('revocation.reasonHint'),
  );
  const button = make('button', { type: 'submit', text: say('revocation.sign') });
  return make(
    'form',
    {
      class: 'card form',
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        const text = reason.input.value.trim();
        const secret = text ? commitToText(text, key.subject) : undefined;
        try {
          const made = await recorded(
            key,
            'member',
            'scope.revoke',
            { grant, ground: ground.input.value, reason: secret?.commitment },
            secret && { fileName: text, secret, target: grant },
            signal,
          );
          place.replaceChildren(recordedCard(made, say('revocation.stands'), again));
        } catch (fault) {
          button.disabled = false;
          if (!signal.aborted) place.append(notTaken(fault));
        }
      },
    },
    ground.field,
    reason.field,
    make('p', { class: 'actions' }, button),
  );
}
