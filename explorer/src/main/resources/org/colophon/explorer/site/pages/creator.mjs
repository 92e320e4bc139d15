// A creator's desk: declare files, keep the receipts, write the diary of drafts, sign what is offered.
import { make, section } from '../lib/dom.mjs';
import { say } from '../lib/words.mjs';
import { declareDesk } from '../parts/declare.mjs';
import { draftsDesk } from '../parts/drafts.mjs';
import { offerDesk } from '../parts/offer.mjs';
import { receipts } from '../parts/receipts.mjs';
import { inviteToSign, signer, signerLine } from '../parts/signer.mjs';
import { later } from '../parts/states.mjs';

export async function show({ signal }) {
  const who = await signer(signal);
  return {
    title: say('pages.creator'),
    content: [
      make('h1', { text: say('creator.heading') }),
      make('p', { class: 'lead', text: say('creator.lead') }),
      ...(who.key ? desk(who, signal) : [inviteToSign(say('creator.invite'))]),
    ],
  };
}

function desk(who, signal) {
  const list = receipts(who.key, signal);
  return [
    signerLine(who),
    declareDesk(who.key, list.renew, signal),
    section(say('receipts.title'), { note: say('receipts.note') }, later(list.shown, signal)),
    section(say('drafts.title'), { note: say('drafts.note') }, draftsDesk(who.key, signal)),
    section(say('offer.title'), { note: say('offer.note') }, offerDesk(who.key, signal)),
  ];
}
