// Signed records that wait for their receipts, and those that have them. A record lies here before it
// is sent: after a reload the same bytes are sent again, and the chain gives their first receipt.
import { theGenesis } from './node.mjs';
import { submit } from './statements.mjs';
import { allKept, keepAll } from './store.mjs';

/** How an entry stands. */
export const SIGNED = 'SIGNED';
export const REGISTERED = 'REGISTERED';
export const REFUSED = 'REFUSED';

/** A subject's entries on this chain, newest first. */
export async function entriesOf(subject) {
  const { chain } = await theGenesis();
  return (await allKept('outbox'))
    .filter((entry) => entry.chain === chain && entry.subject === subject)
    .sort((one, other) => other.at - one.at);
}

/** Entries `{id, record, subject, …}` as they are held; on the disk when this returns. */
export async function hold(entries) {
  const { chain } = await theGenesis();
  const held = entries.map((entry) => ({ state: SIGNED, at: Date.now(), ...entry, chain }));
  await keepAll('outbox', held);
  return held;
}

/**
 * Sends entries and keeps what became of each.
 * @param {(entry: object) => void} told of each entry that has its answer
 * @throws {Refused} when the node did not answer: the entries stay, to be sent again
 */
export async function deliver(entries, told, signal) {
  let at = 0;
  for await (const { receipt, refusal } of submit(
    entries.map(({ record }) => record),
    signal,
  )) {
    const entry = receipt
      ? { ...entries[at], receipt, state: REGISTERED }
      : { ...entries[at], refusal, state: REFUSED };
    at++;
    await keepAll('outbox', [entry]);
    told(entry);
  }
}
