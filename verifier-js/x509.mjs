// Certificates, revocation lists and signatures of the X.509 world (RFC 5280), as far as evidence
// needs them. What is not understood and critical is refused.
import { readDer, TAG } from './der.mjs';
import { demand, equal, refuse } from './forms.mjs';
import { sha256, sha384, sha512 } from './vendor/noble.mjs';
import { joined, toHex, verifyEd25519 } from './signatures.mjs';

/** Digests by object identifier. */
export const DIGESTS = {
  '2.16.840.1.101.3.4.2.1': { name: 'SHA-256', of: sha256 },
  '2.16.840.1.101.3.4.2.2': { name: 'SHA-384', of: sha384 },
  '2.16.840.1.101.3.4.2.3': { name: 'SHA-512', of: sha512 },
};

/** The digest of an AlgorithmIdentifier, whose parameters are absent or NULL. */
export function readDigest(value) {
  return digestOf(value.fields());
}

export function digestOf(fields) {
  const digest = DIGESTS[fields.take(TAG.oid).oid()];
  fields.maybe(TAG.none);
  fields.end();
  return digest ?? refuse('an unknown digest algorithm');
}

// ---- Certificates

const EXTENSION = {
  keyUsage: '2.5.29.15',
  names: '2.5.29.17',
  basic: '2.5.29.19',
  purposes: '2.5.29.37',
};
const NOT_ESSENTIAL = ['2.5.29.14', '2.5.29.31', '2.5.29.32', '2.5.29.35']; // key ids, CRLs, policies
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

export function readCertificate(der) {
  const outer = readDer(der).fields();
  const tbs = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = outer.take(TAG.bits).octetsOfBits();
  outer.end();
  const fields = tbs.fields();
  demand(fields.take(0xa0).fields(0xa0).take().small() === 2, 'certificate: not of version 3');
  const serial = toHex(fields.take(TAG.integer).content);
  demand(equal(fields.take(TAG.sequence).whole, algorithm.whole), 'certificate: two algorithms');
  const issuer = fields.take(TAG.sequence);
  const validity = fields.take(TAG.sequence).fields();
  const [notBefore, notAfter] = [validity.take().time(), validity.take().time()];
  validity.end();
  const subject = fields.take(TAG.sequence);
  const publicKey = fields.take(TAG.sequence);
  fields.maybe(0x81, 0x82);
  const extensions = readExtensions(fields.take(0xa3).fields(0xa3).take());
  fields.end();
  const known = [...Object.values(EXTENSION), ...NOT_ESSENTIAL];
  for (const [oid, { critical }] of extensions) {
    demand(
      !critical || known.includes(oid),
      `certificate: critical extension ${oid} is not understood`,
    );
  }
  return {
    algorithm,
    der,
    extensions,
    issuer: toHex(issuer.whole),
    notAfter,
    notBefore,
    publicKey,
    serial,
    signature,
    signed: tbs.whole,
    subject: toHex(subject.whole),
    title: titleOf(subject),
  };
}

/** Extensions by object identifier; each once. */
export function readExtensions(value) {
  const found = new Map();
  for (const item of value.expect(TAG.sequence).items()) {
    const fields = item.fields();
    const oid = fields.take(TAG.oid).oid();
    const critical = fields.maybe(TAG.boolean)?.content[0] === 255;
    const extension = { critical, value: readDer(fields.take(TAG.octets).content) };
    fields.end();
    demand(!found.has(oid), `extension ${oid}: twice`);
    found.set(oid, extension);
  }
  return found;
}

/** The common name, or else the last name, as a person reads it. */
function titleOf(name) {
  const parts = name.items().flatMap((set) => set.fields(TAG.set).left.map((pair) => pair.items()));
  const chosen = parts.find(([type]) => type.oid() === '2.5.4.3') ?? parts.at(-1);
  return chosen ? new TextDecoder().decode(chosen[1].content) : 'without a name';
}

export function uriNames({ extensions }) {
  const names = extensions.get(EXTENSION.names)?.value.items() ?? [];
  return names
    .filter(({ tag }) => tag === 0x86)
    .map(({ content }) => String.fromCharCode(...content));
}

/** A critical extended key usage that allows time-stamping and nothing else (RFC 3161, 2.3). */
export function isForTimeStamping({ extensions }) {
  const purposes = extensions.get(EXTENSION.purposes);
  if (!purposes?.critical) return false;
  const oids = purposes.value.items().map((oid) => oid.oid());
  return oids.length === 1 && oids[0] === TIME_STAMPING;
}

