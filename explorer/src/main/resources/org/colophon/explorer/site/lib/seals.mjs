// Signed notes, judged in the page by the second verifier: which validators signed, and by which clock.
import { theGenesis } from './node.mjs';

/**
 * @param {object} seal as the node shows it
 * @param {object[]} changes of the membership behind the genesis
 * @returns {Promise<object>} `{isJudged, quorum, attested?, clocks: [{id, kind, at?}]}`: each
 *   validator with the time of its own clock in ms; not judged when the membership has changed since
 *   the genesis, which the check of a bundle follows and this page does not
 * @throws {Error} when the note does not hold
 */
export async function judged(seal, changes) {
  const [{ chain, document }, ledger, { encode }] = await Promise.all([
    theGenesis(),
    import('../verifier/ledger.mjs'),
    import('../verifier/forms.mjs'),
  ]);
  const membership = ledger.asMembership(document.membership);
  const note = ledger.parseNote(encode(seal.note));
  const clocks = membership.validators.map(({ id, kind }) => ({
    id,
    kind,
    at: clockOf(note, `${chain}/${id}`),
  }));
  const common = { clocks, quorum: membership.quorum, root: note.root, size: note.size };
  if (changes.length > 0) return { ...common, isJudged: false };
  ledger.demandSorted(note);
  const { attested, organisations } = ledger.judgeNote(note, membership, chain);
  return { ...common, isJudged: true, attested, organisations };
}

/** A cosignature begins with the time of its signer's clock, in seconds (C2SP tlog-cosignature). */
function clockOf({ lines }, name) {
  const line = lines.find((one) => one.name === name && one.bytes.length === 72);
  if (!line) return undefined;
  const { buffer, byteOffset } = line.bytes;
  return Number(new DataView(buffer, byteOffset, 8).getBigUint64(0)) * 1000;
}
