// Signed data (RFC 5652) and time-stamp tokens (RFC 3161).
import { demandSet, readDer, TAG } from './der.mjs';
import { demand, equal, iso, refuse } from './forms.mjs';
import { joined, toHex } from './signatures.mjs';
import {
  demandNotRevoked,
  demandStamping,
  findPath,
  hashOfScheme,
  mayBeUsedFor,
  readCertificate,
  readCrl,
  readDigest,
  TIME_STAMPING,
  verifySignature,
} from './x509.mjs';

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};
const JUDGED = Object.values(OID); // signed attributes that are looked at
const SHA256 = readDigest(
  readDer(Uint8Array.of(0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1)),
);

/**
 * The parts of a ContentInfo with SignedData of this version, of one signer, as DER. Revocation lists
 * come beside it, but for `withLists`.
 */
export function readSigned(value, version, withLists = false) {
  const outer = value.fields();
  demand(outer.take().oid() === OID.signedData, 'CMS: no signed data');
  const fields = outer.take(0xa0).only().fields();
  outer.end();
  demand(fields.take().small() === version, `CMS: signed data of another version than ${version}`);
  const digests = fields.take(TAG.set).items();
  const content = fields.take(TAG.sequence).fields();
  const type = content.take().oid();
  const inside = content.maybe(0xa0)?.only().expect(TAG.octets).content;
  content.end();
  const certificates = demandSet(fields.take(0xa0).items());
  demand(certificates.length <= 16, 'CMS: over 16 certificates');
  const lists = withLists ? fields.maybe(0xa1) : undefined;
  const signers = fields.take(TAG.set).items();
  fields.end();
  demand(signers.length === 1, `CMS: ${signers.length} signers (expected: 1)`);
  const signer = readSigner(signers[0].fields());
  const isAnnounced = digests.length === 1 && equal(digests[0].whole, signer.digestAlgorithm);
  demand(isAnnounced, 'CMS: announces another digest than its signer has');
  return {
    certificates: certificates.map(({ whole }) => readCertificate(whole)),
    content: inside,
    lists: lists && readLists(lists),
    signer,
    type,
  };
}

/** At most 16 revocation lists, as a SET of which nobody signed which there are. */
function readLists(value) {
  const lists = demandSet(value.items());
  demand(lists.length >= 1 && lists.length <= 16, 'CMS: no revocation lists, or over 16');
  return lists.map(({ whole }) => readCrl(whole));
}

function readSigner(fields) {
  const version = fields.take().small();
  const id = fields.take();
  demand(version === (id.tag === 0x80 ? 3 : 1), 'CMS: a signer of another version');
  const digestAlgorithm = fields.take(TAG.sequence);
  const digest = readDigest(digestAlgorithm);
  const signed = fields.take(0xa0);
  const attributes = new Map();
  for (const item of demandSet(signed.items())) {
    const attribute = item.fields();
    const oid = attribute.take().oid();
    const values = attribute.take(TAG.set).items();
    attribute.end();
    if (!JUDGED.includes(oid)) continue;
    const isOne = !attributes.has(oid) && values.length === 1;
    demand(isOne, `CMS: attribute ${oid} (expected: one value)`);
    attributes.set(oid, values[0]);
  }
  const algorithm = fields.take(TAG.sequence);
  const signature = fields.take(TAG.octets).content;
  fields.end(); // no attributes outside the signature
  const hash = hashOfScheme(algorithm) ?? digest.name;
  demand(hash === digest.name, 'CMS: the signature has another digest than its signer');
  // The signature covers the attributes as a SET, not with the tag of their place (RFC 5652, 5.4).
  const asSet = joined(Uint8Array.of(TAG.set), signed.whole.subarray(1));
  const { whole } = digestAlgorithm;
  return { algorithm, attributes, digest, digestAlgorithm: whole, id, signature, signed: asSet };
}

/** The certificate whose key signed this content, bound by the signed attributes. */
export async function verifySigned({ certificates, signer, type }, content) {
  const { attributes, digest } = signer;
  const attribute = (oid, what) => attributes.get(oid) ?? refuse(`CMS: no ${what}`);
  demand(attribute(OID.contentType, 'content type').oid() === type, 'CMS: two content types');
  const imprint = attribute(OID.messageDigest, 'message digest').expect(TAG.octets).content;
  demand(equal(imprint, digest.of(content)), 'CMS: signs other content');
  const certificate = certificateOf({ certificates, signer });
  await demandBound(certificate, attributes);
  demand(mayBeUsedFor(certificate, 0, 1), 'CMS: the certificate is not for signatures');
  const isRight = await verifySignature(
    certificate.publicKey,
    signer.algorithm,
    signer.signed,
    signer.signature,
    digest.name,
  );
  demand(isRight, `CMS: the signature of ${certificate.title} is not right`);
  return certificate;
}

/** The certificate that the signer names. */
export function certificateOf({ certificates, signer }) {
  const found = certificates.find((candidate) => isNamedBy(candidate, signer.id));
  return found ?? refuse('CMS: the certificate of the signer is missing');
}

function isNamedBy({ extensions, issuer, serial }, id) {
  if (id.tag === 0x80) {
    const keyId = extensions.get('2.5.29.14')?.value.content;
    return keyId !== undefined && equal(keyId, id.content);
  }
  const fields = id.fields();
  return (
    toHex(fields.take().whole) === issuer && toHex(fields.take(TAG.integer).content) === serial
  );
}