/** Bits of the key usage: 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign. */
export function mayBeUsedFor({ extensions }, ...bits) {
  const usage = extensions.get(EXTENSION.keyUsage);
  if (!usage) return true;
  const octets = usage.value.expect(TAG.bits).content.subarray(1);
  return bits.some((bit) => (octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7)));
}

/** How many further authorities may stand below this one, or −1 when it is no authority. */
function authorityDepth({ extensions }) {
  const fields = extensions.get(EXTENSION.basic)?.value.fields();
  if (fields?.maybe(TAG.boolean)?.content[0] !== 255) return -1;
  return fields.maybe(TAG.integer)?.small() ?? Infinity;
}

/**
 * The certificates from one up to a trusted root, at most three; the last has the root's
 * `organisation` when it belongs to one. Those below the root were valid at all the times.
 */
export async function findPath(certificate, others, roots, times, below = 0) {
  const root = roots.find(({ der }) => equal(der, certificate.der));
  if (root) return [{ ...certificate, organisation: root.organisation }];
  for (const time of times) {
    const isValid = certificate.notBefore <= time && time <= certificate.notAfter;
    demand(
      isValid,
      `certificate of ${certificate.title}: not valid at ${new Date(time).toISOString()}`,
    );
  }
  for (const trusted of roots.map(readRoot).filter(Boolean)) {
    if (await isIssuedBy(certificate, trusted, below)) return [certificate, trusted];
  }
  for (const other of below === 0 ? others : []) {
    if (other === certificate || !(await isIssuedBy(certificate, other, below))) continue;
    const path = await findPath(other, others, roots, times, below + 1).catch(() => undefined);
    if (path) return [certificate, ...path];
  }
  return refuse(`certificate of ${certificate.title}: leads to no trusted root`);
}

/** A root that does not parse is nobody's root: the genesis does not promise that they do. */
function readRoot({ der, organisation }) {
  try {
    return { ...readCertificate(der), organisation };
  } catch {
    return undefined;
  }
}

async function isIssuedBy(certificate, issuer, below) {
  return (
    certificate.issuer === issuer.subject &&
    authorityDepth(issuer) >= below &&
    mayBeUsedFor(issuer, 5) &&
    isSignedBy(certificate, issuer)
  );
}

// ---- Revocation lists

export function readCrl(der) {
  const outer = readDer(der).fields();
  const tbs = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = outer.take(TAG.bits).octetsOfBits();
  outer.end();
  const fields = tbs.fields();
  demand((fields.maybe(TAG.integer)?.small() ?? 1) === 1, 'CRL: not of version 2');
  demand(equal(fields.take(TAG.sequence).whole, algorithm.whole), 'CRL: two algorithms');
  const issuer = toHex(fields.take(TAG.sequence).whole);
  const thisUpdate = fields.take().time();
  const nextUpdate = fields.maybe(TAG.utcTime, TAG.time)?.time();
  const revoked = (fields.maybe(TAG.sequence)?.items() ?? []).map(readRevocation);
  fields.maybe(0xa0); // of the whole list: can take nothing from what it says is revoked
  fields.end();
  return { algorithm, issuer, nextUpdate, revoked, signature, signed: tbs.whole, thisUpdate };
}

const REASON = '2.5.29.21';
const OF_ANOTHER_ISSUER = '2.5.29.29';

function readRevocation(value) {
  const fields = value.fields();
  const serial = toHex(fields.take(TAG.integer).content);
  const time = fields.take().time();
  const extensions = fields.left.length > 0 ? readExtensions(fields.take()) : new Map();
  fields.end();
  const reason = extensions.get(REASON)?.value.small(TAG.enumerated) ?? 0;
  return { foreign: extensions.has(OF_ANOTHER_ISSUER), reason, serial, time };
}

const UNSPECIFIED = 0;
const KEY_COMPROMISE = 1;

/**
 * Refuses when a list that the issuer signed revokes the certificate: at or before its use, or,
 * when the key may be in wrong hands, at any time up to `judgedAt`.
 */
