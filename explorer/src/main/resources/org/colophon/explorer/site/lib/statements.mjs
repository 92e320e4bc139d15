// Statements that are composed, signed and sent from the page: the bytes that the `colophon` command
// makes (docs/formats.md). The second verifier judges their form before they are signed.
import { checkStatement } from '../verifier/content.mjs';
import { encode, hexHash, parseJson, toBase64, writeJson } from '../verifier/forms.mjs';
import { toHex } from './format.mjs';
import { sign } from './keys.mjs';
import { Refused, send, theGenesis } from './node.mjs';

const DEPTH_MAX = 12;
const WIDTH_MAX = 1024;
/** Records of one submission: some 100 KB, so that progress is seen and a retry is cheap. */
const SUBMITTED_MAX = 100;

export const randomHex = (length) => toHex(crypto.getRandomValues(new Uint8Array(length)));

/** The signer that this key is, in a role. */
export const as = ({ name, subject }, role) => ({ key: name, role, subject });

/**
 * A statement of this chain.
 * @param {object[]} signers `{key, role, subject}`, in the order in which they sign
 * @param {object} members of its type; undefined ones are left out
 * @returns {Promise<object>} `{id, text}`: SHA-256 of the text in hex, and the text in canonical form
 * @throws {Refused} MALFORMED when it has not the form of its type
 */
export async function compose(type, signers, members) {
  const { chain } = await theGenesis();
  const given = { ...members, chain, issuedAt: Date.now(), nonce: randomHex(16), signers, type };
  const statement = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const text = writeJson(statement);
  await readStatement(text);
  return { id: hexHash(encode(text)), text };
}

/** The statement in a text that must be canonical, of this chain, and of the form of its type. */
export async function readStatement(text) {
  const { chain, document } = await theGenesis();
  try {
    const bytes = encode(text);
    const limits = {
      bytes: document.limits.recordBytesMax,
      depth: DEPTH_MAX,
      width: WIDTH_MAX,
    };
    const statement = parseJson(bytes, limits);
    checkStatement(statement);
    if (statement.chain !== chain) throw new Error(`chain: ${statement.chain}`);
    return statement;
  } catch (fault) {
    throw new Refused('MALFORMED', String(fault.message));
  }
}

/** The signature of this key over a statement, in base64 as it stands in a record. */
export const signature = async (key, text) => toBase64(await sign(key, encode(text)));

/** The record's text; the signatures stand in the order of the signers. */
export const assemble = (text, signatures) =>
  `{"sigs":${writeJson(signatures)},"statement":${text}}`;

/** The record of a statement that this key alone signs. */
export const signed = async (key, { id, text }) => ({
  id,
  record: assemble(text, [await signature(key, text)]),
});

/**
 * Sends records; sending one again is safe and gives its first receipt.
 * @param {string[]} records their texts
 * @yields {object} for each record, in order, `{receipt}` or `{refusal: {reason, detail}}`
 * @throws {Refused} when the node did not take them: then nothing is known of the rest
 */
export async function* submit(records, signal) {
  for (let at = 0; at < records.length; at += SUBMITTED_MAX) {
    const lot = records.slice(at, at + SUBMITTED_MAX);
    const { outcomes } = await send(
      'submit',
      { records: lot.map((record) => toBase64(encode(record))) },
      signal,
    );
    for (const { receipt, refusal } of outcomes) yield receipt?.id ? { receipt } : { refusal };
  }
}

/** Sends one record and gives its receipt. @throws {Refused} also when the chain refuses it */
export async function deliver(record, signal) {
  for await (const { receipt, refusal } of submit([record], signal)) {
    if (receipt) return receipt;
    throw new Refused(refusal.reason, refusal.detail, 422);
  }
}
