// Salted commitments, and what opens them (docs/formats.md, "Openings"): without its opening a
// commitment proves nothing, so it is kept before its record is sent.
import { encode, hexHash, writeJson } from '../verifier/forms.mjs';
import { fromHex } from './format.mjs';
import { randomHex } from './statements.mjs';
import { allKept, keep } from './store.mjs';

const TAG = encode('colophon/content-commitment/1\n');
const NAME_CHARS_MAX = 4096;

/** A fresh commitment of a signer to a digest: `{commitment, digest, salt, subject}`. */
export function commitTo(digest, subject) {
  const salt = randomHex(32);
  return { commitment: commitmentOf(salt, subject, digest), digest, salt, subject };
}

export const commitmentOf = (salt, subject, digest) =>
  hexHash(TAG, fromHex(salt), encode(subject), fromHex(digest));

/** A commitment to a text, by its UTF-8 bytes. */
export const commitToText = (text, subject) => commitTo(hexHash(encode(text)), subject);

/**
 * Keeps what opens a record's commitment, in the form of the `colophon` command's openings.
 * @param {object} commitment of `commitTo`
 * @param {object} record `{id, record, role, target, type, fileName}`; the target is '' for none
 */
export async function keepOpening(commitment, { fileName, id, record, role, target, type }) {
  const opening = {
    ...commitment,
    fileName: fileName.slice(0, NAME_CHARS_MAX) || '-',
    format: 'colophon-opening/1',
    leaf: record || '-',
    record: id,
    role,
    target: target || '-',
    type,
  };
  const kept = { id: `${opening.digest}.${id}`, keptAt: Date.now(), opening };
  await keep('openings', kept);
  return kept;
}

/** All that this browser keeps for a subject, oldest first. */
export const openingsOf = async (subject) =>
  (await allKept('openings'))
    .filter(({ opening }) => opening.subject === subject)
    .sort((one, other) => one.keptAt - other.keptAt);

/** The file of one opening, by the name that the `colophon` command gives it. */
export const openingFile = ({ id, opening }) =>
  new File([writeJson(opening)], `${id}.json`, { type: 'application/json' });