export async function demandNotRevoked(certificate, issuer, crls, usedAt, judgedAt) {
  for (const crl of crls) {
    if (crl.issuer !== issuer.subject || !mayBeUsedFor(issuer, 6)) continue;
    const found = crl.revoked.find(
      ({ foreign, serial }) => !foreign && serial === certificate.serial,
    );
    if (!found || !(await isSignedBy(crl, issuer))) continue;
    const untrusted =
      [UNSPECIFIED, KEY_COMPROMISE].includes(found.reason) && found.time <= judgedAt;
    const when = new Date(found.time).toISOString();
    demand(
      !untrusted && found.time > usedAt,
      `certificate of ${certificate.title}: revoked at ${when}`,
    );
  }
}

// ---- Signatures

const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const RSA_WITH = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};
const ECDSA_WITH = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};
const CURVES = { '1.2.840.10045.3.1.7': ['P-256', 32], '1.3.132.0.34': ['P-384', 48] };
const ED25519 = '1.3.101.112';

const isSignedBy = ({ algorithm, signature, signed }, { publicKey }) =>
  verifySignature(publicKey, algorithm, signed, signature);

/** Whether a signature is right; `digest` is the name that a CMS signer gives beside plain RSA. */
export async function verifySignature(publicKey, algorithm, signed, signature, digest) {
  const fields = algorithm.fields();
  const oid = fields.take(TAG.oid).oid();
  if (oid === ED25519) return verifyEd25519(rawKey(publicKey, ED25519), signed, signature);
  if (Object.hasOwn(ECDSA_WITH, oid))
    return verifyEcdsa(publicKey, ECDSA_WITH[oid], signed, signature);
  if (oid === RSA_PSS) return verifyPss(publicKey, fields.take(TAG.sequence), signed, signature);
  const hash = oid === RSA ? digest : RSA_WITH[oid];
  demand(hash, `signature algorithm ${oid}: not accepted here`);
  return verifyRsa(publicKey, { name: 'RSASSA-PKCS1-v1_5' }, hash, signed, signature);
}

function rawKey(publicKey, expected) {
  const [algorithm, bits] = publicKey.items();
  demand(
    algorithm.fields().take().oid() === expected,
    'a key of another algorithm than its signature',
  );
  return bits.octetsOfBits();
}

async function verifyRsa(publicKey, algorithm, hash, signed, signature) {
  const modulus = readDer(rawKey(publicKey, RSA)).fields().take(TAG.integer).content;
  demand(modulus.length >= 256, 'RSA key: below 2,048 bits');
  demand(modulus.length <= 2049, 'RSA key: over 16,384 bits');
  const form = { name: algorithm.name, hash };
  const key = await crypto.subtle.importKey('spki', publicKey.whole, form, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, signature, signed);
}

/** RFC 4055: one digest for the message and for the mask. */
async function verifyPss(publicKey, parameters, signed, signature) {
  const fields = parameters.fields();
  const hash = readDigest(fields.take(0xa0).items()[0]);
  const mask = fields.take(0xa1).items()[0].fields();
  demand(mask.take().oid() === '1.2.840.113549.1.1.8', 'RSA-PSS: an unknown mask');
  demand(readDigest(mask.take()) === hash, 'RSA-PSS: two digests');
  const saltLength = fields.maybe(0xa2)?.items()[0].small() ?? 20;
  return verifyRsa(publicKey, { name: 'RSA-PSS', saltLength }, hash.name, signed, signature);
}

async function verifyEcdsa(publicKey, hash, signed, signature) {
  const algorithm = publicKey.items()[0].fields();
  demand(
    algorithm.take().oid() === '1.2.840.10045.2.1',
    'a key of another algorithm than its signature',
  );
  const [namedCurve, size] =
    CURVES[algorithm.take().oid()] ?? refuse('a curve that is not accepted here');
  const numbers = readDer(signature).fields();
  const pair = joined(
    fixed(numbers.take(TAG.integer), size),
    fixed(numbers.take(TAG.integer), size),
  );
  numbers.end();
  const key = await crypto.subtle.importKey(
    'spki',
    publicKey.whole,
    { name: 'ECDSA', namedCurve },
    false,
    ['verify'],
  );
  return crypto.subtle.verify({ name: 'ECDSA', hash }, key, pair, signed);
}

/** An unsigned number in so many octets. */
function fixed({ content }, size) {
  const digits = content[0] === 0 ? content.subarray(1) : content;
  demand(content[0] < 0x80 && digits.length <= size, 'ECDSA: a number out of range');
  return joined(new Uint8Array(size - digits.length), digits);
}
