// Certificates, revocation lists, time-stamps, evidence records and signed PDFs for the corpus, at any
// time that a case needs. Keys follow from labels and are worth nothing.
import { fromHex, hash, joined, toHex } from '../signatures.mjs';
import { p256, sha256, sha384, sha512 } from '../vendor/noble.mjs';
import { utf8 } from './world.mjs';

// ---- DER

export const der = (tag, ...contents) => {
  const content = joined(...contents);
  if (content.length < 0x80) return joined(Uint8Array.of(tag, content.length), content);
  const digits = content.length.toString(16);
  const length = fromHex(digits.length % 2 ? `0${digits}` : digits);
  return joined(Uint8Array.of(tag, 0x80 + length.length), length, content);
};
export const seq = (...items) => der(0x30, ...items);
const byBytes = (one, other) => (toHex(one) < toHex(other) ? -1 : 1);
export const set = (...items) => der(0x31, ...items.sort(byBytes));
export const octets = (bytes) => der(0x04, bytes);
const bits = (bytes, unused = 0) => der(0x03, Uint8Array.of(unused), bytes);
const TRUE = der(0x01, Uint8Array.of(255));
const NULL = der(0x05);

export function int(value) {
  const digits = BigInt(value).toString(16);
  const bytes = fromHex(digits.length % 2 ? `0${digits}` : digits);
  return der(0x02, bytes[0] < 0x80 ? bytes : joined(Uint8Array.of(0), bytes));
}

export function oid(text) {
  const [first, second, ...rest] = text.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].map((arc) => {
    const bytes = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      bytes.unshift((left % 128) + 128);
    }
    return Uint8Array.from(bytes);
  });
  return der(0x06, ...arcs);
}

const time = (ms) =>
  der(0x18, utf8(`${new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)}Z`));

/** Times before 2050 are UTCTime in certificates (RFC 5280, 4.1.2.5). */
function validityTime(ms) {
  const text = new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);
  return text < '2050' ? der(0x17, utf8(`${text.slice(2)}Z`)) : time(ms);
}

// ---- Certificates and revocation lists

const DIGESTS = {
  sha256: { oid: '2.16.840.1.101.3.4.2.1', of: sha256 },
  sha384: { oid: '2.16.840.1.101.3.4.2.2', of: sha384 },
  sha512: { oid: '2.16.840.1.101.3.4.2.3', of: sha512 },
};
const digestAlgorithm = (name) => seq(oid(DIGESTS[name].oid));
export const SHA256_NULL = seq(oid(DIGESTS.sha256.oid), NULL);
const ECDSA_SHA256 = seq(oid('1.2.840.10045.4.3.2'));
const nameOf = (title) => seq(set(seq(oid('2.5.4.3'), der(0x0c, utf8(title)))));
const sign = (secret, message, lowS = false) =>
  p256.sign(message, secret, { prehash: true, lowS, format: 'der' });
const extension = (id, critical, value) =>
  critical ? seq(oid(id), TRUE, octets(value)) : seq(oid(id), octets(value));

export const YEAR = 365 * 24 * 3600 * 1000;
const EXTENSIONS = {
  ca: [
    extension('2.5.29.19', true, seq(TRUE)),
    extension('2.5.29.15', true, bits(Uint8Array.of(0x06), 1)),
  ],
  tsa: [
    extension('2.5.29.15', true, bits(Uint8Array.of(0x80), 7)),
    extension('2.5.29.37', true, seq(oid('1.3.6.1.5.5.7.3.8'))),
  ],
  signer: [
    extension('2.5.29.15', true, bits(Uint8Array.of(0xc0), 6)),
    extension('2.5.29.37', false, seq(oid('1.3.6.1.5.5.7.3.36'))),
  ],
  caWithoutLists: [
    extension('2.5.29.19', true, seq(TRUE)),
    extension('2.5.29.15', true, bits(Uint8Array.of(0x04), 2)),
  ],
  caThatCannotBeRead: [
    extension('2.5.29.19', false, int(1)),
    extension('2.5.29.15', true, bits(Uint8Array.of(0x06), 1)),
  ],
  rootOfOldTimes: [extension('2.5.29.19', true, seq(TRUE))],
  connection: [
    extension('2.5.29.15', true, bits(Uint8Array.of(0x80), 7)),
    extension('2.5.29.37', false, seq(oid('1.3.6.1.5.5.7.3.2'))),
  ],
};

