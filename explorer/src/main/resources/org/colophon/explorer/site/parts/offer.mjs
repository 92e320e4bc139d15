// An offer that waits for signatures: a licence, a transfer, a pledge. What it says, who has signed,
// and the reader's own signature; the last one to sign sends it.
import { facts, link, make } from '../lib/dom.mjs';
import { day, hashLink, time } from '../lib/format.mjs';
import { awaits, missing, offerFile, readOffer, recordOf, signOffer } from '../lib/offers.mjs';
import { deliver } from '../lib/statements.mjs';
import { called, say } from '../lib/words.mjs';
import { fileField } from './fields.mjs';
import { saves } from './saving.mjs';
import { notTaken } from './states.mjs';

export function offerDesk(key, signal) {
  const place = make('div', { id: 'offer', 'aria-live': 'polite' });
  const take = async (file) => {
    try {
      place.replaceChildren(card(await readOffer(file), key, place, signal));
    } catch (fault) {
      place.replaceChildren(notTaken(fault));
    }
  };
  return make(
    'div',
    {},
    fileField('offer-file', say('offer.choose'), take, { accept: '.json' }),
    place,
  );
}

function card(offer, key, place, signal) {
  const { statement } = offer;
  return make(
    'article',
    { class: 'card', 'data-offer': statement.type },
    make('h3', { text: called('types', statement.type) }),
    facts(
      ...parties(offer),
      [say('aWork'), statement.work && hashLink('work', statement.work)],
      [say('rights.which'), statement.rights && rightsText(statement.rights)],
      [say('rights.share'), statement.share && `${statement.share / 100} %`],
      [
        say('licences.exclusive'),
        statement.exclusive !== undefined && say(statement.exclusive ? 'yes' : 'no'),
      ],
      [
        say('allegation.window'),
        statement.from !== undefined &&
          statement.until !== undefined &&
          `${day(statement.from)} – ${day(statement.until)}`,
      ],
      [say('offer.notAfter'), statement.notAfter && time(statement.notAfter)],
    ),
    make(
      'details',
      {},
      make('summary', { text: say('statement') }),
      make('pre', { tabindex: 0, text: JSON.stringify(statement, null, 2) }),
    ),
    awaits(offer, key)
      ? signing(offer, key, place, signal)
      : make('p', { class: 'note', text: say('offer.notYours', key.subject) }),
  );
}

const rightsText = (rights) =>
  [rights]
    .flat()
    .map((right) => called('rightNames', right))
    .join(' · ');

const parties = ({ sigs, statement }) =>
  statement.signers.map(({ role, subject }, i) => [
    called('roles', role),
    link(`subject/${subject}`, subject),
    ' ',
    make('span', {
      class: `tag ${sigs[i] === '-' ? 'wait' : 'good'}`,
      text: say(sigs[i] === '-' ? 'offer.waits' : 'offer.hasSigned'),
    }),
  ]);

function signing(offer, key, place, signal) {
  const button = make('button', {
    type: 'button',
    'data-does': 'sign-offer',
    text: say('offer.sign'),
    onclick: async () => {
      button.disabled = true;
      try {
        place.replaceChildren(await signedBy(offer, key, signal));
      } catch (fault) {
        button.disabled = false;
        if (!signal.aborted) place.append(notTaken(fault));
      }
    },
  });
  return make('p', { class: 'actions' }, button);
}

async function signedBy(offer, key, signal) {
  const next = await signOffer(offer, key);
  const others = missing(next).map(({ subject }) => subject);
  if (others.length > 0) {
    return make(
      'div',
      { class: 'verdict care', 'data-offer': 'signed' },
      make('h3', { text: say('offer.signed') }),
      make('p', { text: say('offer.others', others.join(', ')) }),
      make(
        'p',
        { class: 'actions' },
        saves(say('offer.save'), () => offerFile(next, 'offer.json')),
      ),
    );
  }
  const receipt = await deliver(recordOf(next), signal);
  return make(
    'div',
    { class: 'verdict good', 'data-offer': 'sent' },
    make('h3', { text: say('offer.stands') }),
    make('p', {}, say('placeText', receipt.height, receipt.index), ' ', hashLink('record', receipt.id)),
  );
}
