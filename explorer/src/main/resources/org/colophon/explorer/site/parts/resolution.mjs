// An IP office or a court decides on an objection to a title, or who raised it gives it up, each with its
// own key, in the page.
import { section } from '../lib/dom.mjs';
import { called, say } from '../lib/words.mjs';
import { deedForm, documentField } from './deed.mjs';
import { chosen } from './fields.mjs';
import { inviteToSign, isOf, signer, signerLine } from './signer.mjs';

/** How an objection may end; a court may also decide otherwise than was decided. */
const FIRST = { OPEN: ['UPHELD', 'DISMISSED'] };
const AGAIN = { ...FIRST, UPHELD: ['DISMISSED'], DISMISSED: ['UPHELD'] };

/** The form of whoever may decide on it now; nothing for everybody else. */
export async function resolutionDesk(found, again, signal) {
  const { objector, receipt, status } = found;
  if (!AGAIN[status]) return [];
  const who = await signer(signal);
  if (!who.key) return [inviteToSign(say('resolution.invite'))];
  const { subject } = who.key;
  if (subject === objector)
    return found.standing ? withdrawalDesk(who, receipt.id, again, signal) : [];
  const isCourt = await isOf(['COURT'], subject, signal);
  const outcomes = (isCourt ? AGAIN : FIRST)[status];
  if (!outcomes || !(isCourt || (await isOf(['IP_OFFICE'], subject, signal)))) return [];
  return [
    section(
      say('resolution.title'),
      { note: say('resolution.note') },
      signerLine(who),
      deedForm('resolution', resolution(who.key, receipt.id, outcomes, signal), again, signal),
    ),
  ];
}

function resolution(key, objection, outcomes, signal) {
  const outcome = chosen(
    'outcome',
    say('decision.which'),
    outcomes.map((one) => [one, called('objectionStatus', one)]),
  );
  const reason = documentField(
    'reason',
    say('decision.reason'),
    say('resolution.reasonHint'),
    signal,
  );
  return {
    key,
    type: 'objection.resolve',
    target: objection,
    fields: [outcome.field, reason.field],
    sign: say('decision.sign'),
    stands: say('decision.stands'),
    read: async () => {
      const secret = await reason.secret(key);
      if (!secret) return { wanting: say('resolution.wanting') };
      return {
        members: { objection, outcome: outcome.input.value, reason: secret.secret.commitment },
        secret,
      };
    },
  };
}

const withdrawalDesk = (who, objection, again, signal) => [
  section(
    say('withdrawal.title'),
    { note: say('withdrawal.note') },
    signerLine(who),
    deedForm('withdrawal', withdrawal(who.key, objection, signal), again, signal),
  ),
];

function withdrawal(key, objection, signal) {
  const reason = documentField(
    'reason',
    say('withdrawal.reason'),
    say('resolution.reasonHint'),
    signal,
  );
  return {
    key,
    role: 'objector',
    type: 'objection.resolve',
    target: objection,
    fields: [reason.field],
    sign: say('withdrawal.sign'),
    stands: say('withdrawal.stands'),
    read: async () => {
      const secret = await reason.secret(key);
      const told = secret && { reason: secret.secret.commitment };
      return { members: { objection, outcome: 'WITHDRAWN', ...told }, secret };
    },
  };
}