/** A certificate of a kind (`ca`, `tsa`, `signer`, `connection`) by its title; one without issuer signs itself. */
export function makeCertificate(
  title,
  kind,
  { from, to, issuer, uris = [], label = title, extensions: more = [] },
) {
  const secret = hash(utf8(`pki ${label}`));
  const point = p256.getPublicKey(secret, false);
  const curve = seq(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7'));
  const names = uris.map((uri) => der(0x86, utf8(uri)));
  const extensions = [...EXTENSIONS[kind], ...more];
  if (names.length > 0) extensions.push(extension('2.5.29.17', false, seq(...names)));
  const serial = int(BigInt(`0x01${toHex(hash(utf8(`serial ${label} ${from}`))).slice(0, 30)}`));
  const signer = issuer ?? { name: nameOf(title), secret };
  const tbs = seq(
    der(0xa0, int(2)),
    serial,
    ECDSA_SHA256,
    signer.name,
    seq(validityTime(from), validityTime(to)),
    nameOf(title),
    seq(curve, bits(point)),
    der(0xa3, seq(...extensions)),
  );
  const certificate = seq(tbs, ECDSA_SHA256, bits(sign(signer.secret, tbs)));
  return { der: certificate, issuer: signer.name, name: nameOf(title), secret, serial, title };
}

/** Extensions that a certificate may have besides. */
export const purposes = (...oids) => extension('2.5.29.37', false, seq(...oids.map(oid)));
export const policies = (critical) =>
  extension('2.5.29.32', critical, seq(seq(oid('2.5.29.32.0'))));

/** A list of `[certificate, time, reason?]` that the issuer revokes. */
export function makeCrl(issuer, revoked, thisUpdate) {
  const entries = revoked.map(([{ serial }, at, reason]) => {
    const why =
      reason === undefined
        ? []
        : [seq(extension('2.5.29.21', false, der(0x0a, Uint8Array.of(reason))))];
    return seq(serial, validityTime(at), ...why);
  });
  const listed = entries.length > 0 ? [seq(...entries)] : [];
  const tbs = seq(
    int(1),
    ECDSA_SHA256,
    issuer.name,
    validityTime(thisUpdate),
    validityTime(thisUpdate + YEAR),
    ...listed,
  );
  return seq(tbs, ECDSA_SHA256, bits(sign(issuer.secret, tbs)));
}

// ---- Signed data

const attribute = (id, value) => seq(oid(id), set(value));

function signedData(version, type, content, inside, signer, certificates, change = {}) {
  const place = seq(seq(der(0xa4, signer.issuer)), signer.serial);
  const named = inside ? [octets(sha256(signer.der))] : [octets(sha256(signer.der)), place];
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid(type)),
    attribute('1.2.840.113549.1.9.4', octets(sha256(content))),
    attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(...named)))),
    ...(change.attributes ?? []),
  ].sort(byBytes);
  const signature =
    change.signature?.(der(0x31, ...attributes), signer) ??
    sign(signer.secret, der(0x31, ...attributes), !inside);
  const signerInfo = seq(
    int(1),
    seq(signer.issuer, signer.serial),
    digestAlgorithm('sha256'),
    der(0xa0, ...attributes),
    ECDSA_SHA256,
    octets(signature),
  );
  const encapsulated = inside ? [der(0xa0, octets(content))] : [];
  const data = seq(
    int(version),
    set(change.announced ?? digestAlgorithm('sha256')),
    seq(oid(type), ...encapsulated),
    der(0xa0, ...certificates.map((one) => one.der).sort(byBytes)),
    ...(change.lists ? [der(0xa1, ...[...change.lists].sort(byBytes))] : []),
    set(signerInfo),
  );
  return seq(oid('1.2.840.113549.1.7.2'), der(0xa0, data));
}

/** A time-stamp token of an authority over an imprint; further options as signedData takes them. */
export function makeToken(
  tsa,
  imprint,
  at,
  { digest = 'sha256', certificates = [tsa], ...change } = {},
) {
  const info = seq(
    int(1),
    oid('1.2.3.4'),
    seq(digestAlgorithm(digest), octets(imprint)),
    int(1),
    time(at),
  );
  return signedData(3, '1.2.840.113549.1.9.16.1.4', info, true, tsa, certificates, change);
}

