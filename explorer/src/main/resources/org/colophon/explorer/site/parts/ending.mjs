// The organ that opened a case says how it ended and when its seal lifts, signed in the page.
import { section } from '../lib/dom.mjs';
import { day, midnight } from '../lib/format.mjs';
import { called, say } from '../lib/words.mjs';
import { deedForm, documentField } from './deed.mjs';
import { chosen, textField } from './fields.mjs';
import { inviteToSign, signer, signerLine } from './signer.mjs';

const OUTCOMES = ['JUDGMENT', 'MEDIATION', 'WITHDRAWN', 'DISMISSED', 'NOT_PURSUED'];

/** The form of the case's organ; nothing for everybody else. */
export async function endingDesk({ organ, receipt, sealUntil, status }, again, signal) {
  const who = await signer(signal);
  if (who.key?.subject !== organ) {
    return who.key ? [] : [inviteToSign(say('ending.invite', organ))];
  }
  const isOpen = status === 'OPEN';
  return [
    section(
      say(isOpen ? 'ending.title' : 'ending.again'),
      { note: say(isOpen ? 'ending.note' : 'ending.againNote', day(sealUntil)) },
      signerLine(who),
      deedForm('ending', ending(who.key, receipt.id, signal), again, signal),
    ),
  ];
}

function ending(key, opened, signal) {
  const outcome = chosen(
    'outcome',
    say('ending.outcome'),
    OUTCOMES.map((one) => [one, called('caseStatus', one)]),
  );
  const seal = textField(
    'seal-until',
    say('ending.seal'),
    { type: 'date' },
    say('ending.sealHint'),
  );
  const document = documentField(
    'document',
    say('ending.document'),
    say('revocation.reasonHint'),
    signal,
  );
  return {
    key,
    type: 'case.outcome',
    target: opened,
    fields: [outcome.field, seal.field, document.field],
    sign: say('decision.sign'),
    stands: say('ending.stands'),
    read: async () => {
      if (!seal.input.value) return { wanting: say('ending.wanting') };
      const secret = await document.secret(key);
      return {
        members: {
          case: opened,
          document: secret?.secret.commitment,
          outcome: outcome.input.value,
          sealUntil: midnight(seal.input.value),
        },
        secret,
      };
    },
  };
}