/** ESSCertIDv2 (RFC 5035) or ESSCertID (RFC 2634): each names the signer's certificate first. */
async function demandBound(certificate, attributes) {
  const newer = attributes.get(OID.signingCertificateV2);
  const older = attributes.get(OID.signingCertificate);
  demand(newer ?? older, 'CMS: no signing certificate attribute');
  if (newer) {
    const fields = firstName(newer);
    const algorithm = fields.maybe(TAG.sequence);
    const digest = algorithm ? readDigest(algorithm) : SHA256;
    demandNames(fields, digest.of(certificate.der), certificate);
  }
  if (older) {
    const sha1 = await crypto.subtle.digest('SHA-1', certificate.der);
    demandNames(firstName(older), new Uint8Array(sha1), certificate);
  }
}

const firstName = (attribute) =>
  attribute.fields().take(TAG.sequence).items()[0]?.fields() ?? refuse('CMS: names no certificate');

function demandNames(fields, own, { issuer, serial }) {
  const named = fields.take(TAG.octets).content;
  const place = fields.maybe(TAG.sequence)?.fields();
  fields.end();
  const isSame = equal(named, own) && (!place || isPlace(place, issuer, serial));
  demand(isSame, 'CMS: the signing certificate attribute names another certificate');
}

/** IssuerSerial: the issuer as one directory name. */
function isPlace(fields, issuer, serial) {
  const names = fields.take(TAG.sequence).items();
  const isIssuer = names.length === 1 && names[0].tag === 0xa4;
  const isSerial = toHex(fields.take(TAG.integer).content) === serial;
  fields.end();
  return isIssuer && isSerial && toHex(names[0].content) === issuer;
}

// ---- RFC 3161

const LONGEST = 49152;

/** The token of a TimeStampResp that says "granted" and nothing else. */
export function readGranted(bytes) {
  const fields = readDer(bytes).fields();
  const status = fields.take(TAG.sequence).fields();
  demand(status.take().small() === 0, 'time-stamp: not granted');
  status.end();
  const token = fields.take(TAG.sequence);
  fields.end();
  return token;
}

/** A token from its ContentInfo: what it stamps, when, and its signed data. */
export function readTimeStamp(value, withLists = false) {
  const signedData = readSigned(value, 3, withLists);
  demand(withLists || value.whole.length <= LONGEST, `time-stamp: over ${LONGEST} bytes`);
  demand(signedData.type === OID.tstInfo && signedData.content, 'time-stamp: no TSTInfo');
  const fields = readDer(signedData.content).fields();
  demand(fields.take().small() === 1, 'time-stamp: not of version 1');
  fields.take(TAG.oid); // the policy
  const imprint = fields.take(TAG.sequence).fields();
  const digest = readDigest(imprint.take(TAG.sequence));
  const imprinted = imprint.take(TAG.octets).content;
  imprint.end();
  demand(imprinted.length === digest.of.outputLen, 'time-stamp: a digest of another length');
  const serial = fields.take(TAG.integer).content;
  const isInRange = serial[0] < 0x80 && serial.length <= (serial[0] === 0 ? 21 : 20);
  demand(isInRange, 'time-stamp: a serial number out of range');
  const time = fields.take(TAG.time).time();
  demandAccuracy(fields.maybe(TAG.sequence));
  demand(fields.maybe(TAG.boolean)?.content[0] !== 0, 'time-stamp: writes what is so by default');
  fields.maybe(TAG.integer); // nonce
  fields.maybe(0xa0); // the authority's name: its certificate tells that
  const extensions = fields.maybe(0xa1)?.items() ?? [];
  fields.end();
  for (const extension of extensions) {
    const isCritical = extension.items()[1].tag === TAG.boolean;
    demand(!isCritical, 'time-stamp: a critical extension is not understood');
  }
  return { digest, imprinted, signedData, time, whole: value.whole };
}

/** Seconds, then milliseconds and microseconds from 1 to 999. */
function demandAccuracy(value) {
  if (!value) return;
  const fields = value.fields();
  fields.maybe(TAG.integer)?.small();
  for (const tag of [0x80, 0x81]) {
    const part = fields.maybe(tag)?.small(tag) ?? 1;
    demand(part >= 1 && part <= 999, 'time-stamp: an accuracy out of range');
  }
  fields.end();
}

/**
 * Demands that a token of a trusted authority stamps this data; gives the authority as text.
 * @param {object} trust `{roots, crls}` as readRoots and readCrl give them
 */
export async function verifyTimeStamp(token, data, trust) {
  demand(equal(token.imprinted, token.digest.of(data)), 'time-stamp: stamps other bytes');
  return verifyToken(token, trust);
}

/**
 * Demands that a token is a trusted authority's, whatever it stamps. With `judgedAt` its certificates
 * must still have been valid then, and what became known of them later is left aside.
 */
export async function verifyToken({ signedData, time }, trust, judgedAt) {
  const { certificates, content, lists = [] } = signedData;
  const crls = [...lists, ...trust.crls];
  const certificate = await verifySigned(signedData, content);
  demandStamping(certificate);
  const times = judgedAt === undefined ? [time] : [time, judgedAt];
  const judge = async (path) => {
    const isOnPath = ({ der }) => path.some((one) => equal(one.der, der));
    const areAll = certificates.every(isOnPath);
    demand(areAll, 'time-stamp: a certificate that is not on the way to the root');
    for (const [i, issuer] of path.slice(1).entries()) {
      await demandNotRevoked(path[i], issuer, crls, time, judgedAt ?? Infinity);
    }
  };
  const { roots } = trust;
  const path = await findPath(certificate, certificates, roots, times, TIME_STAMPING, judge);
  const organisation = path.at(-1).organisation?.id;
  return organisation ? `${certificate.title} (${organisation})` : certificate.title;
}

/** How a token is told: its authority and its time. */
export const told = ({ authority, time }) => `${authority} at ${iso(time)}`;
