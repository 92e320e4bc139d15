// What was declared from this browser, newest first, with its receipts; what has none yet is sent again.
import { link, make } from '../lib/dom.mjs';
import { download, hashLink, time } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { openingFile, openingsOf } from '../lib/openings.mjs';
import { REGISTERED, SIGNED, deliver, entriesOf } from '../lib/outbox.mjs';
import { poll } from '../lib/poll.mjs';
import { called, say } from '../lib/words.mjs';
import { virtualList } from './list.mjs';
import { saves } from './saving.mjs';
import { empty, failed, notTaken } from './states.mjs';

const HEIGHTS = [104, 190];
const EVERY_MS = 3_000;

/** `{shown, renew()}`: the promise of what stands there, and a way to read it again. */
export function receipts(key, signal) {
  const place = make('div', { id: 'receipts' });
  const renew = async (trouble) => {
    try {
      place.replaceChildren(...(trouble ? [trouble] : []), ...(await listOf(key, signal)));
    } catch (fault) {
      if (!signal.aborted) place.replaceChildren(failed(fault, () => renew()));
    }
  };
  const shown = sendAgain(key, signal)
    .then(renew)
    .then(() => place);
  return { renew: () => renew(), shown };
}

/** Sends what has no answer yet; what came in between, if anything did. */
async function sendAgain(key, signal) {
  const waiting = (await entriesOf(key.subject)).filter(({ state }) => state === SIGNED);
  if (waiting.length === 0) return undefined;
  try {
    await deliver(waiting, () => {}, signal);
    return undefined;
  } catch (fault) {
    return signal.aborted ? undefined : notTaken(fault);
  }
}

async function listOf(key, signal) {
  const entries = await entriesOf(key.subject);
  if (entries.length === 0) return [empty(say('receipts.none'))];
  const openings = new Map(
    (await openingsOf(key.subject)).map((kept) => [kept.opening.record, kept]),
  );
  let sealedSize = Number((await ask('status', signal)).sealedSize);
  const list = virtualList({
    label: say('receipts.title'),
    heights: HEIGHTS,
    length: () => entries.length,
    row: (i) => row(entries[i], openings.get(entries[i].id), sealedSize),
  });
  const newest = Math.max(...entries.map(({ receipt }) => Number(receipt?.index ?? 0)));
  const seen = new AbortController();
  poll(
    async () => {
      const next = Number((await ask('status', signal)).sealedSize);
      if (next !== sealedSize) {
        sealedSize = next;
        list.refresh();
      }
      if (sealedSize > newest) seen.abort();
    },
    EVERY_MS,
    AbortSignal.any([signal, seen.signal]),
  );
  return [list];
}

function row({ id, name, receipt, refusal, state, work }, opening, sealedSize) {
  const isSealed = receipt && Number(receipt.index) < sealedSize;
  return make(
    'article',
    { class: 'receipt', 'data-state': state },
    make(
      'div',
      {},
      make('h3', { text: name }),
      make('span', {
        class: `tag ${state === REGISTERED ? 'good' : state === SIGNED ? 'wait' : 'bad'}`,
        text: called('fileStates', state),
      }),
      receipt &&
        make('span', {
          class: `tag ${isSealed ? 'good' : 'wait'}`,
          text: say(isSealed ? 'sealed' : 'unsealed'),
        }),
    ),
    make(
      'p',
      { class: 'note' },
      say('record'),
      ' ',
      hashLink('record', id),
      ' · ',
      receipt
        ? [
            link(`work/${work || id}`, say('aWork')),
            ' · ',
            say('placeText', receipt.height, receipt.index),
            ' · ',
            say('times.orderedShort'),
            ' ',
            time(receipt.time),
          ]
        : refusal
          ? `${refusal.reason}: ${refusal.detail}`
          : say('creator.unanswered'),
    ),
    make(
      'p',
      { class: 'actions' },
      isSealed && [
        download(`records/${id}/evidence.zip`, say('exports.bundle')),
        download(`records/${id}/certificate.pdf?language=zh-en`, say('exports.certificate')),
      ],
      opening &&
        saves(say('drafts.saveOpening'), () => openingFile(opening), { 'data-does': 'opening' }),
    ),
  );
}
