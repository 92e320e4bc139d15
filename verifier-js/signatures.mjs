// Which signatures count: docs/formats.md, "Keys and signatures". The libraries do the arithmetic
// of the curves; the rules on which encodings are valid are here, because libraries disagree on them.
import { ed25519, ml_dsa44, p256, sha256, sha512, weierstrass } from './vendor/noble.mjs';

/** Public key and signature sizes in bytes, and the function that decides. */
export const ALGORITHMS = {
  ed25519: { keyBytes: 32, verify: verifyEd25519 },
  p256: { keyBytes: 33, verify: verifyP256 },
  sm2: { keyBytes: 33, verify: verifySm2 },
};

/** ML-DSA-44 (FIPS 204), pure, with an empty context. */
export function verifyMlDsa44(key, message, signature) {
  return (
    key.length === 1312 && signature.length === 2420 && ml_dsa44.verify(signature, message, key)
  );
}

// ---- Ed25519 (RFC 8032) with the four rules of docs/formats.md

const ED_FIELD = 2n ** 255n - 19n;
const ED_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export function verifyEd25519(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const nonce = signature.subarray(0, 32);
  const scalar = littleEndian(signature.subarray(32));
  const keyPoint = edwardsPoint(key);
  const noncePoint = edwardsPoint(nonce);
  if (!keyPoint || keyPoint.is0() || !keyPoint.isTorsionFree()) return false;
  if (!noncePoint || noncePoint.isSmallOrder() || scalar >= ED_ORDER) return false;
  const challenge = littleEndian(sha512(joined(nonce, key, message))) % ED_ORDER;
  const right = noncePoint.add(keyPoint.multiplyUnsafe(challenge));
  return ed25519.Point.BASE.multiplyUnsafe(scalar).equals(right); // no cofactor on either side
}

function edwardsPoint(bytes) {
  const y = littleEndian(bytes) % 2n ** 255n; // the sign bit taken away
  if (y >= ED_FIELD) return undefined;
  try {
    return ed25519.Point.fromBytes(bytes, false);
  } catch {
    return undefined; // not on the curve
  }
}

// ---- ECDSA on P-256 (FIPS 186-5) with SHA-256; strict DER, low S

const P256_ORDER = p256.Point.CURVE().n;

export function verifyP256(key, message, signature) {
  const pair = strictPair(signature, 71);
  if (!pair || !isCompressedPoint(p256.Point, key)) return false;
  const [r, s] = pair;
  if (r < 1n || r >= P256_ORDER || s < 1n || s > P256_ORDER / 2n) return false;
  const compact = joined(bigEndian(r), bigEndian(s));
  return p256.verify(compact, message, key, { prehash: true, lowS: true, format: 'compact' });
}

// ---- SM2 (GB/T 32918.2, curve of GB/T 32918.5) with SM3 and the user id of GM/T 0009

export const SM2 = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
export const Sm2Point = weierstrass(SM2);
const SM2_USER_ID = new TextEncoder().encode('1234567812345678');

export function verifySm2(key, message, signature) {
  const pair = strictPair(signature, 72);
  if (!pair || !isCompressedPoint(Sm2Point, key)) return false;
  const [r, s] = pair;
  const t = (r + s) % SM2.n;
  if (r < 1n || r >= SM2.n || s < 1n || s >= SM2.n || t === 0n) return false;
  const e = sm2Digest(key, message);
  const point = Sm2Point.fromBytes(key);
  const sum = Sm2Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t));
  return !sum.is0() && (e + sum.toAffine().x) % SM2.n === r;
}

/** The number that is signed: SM3 of the signer's identity Z and the message. */
export function sm2Digest(key, message) {
  return unsigned(sm3(joined(sm2Identity(Sm2Point.fromBytes(key).toAffine()), message)));
}

/** Z of GB/T 32918.2, section 5.5: user id, curve, base point and public key. */
function sm2Identity({ x, y }) {
  const bits = SM2_USER_ID.length * 8;
  const numbers = [SM2.a, SM2.b, SM2.Gx, SM2.Gy, x, y].map(bigEndian);
  return sm3(joined(Uint8Array.of(bits >> 8, bits & 255), SM2_USER_ID, ...numbers));
}

/** SM3 (GB/T 32905): 32 bytes. Written here because the libraries do not have it. */
export function sm3(message) {
  const padded = new Uint8Array(((message.length + 72) >> 6) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  let state = [
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
  ];
  for (let at = 0; at < padded.length; at += 64) state = sm3Block(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

function sm3Block(state, view, at) {
  const rotate = (word, by) => (word << by % 32) | (word >>> (32 - (by % 32)) % 32);
  const p0 = (x) => x ^ rotate(x, 9) ^ rotate(x, 17);
  const p1 = (x) => x ^ rotate(x, 15) ^ rotate(x, 23);
  const w = [];
  for (let j = 0; j < 16; j++) w.push(view.getInt32(at + 4 * j));
  for (let j = 16; j < 68; j++) {
    w.push(p1(w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)) ^ rotate(w[j - 13], 7) ^ w[j - 6]);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let j = 0; j < 64; j++) {
    const early = j < 16;
    const constant = early ? 0x79cc4519 : 0x7a879d8a;
    const ss1 = rotate((rotate(a, 12) + e + rotate(constant, j)) | 0, 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) | 0;
    const tt2 = (gg + h + ss1 + w[j]) | 0;
    [a, b, c, d, e, f, g, h] = [tt1, a, rotate(b, 9), c, p0(tt2), e, rotate(f, 19), g];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => word ^ state[i]);
}

// ---- what both curves over prime fields share

function isCompressedPoint(Point, key) {
  if (key.length !== 33 || (key[0] !== 2 && key[0] !== 3)) return false;
  try {
    Point.fromBytes(key).assertValidity();
    return true;
  } catch {
    return false; // not on the curve, or x beyond the field
  }
}

/** r and s of a DER `SEQUENCE { INTEGER, INTEGER }` with short lengths, or undefined. */
function strictPair(bytes, longest) {
  if (bytes.length < 8 || bytes.length > longest) return undefined;
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return undefined;
  const middle = 4 + bytes[3];
  const r = strictInteger(bytes.subarray(2, middle));
  const s = strictInteger(bytes.subarray(middle));
  return r === undefined || s === undefined ? undefined : [r, s];
}

function strictInteger(bytes) {
  if (bytes.length < 3 || bytes[0] !== 2 || bytes[1] !== bytes.length - 2) return undefined;
  const negative = bytes[2] >= 0x80;
  const padded = bytes.length > 3 && bytes[2] === 0 && bytes[3] < 0x80;
  return negative || padded ? undefined : unsigned(bytes.subarray(2));
}

// ---- bytes and numbers

export const toHex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unsigned = (bytes) => BigInt(`0x0${toHex(bytes)}`);
const littleEndian = (bytes) => unsigned(Uint8Array.from(bytes).reverse());
const bigEndian = (number) => fromHex(number.toString(16).padStart(64, '0'));

export function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function joined(...pieces) {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export const hash = (...pieces) => sha256(joined(...pieces));
