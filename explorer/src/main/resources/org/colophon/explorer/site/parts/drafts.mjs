// The diary of drafts: each saved version as a commitment on the chain, with its three times; which
// file it is stands in the openings, which this browser keeps.
import { link, make } from '../lib/dom.mjs';
import { recorded } from '../lib/deeds.mjs';
import { hashLink } from '../lib/format.mjs';
import { digestOfFile } from '../lib/digest.mjs';
import { ask, jsonOf, query } from '../lib/node.mjs';
import { WAITING, declare, titleOf } from '../lib/declaring.mjs';
import { commitTo, openingFile, openingsOf } from '../lib/openings.mjs';
import { called, say } from '../lib/words.mjs';
import { fileField } from './fields.mjs';
import { saves } from './saving.mjs';
import { empty, later, loading, notTaken } from './states.mjs';
import { timeLine } from './times.mjs';

const DRAFT = 'draft.add';
const PAGE = 500;

export function draftsDesk(key, signal) {
  const place = make('div', { id: 'drafts' });
  const renew = async () => place.replaceChildren(...(await diaries(key, renew, signal)));
  const first = addField('draft-new', say('drafts.first'), key, '', renew, signal);
  return make('div', {}, first, later(renew().then(() => place), signal));
}

/** Adds a draft of the file; to no work, it opens one. */
function addField(id, label, key, work, renew, signal) {
  const told = make('div', { 'aria-live': 'polite' });
  const take = async (file) => {
    told.replaceChildren(loading(say('verify.reading', file.name, '…', file.size)));
    try {
      await addDraft(key, file, work, signal);
      told.replaceChildren();
      await renew();
    } catch (fault) {
      if (!signal.aborted) told.replaceChildren(notTaken(fault));
    }
  };
  return make('div', {}, fileField(id, label, take), told);
}

async function addDraft(key, file, work, signal) {
  const digest = await digestOfFile(file, () => {}, signal);
  const secret = commitTo(digest, key.subject);
  const line = work ? await goingOn(work, signal) : { sequence: 1 };
  await recorded(
    key,
    'creator',
    DRAFT,
    { ...line, commitment: secret.commitment },
    { fileName: titleOf(file.name), secret, target: work },
    signal,
  );
}

/** What the next draft of a work says of the one before. */
async function goingOn(work, signal) {
  const last = (await draftsOf(work, signal)).at(-1);
  return { previous: last.receipt.id, sequence: jsonOf(last.statement).sequence + 1, work };
}

async function draftsOf(work, signal) {
  const found = [];
  let cursor = '';
  do {
    const page = await ask(`works/${work}/trace?${query({ page_size: PAGE, cursor })}`, signal);
    found.push(...page.events.filter(({ type }) => type === DRAFT));
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

async function diaries(key, renew, signal) {
  const openings = (await openingsOf(key.subject)).filter(({ opening }) => opening.type === DRAFT);
  const works = Map.groupBy(openings, ({ opening }) =>
    opening.target === '-' ? opening.record : opening.target,
  );
  if (works.size === 0) return [empty(say('drafts.none'))];
  return [...works].reverse().map(([work, kept]) => diary(key, work, kept, renew, signal));
}

const diary = (key, work, kept, renew, signal) =>
  make(
    'article',
    { class: 'card', 'data-diary': work },
    make(
      'header',
      {},
      make('h3', {}, kept[0].opening.fileName),
      make('span', {}, say('aWork'), ' ', hashLink('work', work)),
    ),
    later(
      draftsOf(work, signal).then((drafts) => lines(drafts, kept)),
      signal,
    ),
    make(
      'div',
      { class: 'extras' },
      addField(`draft-${work}`, say('drafts.next'), key, work, renew, signal),
      finalField(key, work, signal),
    ),
  );

/** Declares the finished work that the drafts have opened. */
function finalField(key, work, signal) {
  const told = make('div', { 'aria-live': 'polite' });
  const take = async (file) => {
    const item = { file, state: WAITING };
    const tell = () => told.replaceChildren(make('p', { class: 'note', text: becameOf(item) }));
    try {
      await declare(key, [item], { aiUse: 'NONE', title: '', unpublished: false, work }, tell, signal);
      told.dataset.final = item.state;
    } catch (fault) {
      if (!signal.aborted) told.replaceChildren(notTaken(fault));
    }
  };
  return make('div', {}, fileField(`final-${work}`, say('drafts.final'), take), told);
}

const becameOf = ({ entry, file, state, why }) =>
  [file.name, called('fileStates', state), entry?.refusal?.reason ?? why]
    .filter(Boolean)
    .join(' · ');

const lines = (drafts, kept) =>
  make(
    'ol',
    { class: 'events' },
    drafts.map(({ receipt, times }) => {
      const mine = kept.find(({ opening }) => opening.record === receipt.id);
      return make(
        'li',
        { class: 'draft-line' },
        make('b', { text: mine?.opening.fileName ?? say('drafts.elsewhere') }),
        make('span', { class: 'note' }, timeLine(times)),
        make(
          'span',
          { class: 'actions' },
          link(`record/${receipt.id}`, say('record')),
          mine && saves(say('drafts.saveOpening'), () => openingFile(mine)),
        ),
      );
    }),
  );
