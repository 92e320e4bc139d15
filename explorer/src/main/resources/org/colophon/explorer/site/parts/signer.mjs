// Who signs in this browser, and whether the node takes what is sent from it.
import { link, make } from '../lib/dom.mjs';
import { signedIn } from '../lib/keys.mjs';
import { ask, askIfThere, theGenesis } from '../lib/node.mjs';
import { say } from '../lib/words.mjs';
import { empty } from './states.mjs';

/** `{key, caller}`: the key signs, and the caller is whom the node sees by the browser's certificate. */
export async function signer(signal) {
  const [key, caller] = await Promise.all([signedIn(), ask('caller', signal)]);
  return { key, caller };
}

/**
 * Whether a subject is an organisation of one of these kinds, as the genesis has it. Of one that was
 * admitted later the kind is not known here, and is taken to fit: the chain judges what it signs.
 */
export async function isOf(kinds, subject, signal) {
  const { document } = await theGenesis();
  const founder = document.membership.organisations.find(({ id }) => id === subject);
  if (founder) return kinds.includes(founder.kind);
  return (await askIfThere(`subjects/${encodeURIComponent(subject)}`, signal))?.kind === 'MEMBER';
}

/** One line: in whose name things are signed here, with what is wanting. */
export const signerLine = ({ key, caller }) =>
  make(
    'p',
    { class: `signer ${caller.member ? 'good' : 'wait'}` },
    make('span', {
      class: `dot ${caller.member ? 'good' : ''}`,
      'aria-hidden': 'true',
    }),
    say('signer.signing'),
    ' ',
    link('key', key.subject),
    ' · ',
    say(caller.member ? 'signer.taken' : 'signer.notTaken', caller.organisation),
  );

/** What stands where only somebody who has signed in can do something. */
export const inviteToSign = (why) =>
  empty(
    why,
    make('p', { class: 'actions' }, link('key', say('signer.signIn'), { class: 'button' })),
  );
