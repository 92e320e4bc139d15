// A grantor takes a grant back, signed in the page; all grants below it end with it.
import { section } from '../lib/dom.mjs';
import { called, say } from '../lib/words.mjs';
import { deedForm, secretOf } from './deed.mjs';
import { chosen, textArea } from './fields.mjs';
import { signer, signerLine } from './signer.mjs';

const GROUNDS = ['NOT_NEEDED', 'MISUSE', 'WRONGLY_GRANTED', 'KEY_LOST', 'CASE_ENDED', 'OTHER'];

/** The form of those who granted it; nothing for everybody else. */
export async function revocationDesk({ effective, grantors, receipt }, again, signal) {
  if (!effective) return [];
  const who = await signer(signal);
  if (!who.key || !grantors.includes(who.key.subject)) return [];
  return [
    section(
      say('revocation.title'),
      { note: say('revocation.note') },
      signerLine(who),
      deedForm('revocation', revocation(who.key, receipt.id), again, signal),
    ),
  ];
}

function revocation(key, grant) {
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
  return {
    key,
    type: 'scope.revoke',
    target: grant,
    fields: [ground.field, reason.field],
    sign: say('revocation.sign'),
    stands: say('revocation.stands'),
    read: () => {
      const secret = secretOf(reason.input.value.trim(), key);
      return {
        members: { grant, ground: ground.input.value, reason: secret?.secret.commitment },
        secret,
      };
    },
  };
}
