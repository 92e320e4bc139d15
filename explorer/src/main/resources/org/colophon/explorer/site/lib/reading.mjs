// Questions under a grant: signed here, counted on the chain and noted by the node before it answers;
// and what remains of each read, checked in the page (docs/formats.md, "Reads under a grant").
import { encode, hexHash, parseJson, toBase64, writeJson } from '../verifier/forms.mjs';
import { sign } from './keys.mjs';
import { Refused, bytesOf, send, theGenesis } from './node.mjs';
import { commitmentOf } from './openings.mjs';
import { randomHex } from './statements.mjs';

const PAGE = 200;
const OPENINGS_MAX = 128;
const FILE_BYTES_MAX = 1 << 20;
const LIMITS = { bytes: FILE_BYTES_MAX, depth: 4, width: 1024 };

/**
 * Which of a grant's commitments these files open: openings of the `colophon` command over a text.
 * @param {File[]} files others are passed over
 * @param {string[]} commitments of the grant
 * @returns {Promise<object[]>} `{by, salt, text}` for each commitment that is opened
 */
export async function openedBy(files, commitments) {
  const found = new Map();
  for (const file of files) {
    if (file.size > FILE_BYTES_MAX) continue;
    const opened = openedOf(new Uint8Array(await file.arrayBuffer()));
    if (!opened) continue;
    const commitment = commitmentOf(opened.salt, opened.by, hexHash(encode(opened.text)));
    if (commitments.includes(commitment)) found.set(commitment, opened);
  }
  return [...found.values()].slice(0, OPENINGS_MAX);
}

function openedOf(bytes) {
  try {
    const { fileName, format, salt, subject } = parseJson(bytes, LIMITS);
    return format === 'colophon-opening/1' ? { by: subject, salt, text: fileName } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks for what a grant lets this key read.
 * @param {object} target `{work}` or `{party}`
 * @returns {Promise<object>} `{view, row, faults}`: the answer, its row, and what does not fit
 * @throws {Refused}
 */
export async function readInScope(key, grant, target, openings, cursor, signal) {
  const { chain } = await theGenesis();
  const request = writeJson({
    read: {
      chain,
      ...(cursor && { cursor }),
      grant,
      issuedAt: Date.now(),
      key: key.name,
      nonce: randomHex(16),
      openings,
      size: PAGE,
      subject: key.subject,
      verb: 'READ',
      ...target,
    },
  });
  const bytes = encode(request);
  const view = await send(
    'reads',
    { request: toBase64(bytes), signature: toBase64(await sign(key, bytes)) },
    signal,
  );
  const row = rowOf(view);
  return { faults: faultsOf(view, row, bytes, key, grant), row, view };
}

function rowOf({ row }) {
  try {
    return parseJson(bytesOf(row), LIMITS);
  } catch (fault) {
    throw new Refused('COMMITMENT_MISMATCH', `row: ${fault.message}`);
  }
}

/** The row must be of this question and of this answer, and the answer of the records given out. */
function faultsOf(view, row, request, key, grant) {
  const answer = bytesOf(view.answer);
  const told = parseJson(answer, LIMITS);
  const given = view.events.map(({ receipt }) => receipt.id);
  return [
    row.query === hexHash(request) || 'query',
    (row.grant === grant && row.reader === key.subject && row.verb === 'READ') || 'grant',
    row.result === commitmentOf(view.salt, key.subject, hexHash(answer)) || 'result',
    (told.records.length === given.length && told.records.every((id, i) => id === given[i])) ||
      'records',
    told.withheld === Number(view.withheld) || 'withheld',
  ].filter((one) => one !== true);
}

/** The records given out that lie outside the types and the window of the grant: there must be none. */
export const beyond = ({ recordsFrom, recordsUntil, types }, events) =>
  events.filter(
    ({ receipt, type }) =>
      !(types.includes('*') || types.includes(type)) ||
      Number(receipt.time) < Number(recordsFrom) ||
      Number(receipt.time) >= Number(recordsUntil),
  );
