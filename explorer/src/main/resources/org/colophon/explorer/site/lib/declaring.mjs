// Declares files as works. The whole story in order: read → look up what stands already → compose and
// sign → hold in the outbox → send → receipts. Run again, it finds everything standing.
import { digester } from './digest.mjs';
import { categoryOf, mediaTypeOf } from './mediatypes.mjs';
import { Refused, send } from './node.mjs';
import { commitTo, keepOpening, openingsOf } from './openings.mjs';
import { REGISTERED, deliver, hold } from './outbox.mjs';
import { as, compose, signed } from './statements.mjs';

const DECLARE = 'work.declare';
/** Files that are read, looked up, signed and sent together. */
const LOT = 50;
const MATCHES_MAX = 16;
const TITLE_CHARS_MAX = 512;
const SHARES_WHOLE = 10_000;

/** What became of a file, beside the states of the outbox. */
export const WAITING = 'WAITING';
export const READING = 'READING';
export const READ = 'READ';
export const ALREADY = 'ALREADY';
export const SAME = 'SAME';
export const UNREADABLE = 'UNREADABLE';

/**
 * @param {object} key who signs
 * @param {object[]} items `{file, state}`, changed as they get on: `digest`, `entry`, `others`, `why`
 * @param {object} choices `{aiUse, title, unpublished, work}`
 * @param {(item: object) => void} told of each change
 * @throws {Refused} when the node does not answer; what was signed stays in the outbox
 */
export async function declare(key, items, choices, told, signal) {
  const reader = digester();
  const seen = new Map();
  try {
    for (let at = 0; at < items.length && !signal.aborted; at += LOT) {
      const lot = items.slice(at, at + LOT);
      for (const item of lot) await read(item, reader, seen, told, signal);
      await declareRead(
        key,
        lot.filter(({ state }) => state === READ),
        choices,
        told,
        signal,
      );
    }
  } finally {
    reader.close();
  }
}

/** One content is one work, whatever it is called and however often it lies there. */
async function read(item, { digestOf }, seen, told, signal) {
  signal.throwIfAborted();
  change(item, { state: READING, done: 0 }, told);
  try {
    const digest = await digestOf(item.file, (done) => change(item, { done }, told));
    const before = seen.get(digest);
    if (before) change(item, { digest, state: SAME, why: before.file.name }, told);
    else {
      seen.set(digest, item);
      change(item, { digest, state: READ }, told);
    }
  } catch (fault) {
    change(item, { state: UNREADABLE, why: String(fault.message) }, told);
  }
}

function change(item, how, told) {
  Object.assign(item, how);
  told(item);
}

async function declareRead(key, items, choices, told, signal) {
  if (items.length === 0) return;
  const matches = await lookUp(items, signal);
  const openings = choices.unpublished ? await openingsOf(key.subject) : [];
  const made = [];
  for (const item of items) {
    const found = matches.filter(({ digest }) => digest === item.digest);
    item.others = found.filter(({ subject }) => subject !== key.subject);
    const own = found.find((match) => match.subject === key.subject && match.type === DECLARE);
    const opening = openings.find(
      (one) => one.opening.digest === item.digest && one.opening.type === DECLARE,
    );
    if (own) change(item, { state: ALREADY, entry: standing(key, item, own) }, told);
    // Sent before, with or without an answer: the same bytes tell whether they stand.
    else if (opening) made.push({ item, entry: again(key, item, opening) });
    else made.push(...(await madeOf(key, item, choices, told)));
  }
  await hold(items.filter(({ state }) => state === ALREADY).map(({ entry }) => entry));
  const held = await hold(made.map(({ entry }) => entry));
  const byId = new Map(held.map((entry, i) => [entry.id, made[i].item]));
  for (const entry of held) change(byId.get(entry.id), { state: entry.state, entry }, told);
  await deliver(
    held,
    (entry) => change(byId.get(entry.id), { state: entry.state, entry }, told),
    signal,
  );
}

const lookUp = async (items, signal) =>
  (
    await send(
      'lookup',
      { digests: items.map(({ digest }) => digest), limit: MATCHES_MAX },
      signal,
    )
  ).matches;

const common = ({ subject }, { digest, file }) => ({
  digest,
  mediaType: mediaTypeOf(file),
  name: file.name,
  size: file.size,
  subject,
});

const standing = (key, item, { receipt, work }) => ({
  ...common(key, item),
  id: receipt.id,
  receipt,
  state: REGISTERED,
  work,
});

const again = (key, item, { opening }) => ({
  ...common(key, item),
  id: opening.record,
  record: opening.leaf,
  work: opening.target === '-' ? opening.record : opening.target,
});

/** The signed record of one file; none when it cannot be declared, and the item then says why. */
async function madeOf(key, item, choices, told) {
  const secret = choices.unpublished ? commitTo(item.digest, key.subject) : undefined;
  try {
    const statement = await compose(
      DECLARE,
      [as(key, 'creator')],
      declaration(key, item, choices, secret),
    );
    const { id, record } = await signed(key, statement);
    if (secret)
      await keepOpening(secret, {
        fileName: titleOf(item.file.name),
        id,
        record,
        role: 'creator',
        target: choices.work ?? '',
        type: DECLARE,
      });
    return [{ item, entry: { ...common(key, item), id, record, work: choices.work || id } }];
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    change(item, { state: 'REFUSED', why: `${fault.reason} ${fault.message}` }, told);
    return [];
  }
}

function declaration({ subject }, { digest, file }, { aiUse, title, work }, secret) {
  const mediaType = mediaTypeOf(file);
  return {
    aiUse,
    authors: [{ share: SHARES_WHOLE, subject }],
    category: categoryOf(mediaType),
    commitment: secret?.commitment,
    contents: secret ? undefined : [{ mediaType, sha256: digest, size: file.size }],
    ipKind: 'COPYRIGHT',
    title: titleOf(title || file.name),
    work: work || undefined,
  };
}

/** Text that canonical JSON can hold: what is no character, or a control character, becomes U+FFFD. */
export const titleOf = (name) =>
  name
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\ufffd')
    .slice(0, TITLE_CHARS_MAX);
