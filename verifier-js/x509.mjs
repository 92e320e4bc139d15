// Certificates, revocation lists and signatures of the X.509 world (RFC 5280), as far as evidence
// needs them. What is not understood and critical is refused.
import { readDer, TAG } from './der.mjs';
import { demand, equal, iso, Refusal, refuse } from './forms.mjs';
import { sha256, sha384, sha512 } from './vendor/noble.mjs';
import { joined, toHex } from './signatures.mjs';

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
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
const ANY_PURPOSE = '2.5.29.37.0';

export function readCertificate(der) {
  const outer = readDer(der).fields();
  const tbs = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = outer.take(TAG.bits).octetsOfBits();
  outer.end();
  const fields = tbs.fields();
  demand(fields.take(0xa0).only().small() === 2, 'certificate: not of version 3');
  const serial = toHex(fields.take(TAG.integer).content);
  demand(equal(fields.take(TAG.sequence).whole, algorithm.whole), 'certificate: two algorithms');
  const issuer = fields.take(TAG.sequence);
  const validity = fields.take(TAG.sequence).fields();
  const [notBefore, notAfter] = [validity.take().time(), validity.take().time()];
  validity.end();
  const subject = fields.take(TAG.sequence);
  const publicKey = fields.take(TAG.sequence);
  fields.maybe(0x81, 0x82);
  const extensions = readExtensions(fields.take(0xa3).only());
  fields.end();
  const known = Object.values(EXTENSION);
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

/**
 * Demands a certificate of an authority that stamps time and does nothing else (RFC 3161, 2.3): a
 * critical extended key usage with that one purpose, a key that signs data only.
 */
export function demandStamping({ extensions, title }) {
  const purposes = extensions.get(EXTENSION.purposes);
  const isOnly = purposes?.critical && equalLists(purposesOf(purposes), [TIME_STAMPING]);
  demand(isOnly, `certificate of ${title}: not for time-stamping alone`);
  demand(
    authorityDepth({ extensions }) < 0,
    `certificate of ${title}: of an authority over others`,
  );
  const usage = usageOf({ extensions });
  const isForData = !usage || usage.every((bit) => bit === 0 || bit === 1);
  demand(isForData, `certificate of ${title}: its key may be used for more than signing data`);
}

/** Demands a certificate of somebody who signs documents (RFC 9336) and is no authority. */
export function demandDocumentSigner({ extensions, title }) {
  const purposes = extensions.get(EXTENSION.purposes);
  const isFor = purposes && purposesOf(purposes).includes(DOCUMENT_SIGNING);
  demand(isFor, `certificate of ${title}: not for signing documents`);
  const isLeaf = authorityDepth({ extensions }) < 0 && usageOf({ extensions })?.includes(0);
  demand(isLeaf, `certificate of ${title}: not of a key that signs`);
}

/** The key of a certificate as a compressed point of P-256. */
export function p256KeyOf({ publicKey, title }) {
  const [algorithm, bits] = publicKey.items();
  demand(toHex(algorithm.whole) === P256, `certificate of ${title}: not of a P-256 key`);
  const point = bits.octetsOfBits();
  demand(point.length === 65 && point[0] === 4, `certificate of ${title}: no plain point`);
  return joined(Uint8Array.of(2 + (point[64] & 1)), point.subarray(1, 33));
}

const P256 = '301306072a8648ce3d020106082a8648ce3d030107';

/** The roots that issued a certificate directly, at least one; all valid at the time. */
export async function directIssuers(certificate, roots, time) {
  const found = [];
  let fault = 'no organisation issued it';
  for (const root of roots) {
    const path = [certificate, root];
    if (!isNamedInTurn(path)) continue;
    const refusal = await refusalOf(async () => {
      const mayIssue = authorityDepth(root) >= 0 && mayBeUsedFor(root, 5);
      demand(mayIssue && (await isSignedBy(certificate, root)), 'no organisation issued it');
      demandValid(path, [time]);
    });
    if (refusal) fault = refusal;
    else found.push(root);
  }
  demand(found.length > 0, `certificate of ${certificate.title}: ${fault}`);
  return found;
}

const purposesOf = ({ value }) => value.items().map((oid) => oid.oid());
const equalLists = (one, other) => one.join(' ') === other.join(' ');

/** The bits of the key usage that are set: 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign … */
function usageOf({ extensions }) {
  const usage = extensions.get(EXTENSION.keyUsage);
  if (!usage) return undefined;
  const octets = usage.value.expect(TAG.bits).content.subarray(1);
  return Array.from({ length: octets.length * 8 }, (_, bit) => bit).filter(
    (bit) => octets[bit >> 3] & (0x80 >> (bit & 7)),
  );
}

export const mayBeUsedFor = (certificate, ...bits) =>
  usageOf(certificate)?.some((bit) => bits.includes(bit)) ?? true;

/** How many further authorities may stand below this one, or −1 when it is no authority. */
function authorityDepth({ extensions }) {
  const fields = extensions.get(EXTENSION.basic)?.value.fields();
  if (fields?.maybe(TAG.boolean)?.content[0] !== 255) return -1;
  return fields.maybe(TAG.integer)?.small() ?? Infinity;
}

/**
 * The certificates from one up to a trusted root, at most three, all valid at all the times. A root
 * that is renewed keeps its name and key, so several ways may lead to one; any that is right will do.
 * @param {object[]} others certificates that may stand between
 * @param {object[]} roots as readRoots gives them
 * @param {string} [purpose] what authorities that name purposes must name, an object identifier
 * @param {Function} [judge] refuses ways for which something else does not hold
 */
export async function findPath(certificate, others, roots, times, purpose, judge = () => {}) {
  let fault = 'leads to no trusted root';
  let tried = 0;
  for (const between of [undefined, ...others]) {
    for (const root of roots) {
      const path = between ? [certificate, between, root] : [certificate, root];
      if (!isNamedInTurn(path)) continue;
      demand(tried++ < MOST_PATHS, `certificate of ${certificate.title}: too many ways to a root`);
      const refusal = await refusalOf(async () => {
        await demandLinked(path);
        demandValid(path, times, purpose);
        await judge(path);
      });
      if (!refusal) return path;
      fault = refusal;
    }
  }
  return refuse(`certificate of ${certificate.title}: ${fault}`);
}

/** Why something is refused, or undefined. */
async function refusalOf(judge) {
  try {
    await judge();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

const MOST_PATHS = 64;

const isNamedInTurn = (path) =>
  path.slice(1).every((issuer, i) => path[i].issuer === issuer.subject && path[i] !== issuer);

async function demandLinked(path) {
  for (const [i, issuer] of path.slice(1).entries()) {
    const mayIssue = authorityDepth(issuer) >= i && usageOf(issuer)?.includes(5);
    const isLinked = mayIssue && (await isSignedBy(path[i], issuer));
    demand(isLinked, 'leads to no trusted root');
  }
}

function demandValid(path, times, purpose) {
  for (const { extensions, notAfter, notBefore, title } of path) {
    const outside = times.find((time) => time < notBefore || notAfter < time);
    if (outside !== undefined) refuse(`${title} was not valid at ${iso(outside)}`);
    const purposes = extensions.get(EXTENSION.purposes);
    const accepted = [purpose, ANY_PURPOSE];
    const isFor =
      !purpose || !purposes || purposesOf(purposes).some((one) => accepted.includes(one));
    demand(isFor, `${title} is for other purposes`);
  }
}

/**
 * Trusted roots from their DER; `organisation` stays with them. One that does not parse is nobody's
 * root: the genesis does not promise that certificates parse.
 */
export function readRoots(roots) {
  return roots.flatMap(({ der, organisation }) => {
    try {
      return [{ ...readCertificate(der), organisation }];
    } catch {
      return [];
    }
  });
}

// ---- Revocation lists

const LONGEST_CRL = 262144;

export function readCrl(der) {
  demand(der.length <= LONGEST_CRL, `CRL: over ${LONGEST_CRL} bytes`);
  const outer = readDer(der).fields();
  const tbs = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = outer.take(TAG.bits).octetsOfBits();
  outer.end();
  const fields = tbs.fields();
  demand(fields.take(TAG.integer).small() === 1, 'CRL: not of version 2');
  demand(equal(fields.take(TAG.sequence).whole, algorithm.whole), 'CRL: two algorithms');
  const issuer = toHex(fields.take(TAG.sequence).whole);
  fields.take().time(); // this update: older and newer lists count alike
  fields.maybe(TAG.utcTime, TAG.time)?.time(); // the next one
  const revoked = (fields.maybe(TAG.sequence)?.items() ?? []).map(readRevocation);
  const extensions = fields.maybe(0xa0)?.only();
  fields.end();
  for (const [oid, { critical }] of extensions ? readExtensions(extensions) : []) {
    demand(!critical, `CRL: critical extension ${oid} is not understood`); // as in lists of a part
  }
  const serials = new Set(revoked.map(({ serial }) => serial));
  demand(serials.size === revoked.length, 'CRL: one certificate twice');
  return { algorithm, issuer, revoked, signature, signed: tbs.whole };
}

const REASON = '2.5.29.21';
const REASONS = [0, 1, 2, 3, 4, 5, 6, 9, 10]; // not 8, which takes a revocation back

function readRevocation(value) {
  const fields = value.fields();
  const serial = toHex(fields.take(TAG.integer).content);
  const time = fields.take().time();
  const extensions = fields.left.length > 0 ? readExtensions(fields.take()) : new Map();
  fields.end();
  for (const [oid, { critical }] of extensions) {
    demand(!critical, `CRL: critical extension ${oid} of an entry is not understood`);
  }
  const reason = extensions.get(REASON)?.value.small(TAG.enumerated) ?? 0;
  demand(REASONS.includes(reason), `CRL: reason ${reason}`);
  return { reason, serial, time };
}

/** Unspecified, and key, authority or attribute authority compromised: the key may be in wrong hands. */
const UNTRUSTED = [0, 1, 2, 10];

/**
 * Refuses when a list of the issuer revokes the certificate: at or before its use, or, when the key
 * may be in wrong hands, at any time up to `judgedAt`. A list in the issuer's name must be signed by
 * it; lists of others say nothing here.
 */
export async function demandNotRevoked(certificate, issuer, crls, usedAt, judgedAt) {
  for (const crl of crls.filter((candidate) => candidate.issuer === issuer.subject)) {
    const isRight = mayBeUsedFor(issuer, 6) && (await isSignedBy(crl, issuer));
    demand(isRight, `CRL: not rightly signed by ${issuer.title}`);
    const found = crl.revoked.find(({ serial }) => serial === certificate.serial);
    if (!found) continue;
    const counts =
      found.time <= usedAt || (UNTRUSTED.includes(found.reason) && found.time <= judgedAt);
    demand(!counts, `certificate of ${certificate.title}: revoked at ${iso(found.time)}`);
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

const isSignedBy = ({ algorithm, signature, signed }, { publicKey }) =>
  verifySignature(publicKey, algorithm, signed, signature);

/** The digest that a signature algorithm names, or undefined when it names none. */
export function hashOfScheme(algorithm) {
  const fields = algorithm.fields();
  const oid = fields.take(TAG.oid).oid();
  if (oid === RSA_PSS) return readPss(fields.take(TAG.sequence)).hash;
  if (!Object.hasOwn(ECDSA_WITH, oid)) fields.maybe(TAG.none);
  fields.end();
  return RSA_WITH[oid] ?? ECDSA_WITH[oid];
}

/** Whether a signature is right; `digest` is the name that a CMS signer gives beside plain RSA. */
export async function verifySignature(publicKey, algorithm, signed, signature, digest) {
  const fields = algorithm.fields();
  const oid = fields.take(TAG.oid).oid();
  const hash = hashOfScheme(algorithm) ?? (oid === RSA ? digest : undefined);
  demand(hash, `signature algorithm ${oid}: not accepted here`);
  if (Object.hasOwn(ECDSA_WITH, oid)) return verifyEcdsa(publicKey, hash, signed, signature);
  const scheme =
    oid === RSA_PSS
      ? { name: 'RSA-PSS', saltLength: readPss(fields.take()).saltLength }
      : { name: 'RSASSA-PKCS1-v1_5' };
  return verifyRsa(publicKey, scheme, hash, signed, signature);
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
  const numbers = readDer(rawKey(publicKey, RSA)).fields();
  const [modulus, exponent] = [
    bitsOf(numbers.take(TAG.integer)),
    bitsOf(numbers.take(TAG.integer)),
  ];
  demand(modulus >= 2048 && modulus <= 8192, `RSA key: ${modulus} bits`);
  demand(exponent <= 33, 'RSA key: an exponent over 33 bits');
  const form = { name: algorithm.name, hash };
  const key = await importKey(publicKey, form);
  return crypto.subtle.verify(algorithm, key, signature, signed);
}

/** How many bits a number has. */
function bitsOf({ content }) {
  const digits = content[0] === 0 ? content.subarray(1) : content;
  return digits.length === 0 ? 0 : digits.length * 8 - (Math.clz32(digits[0]) - 24);
}

/** The parameters of RSA-PSS (RFC 4055): one digest for the message and for the mask. */
function readPss(parameters) {
  const fields = parameters.fields();
  const hash = readDigest(fields.take(0xa0).only());
  const mask = fields.take(0xa1).only().fields();
  demand(mask.take().oid() === '1.2.840.113549.1.1.8', 'RSA-PSS: an unknown mask');
  demand(readDigest(mask.take()) === hash, 'RSA-PSS: two digests');
  const saltLength = fields.maybe(0xa2)?.only().small() ?? 20;
  fields.end();
  demand(saltLength <= 1024, 'RSA-PSS: too long a salt');
  return { hash: hash.name, saltLength };
}

async function importKey(publicKey, form) {
  try {
    return await crypto.subtle.importKey('spki', publicKey.whole, form, false, ['verify']);
  } catch {
    return refuse('a public key that is not of its form');
  }
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
  const key = await importKey(publicKey, { name: 'ECDSA', namedCurve });
  return crypto.subtle.verify({ name: 'ECDSA', hash }, key, pair, signed);
}

/** An unsigned number in so many octets. */
function fixed({ content }, size) {
  const digits = content[0] === 0 ? content.subarray(1) : content;
  demand(content[0] < 0x80 && digits.length <= size, 'ECDSA: a number out of range');
  return joined(new Uint8Array(size - digits.length), digits);
}