export const granted = (token) => seq(seq(int(0)), token);
export const makeSignature = (signer, content, { certificates = [signer], ...change } = {}) =>
  signedData(1, '1.2.840.113549.1.7.1', content, false, signer, certificates, change);
/** Signed attributes of no use; a signature with the greater of the two values of S. */
export const signingTime = (at) => attribute('1.2.840.113549.1.9.5', validityTime(at));
export const highS = (message, { secret }) => {
  const { r, s } = p256.Signature.fromBytes(sign(secret, message, true), 'der');
  return seq(int(r), int(p256.Point.Fn.ORDER - s));
};

// ---- Evidence records (RFC 4998)

/**
 * Makes an evidence record over documents as one group: `siblings` of the tree above the group, then
 * steps `{tsa, at}` (renews the time-stamp) or `{tsa, at, digest}` (renews the tree), each with
 * revocation `lists` or without. `also` is listed as a digest in use.
 */
export function makeEvidenceRecord(documents, siblings, steps, also = []) {
  const chains = [];
  const digests = new Set(also);
  let digest = 'sha256';
  for (const [i, step] of steps.entries()) {
    const renewsTree = i === 0 || step.digest;
    digest = step.digest ?? digest;
    digests.add(digest);
    const { of } = DIGESTS[digest];
    const { lists } = step;
    const token = (imprint) => makeToken(step.tsa, imprint, step.at, { digest, lists });
    if (!renewsTree) {
      const chain = chains.at(-1);
      chain.push({ digest, token: token(of(chain.at(-1).token)) });
      continue;
    }
    const before = sequenceOf(chains);
    const hashes = documents.map((document) => {
      const own = of(document);
      return i === 0 ? own : of(joined(own, of(before)));
    });
    const levels = i === 0 ? siblings.map((sibling) => [sibling]) : [];
    const root = levels.reduce((node, level) => combine(of, [node, ...level]), combine(of, hashes));
    chains.push([{ digest, tree: [[...hashes].sort(byBytes), ...levels], token: token(root) }]);
  }
  return seq(int(1), seq(...[...digests].map(digestAlgorithm)), sequenceOf(chains));
}

const combine = (of, hashes) => of(joined(...[...hashes].sort(byBytes)));
const sequenceOf = (chains) => seq(...chains.map((chain) => seq(...chain.map(archiveTimeStamp))));

function archiveTimeStamp({ digest, tree, token }) {
  const lists = (tree ?? []).map((list) => seq(...list.map(octets)));
  const reduced = tree ? [der(0xa2, ...lists)] : [];
  return seq(der(0xa0, oid(DIGESTS[digest].oid)), ...reduced, token);
}

// ---- PDF

/** A PDF with one signature for a reason; the options spoil its dictionary or what is signed. */
export function makePdf(
  signer,
  reason,
  {
    said = '20260101000500',
    subFilter = 'ETSI.CAdES.detached',
    entries = '',
    hole = {},
    number = '3',
    ...change
  } = {},
) {
  const { size = 4096, filling = '0', digits = (text) => text } = hole;
  const head =
    `%PDF-1.7\n1 0 obj\n<</Type/Catalog/AcroForm<</Fields[2 0 R]/SigFlags 3>>>>\nendobj\n` +
    `2 0 obj\n<</FT/Sig/T(Signature1)/V 3 0 R>>\nendobj\n${number} 0 obj\n<<\n/Type /Sig\n` +
    `/Filter /Adobe.PPKLite\n/SubFilter /${subFilter}\n/ByteRange [RANGE\n/M (D:${said}Z)\n` +
    `/Reason (${reason})\n${entries}/Contents `;
  const tail = `\n>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`;
  const width = 36;
  const start = head.length - 'RANGE'.length + width;
  const range = `0 ${start} ${start + size + 2} ${tail.length}]`.padEnd(width);
  const before = utf8(head.replace('RANGE', range));
  const signature = toHex(makeSignature(signer, joined(before, utf8(tail)), change));
  const place = `<${digits(signature.padEnd(size, filling))}>`;
  return joined(before, utf8(place), utf8(tail));
}
