// Statements that several must sign, as files on their way from one to the next; the form is that of
// the `colophon` command's offers. Nothing stands anywhere before the last one has signed.
import { base64, encode, hexHash, parseJson, readKey, writeJson } from '../verifier/forms.mjs';
import { ALGORITHMS } from '../verifier/signatures.mjs';
import { fromHex } from './format.mjs';
import { Refused } from './node.mjs';
import { as, assemble, compose, randomHex, readStatement, signature } from './statements.mjs';

const FORMAT = 'colophon-offer/1';
const MISSING = '-';
const LIMITS = { bytes: 1 << 20, depth: 12, width: 1024 };
const IDENTITY_TAG = encode('colophon/identity-commitment/1\n');

/**
 * Reads an offer and checks the signatures that are in it.
 * @param {File} file
 * @returns {Promise<object>} `{statement, text, sigs, identity}`: a signature that is missing is '-'
 * @throws {Refused} MALFORMED or BAD_SIGNATURE
 */
export async function readOffer(file) {
  let found;
  try {
    found = parseJson(
      new Uint8Array(await file.slice(0, LIMITS.bytes + 1).arrayBuffer()),
      LIMITS,
    );
  } catch (fault) {
    throw new Refused('MALFORMED', String(fault.message));
  }
  const { format, identity, sigs } = found;
  if (format !== FORMAT) throw new Refused('MALFORMED', `format: (expected: ${FORMAT})`);
  const text = writeJson(found.statement ?? {});
  const statement = await readStatement(text);
  if (!Array.isArray(sigs) || sigs.length !== statement.signers.length)
    throw new Refused('MALFORMED', 'sigs: (expected: one for each signer, or "-")');
  statement.signers.forEach(({ key, subject }, i) => {
    if (sigs[i] !== MISSING && !isBy(key, text, sigs[i]))
      throw new Refused('BAD_SIGNATURE', `the signature of ${subject} is not valid`);
  });
  return { identity, sigs, statement, text };
}

function isBy(key, text, sig) {
  try {
    const { algorithm, bytes } = readKey(key);
    return ALGORITHMS[algorithm].verify(bytes, encode(text), base64(sig));
  } catch {
    return false;
  }
}

/** Those who have not signed. */
export const missing = ({ sigs, statement }) =>
  statement.signers.filter((_, i) => sigs[i] === MISSING);

/** Whether this key is one of those. */
export const awaits = (offer, { name }) => missing(offer).some(({ key }) => key === name);

/** The offer with one more signature. */
export async function signOffer(offer, key) {
  const at = offer.statement.signers.findIndex(
    (signer, i) => signer.key === key.name && offer.sigs[i] === MISSING,
  );
  return { ...offer, sigs: offer.sigs.with(at, await signature(key, offer.text)) };
}

/** The record, once nobody is missing. */
export const recordOf = ({ sigs, text }) => assemble(text, sigs);

export const offerFile = ({ identity, sigs, statement }, name) =>
  new File([writeJson({ format: FORMAT, ...(identity && { identity }), sigs, statement })], name, {
    type: 'application/json',
  });

/**
 * Asks a registrar to register this key under a pseudonym. The real name goes into the file, for the
 * registrar's eyes; the chain learns a salted commitment to it.
 * @param {object} registrar `{key, subject}`
 * @param {string} kind PERSON or ORGANISATION
 */
export async function registration(key, registrar, kind, realName) {
  const salt = randomHex(32);
  const { text } = await compose(
    'subject.register',
    [{ ...registrar, role: 'registrar' }, as(key, 'subject')],
    {
      identity: hexHash(IDENTITY_TAG, fromHex(salt), encode(realName)),
      key: key.name,
      kind,
      subject: key.subject,
    },
  );
  const offer = {
    identity: { name: realName, salt },
    sigs: [MISSING, MISSING],
    statement: await readStatement(text),
    text,
  };
  return signOffer(offer, key);
}
