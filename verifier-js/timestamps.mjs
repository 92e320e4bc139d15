// Signed data (RFC 5652) and time-stamp tokens (RFC 3161).
import { readDer, TAG } from './der.mjs';
import { demand, equal, iso, refuse } from './forms.mjs';
import { joined, toHex } from './signatures.mjs';
import {
  demandNotRevoked,
  findPath,
  isForTimeStamping,
  mayBeUsedFor,
  readCertificate,
  readCrl,
  readDigest,
  readExtensions,
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
const SHA256 = readDigest(
  readDer(Uint8Array.of(0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1)),
);

/** The parts of a ContentInfo with SignedData of one signer. */
export function readSigned(value) {
  const outer = value.fields();
  demand(outer.take().oid() === OID.signedData, 'CMS: no signed data');
  const fields = outer.take(0xa0).fields(0xa0).take().fields();
  outer.end();
  fields.take(TAG.integer);
  fields.take(TAG.set);
  const content = fields.take(TAG.sequence).fields();
  const type = content.take().oid();
  const inside = content.maybe(0xa0)?.items()[0].expect(TAG.octets).content;
  const certificates = (fields.maybe(0xa0)?.items() ?? []).filter(
    ({ tag }) => tag === TAG.sequence,
  );
  demand(certificates.length <= 16, 'CMS: over 16 certificates');
  const crls = fields.maybe(0xa1)?.items() ?? [];
  const signers = fields.take(TAG.set).items();
  fields.end();
  demand(signers.length === 1, `CMS: ${signers.length} signers (expected: 1)`);
  return {
    certificates: certificates.map(({ whole }) => readCertificate(whole)),
    content: inside,
    crls: crls.filter(({ tag }) => tag === TAG.sequence).map(({ whole }) => readCrl(whole)),
    signer: readSigner(signers[0].fields()),
    type,
  };
}

function readSigner(fields) {
  fields.take(TAG.integer);
  const id = fields.take();
  const digest = readDigest(fields.take(TAG.sequence));
  const signed = fields.take(0xa0);
  const attributes = new Map();
  for (const item of signed.items()) {
    const attribute = item.fields();
    const oid = attribute.take().oid();
    const values = attribute.take(TAG.set).items();
    attribute.end();
    demand(
      !attributes.has(oid) && values.length === 1,
      `CMS: attribute ${oid} (expected: one value)`,
    );
    attributes.set(oid, values[0]);
  }
  const algorithm = fields.take(TAG.sequence);
  const signature = fields.take(TAG.octets).content;
  fields.maybe(0xa1); // unsigned attributes say nothing that counts here
  fields.end();
  // The signature covers the attributes as a SET, not with the tag of their place (RFC 5652, 5.4).
  return {
    algorithm,
    attributes,
    digest,
    id,
    signature,
    signed: joined(Uint8Array.of(TAG.set), signed.whole.subarray(1)),
  };
}

/** The certificate whose key signed this content, bound by the signed attributes. */
export async function verifySigned({ certificates, signer, type }, content) {
  const { attributes, digest } = signer;
  const attribute = (oid, what) => attributes.get(oid) ?? refuse(`CMS: no ${what}`);
  demand(attribute(OID.contentType, 'content type').oid() === type, 'CMS: two content types');
  const imprint = attribute(OID.messageDigest, 'message digest').expect(TAG.octets).content;
  demand(equal(imprint, digest.of(content)), 'CMS: signs other content');
  const certificate =
    certificates.find((candidate) => isNamedBy(candidate, signer.id)) ??
    refuse('CMS: the certificate of the signer is missing');
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

/** ESSCertIDv2 (RFC 5035) or ESSCertID (RFC 2634): the first names the certificate of the signer. */
async function demandBound({ der }, attributes) {
  const newer = attributes.get(OID.signingCertificateV2);
  const bound =
    newer ??
    attributes.get(OID.signingCertificate) ??
    refuse('CMS: no signing certificate attribute');
  const first =
    bound.fields().take(TAG.sequence).items()[0]?.fields() ?? refuse('CMS: names no certificate');
  const algorithm = newer ? first.maybe(TAG.sequence) : undefined;
  const named = first.take(TAG.octets).content;
  const own = newer
    ? (algorithm ? readDigest(algorithm) : SHA256).of(der)
    : new Uint8Array(await crypto.subtle.digest('SHA-1', der));
  demand(equal(named, own), 'CMS: the signing certificate attribute names another certificate');
}

// ---- RFC 3161

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
export function readTimeStamp(value) {
  const signedData = readSigned(value);
  demand(signedData.type === OID.tstInfo && signedData.content, 'time-stamp: no TSTInfo');
  const fields = readDer(signedData.content).fields();
  demand(fields.take().small() === 1, 'time-stamp: not of version 1');
  fields.take(TAG.oid); // the policy
  const imprint = fields.take(TAG.sequence).fields();
  const digest = readDigest(imprint.take(TAG.sequence));
  const imprinted = imprint.take(TAG.octets).content;
  imprint.end();
  fields.take(TAG.integer); // the serial number
  const time = fields.take(TAG.time).time();
  fields.maybe(TAG.sequence); // accuracy
  fields.maybe(TAG.boolean); // ordering
  fields.maybe(TAG.integer); // nonce
  fields.maybe(0xa0); // the authority's name: its certificate tells that
  const extensions = fields.maybe(0xa1);
  fields.end();
  demand(!extensions, 'time-stamp: extensions are not understood');
  return { digest, imprinted, signedData, time, whole: value.whole };
}

/**
 * Demands that a token of a trusted authority stamps this data; gives the authority as text.
 * With `judgedAt` its certificates must still have been valid then.
 * @param {object} trust `{roots: [{der, organisation?}], crls}`
 */
export async function verifyTimeStamp(token, data, trust, judgedAt) {
  demand(equal(token.imprinted, token.digest.of(data)), 'time-stamp: stamps other bytes');
  return verifyToken(token, trust, judgedAt);
}

export async function verifyToken({ signedData, time }, { crls, roots }, judgedAt) {
  const certificate = await verifySigned(signedData, signedData.content);
  demand(
    isForTimeStamping(certificate),
    'time-stamp: the certificate is not for time-stamping alone',
  );
  const times = judgedAt === undefined ? [time] : [time, judgedAt];
  const path = await findPath(certificate, signedData.certificates, roots, times);
  const lists = [...crls, ...signedData.crls];
  for (const [i, issuer] of path.slice(1).entries()) {
    await demandNotRevoked(path[i], issuer, lists, time, judgedAt ?? Infinity);
  }
  const organisation = path.at(-1).organisation?.id;
  return organisation ? `${certificate.title} (${organisation})` : certificate.title;
}

/** How a token is told: its authority and its time. */
export const told = ({ authority, time }) => `${authority} at ${iso(time)}`;
