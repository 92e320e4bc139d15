// The reader's own signing key: made here, or opened from a key file; not extractable afterwards, and
// kept by this browser alone. Names and signatures are of the forms that docs/formats.md gives.
import { drop, keep, kept } from './store.mjs';

/** What browsers call the two algorithms; SM2 they do not know. */
const ALGORITHMS = {
  ed25519: { make: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  p256: {
    make: { name: 'ECDSA', namedCurve: 'P-256' },
    sign: { name: 'ECDSA', hash: 'SHA-256' },
  },
};
const IN_FORCE = 'signed-in';
/** The name alone, so that the masthead need not open the database. */
const SHOWN_AS = 'colophon-subject';
const PEM = /^-----BEGIN PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----\s*$/;
const FILE_BYTES_MAX = 16 * 1024;
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Why a file gives no key: `message` is one of NOT_PEM, ENCRYPTED, PKCS12, ALGORITHM. */
export class KeyFault extends Error {}

/** Which algorithms this browser offers. */
export async function algorithmsHere() {
  const found = await Promise.all(
    Object.keys(ALGORITHMS).map((algorithm) =>
      crypto.subtle
        .generateKey(ALGORITHMS[algorithm].make, false, ['sign', 'verify'])
        .then(() => algorithm)
        .catch(() => undefined),
    ),
  );
  return found.filter(Boolean);
}

/** A new key, `{algorithm, name, privateKey}`: nobody can ever read its private half. */
export async function makeKey(algorithm) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    ALGORITHMS[algorithm].make,
    false,
    ['sign', 'verify'],
  );
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return { algorithm, name: nameOf(algorithm, raw), privateKey };
}

/**
 * The key in a file of the `colophon` command: one PKCS#8 structure in PEM, not encrypted. The file
 * is read in this page and goes nowhere.
 * @param {File} file
 * @throws {KeyFault}
 */
export async function openKeyFile(file) {
  if (file.size > FILE_BYTES_MAX) throw new KeyFault('NOT_PEM');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x30) throw new KeyFault('PKCS12');
  const text = new TextDecoder().decode(bytes);
  if (text.includes('ENCRYPTED')) throw new KeyFault('ENCRYPTED');
  const [, base64] = PEM.exec(text) ?? [];
  if (!base64) throw new KeyFault('NOT_PEM');
  let der;
  try {
    der = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (one) => one.charCodeAt(0));
  } catch {
    throw new KeyFault('NOT_PEM');
  }
  try {
    for (const algorithm of Object.keys(ALGORITHMS)) {
      const key = await opened(algorithm, der).catch(() => undefined);
      if (key) return key;
    }
  } finally {
    der.fill(0);
    bytes.fill(0);
  }
  throw new KeyFault('ALGORITHM');
}

async function opened(algorithm, der) {
  const { make } = ALGORITHMS[algorithm];
  // Read once with leave to export, for its public half alone; the key that is kept has no such leave.
  const { x, y } = await crypto.subtle.exportKey(
    'jwk',
    await crypto.subtle.importKey('pkcs8', der, make, true, ['sign']),
  );
  const raw =
    algorithm === 'ed25519'
      ? fromBase64Url(x)
      : Uint8Array.of(4, ...fromBase64Url(x), ...fromBase64Url(y));
  return {
    algorithm,
    name: nameOf(algorithm, raw),
    privateKey: await crypto.subtle.importKey('pkcs8', der, make, false, ['sign']),
  };
}

/** The name of a public key: of P-256 the compressed point stands in it (SEC 1, section 2.3.3). */
function nameOf(algorithm, raw) {
  const bytes =
    algorithm === 'p256' ? Uint8Array.of(2 + (raw[64] & 1), ...raw.subarray(1, 33)) : raw;
  return `${algorithm}:${toBase64Url(bytes)}`;
}

const toBase64Url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));

/** The signature over these bytes: R ‖ S of Ed25519, or strict DER with low S of P-256. */
export async function sign({ algorithm, privateKey }, bytes) {
  const raw = new Uint8Array(
    await crypto.subtle.sign(ALGORITHMS[algorithm].sign, privateKey, bytes),
  );
  return algorithm === 'ed25519' ? raw : strictDer(raw);
}

/** Of s and n − s both verify; only the smaller is valid here, so that a record has one form. */
function strictDer(raw) {
  const half = raw.length / 2;
  const s = numberOf(raw.subarray(half));
  const low = s > P256_ORDER / 2n ? P256_ORDER - s : s;
  const integers = [numberOf(raw.subarray(0, half)), low].flatMap(derInteger);
  return Uint8Array.of(0x30, integers.length, ...integers);
}

const numberOf = (bytes) => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** Minimal two's complement: a zero in front exactly when the top bit is set (X.690, section 8.3). */
function derInteger(number) {
  const hex = number.toString(16);
  const bytes = (hex.length % 2 ? `0${hex}` : hex).match(/../g).map((two) => parseInt(two, 16));
  const content = bytes[0] & 0x80 ? [0, ...bytes] : bytes;
  return [0x02, content.length, ...content];
}

/** Who signs in this browser: `{subject, algorithm, name, privateKey, origin}`; undefined: nobody. */
export const signedIn = () => kept('keys', IN_FORCE);

/** @param {string} origin MADE or FILE: where the key is from */
export async function signIn(subject, key, origin) {
  await keep('keys', { id: IN_FORCE, ...key, origin, subject });
  localStorage.setItem(SHOWN_AS, subject);
  dispatchEvent(new Event('colophon-signed'));
}

/** Forgets the key; one that was made here is gone for good. */
export async function forget() {
  await drop('keys', IN_FORCE);
  localStorage.removeItem(SHOWN_AS);
  dispatchEvent(new Event('colophon-signed'));
}

export const shownAs = () => localStorage.getItem(SHOWN_AS);
