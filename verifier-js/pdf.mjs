// The signature of certificate.pdf (ISO 32000-1, section 12.8; ETSI EN 319 142-1) in its one form
// (docs/formats.md, "Certificate"): of the PDF no more is read than where the signature lies.
import { encodeDer, momentOf, readPadded, TAG } from './der.mjs';
import { demand, equal, refuse } from './forms.mjs';
import { ALGORITHMS, fromHex, joined } from './signatures.mjs';
import { certificateOf, readSigned } from './timestamps.mjs';
import { demandDocumentSigner, directIssuers, p256KeyOf, uriNames } from './x509.mjs';
import { sha256 } from './vendor/noble.mjs';

const HEAD =
  ' 0 obj\n<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange ';
const RANGE = /\[0 ([1-9]\d{0,9}) ([1-9]\d{0,9}) ([1-9]\d{0,9})\] {0,40}\n/.source;
const SAID = /\/M \(D:(\d{14})Z\)\n\/Reason \(([^()\\\n]{1,256})\)\n\/Contents /.source;
const DICTIONARY = new RegExp(`${RANGE}${SAID}`, 'y');
const TAIL = '\n>>\nendobj\n';
const LARGEST_PLACE = 32768;

/**
 * Demands one signature over the whole file but the place that holds it, for this reason, by a
 * certificate that one of the roots issued; gives the organisations of such roots and the signer's URI.
 */
export async function verifyPdf(bytes, roots, reason) {
  const text = latin1(bytes);
  const { time, said, place, end } = readDictionary(text);
  demand(said === reason, `PDF: signed for another reason (expected: ${reason})`);
  const start = end - place.length - 2;
  const digest = sha256(joined(bytes.subarray(0, start), bytes.subarray(end)));
  const certificate = await verifyCms(readPlace(place), digest);
  const issuers = await directIssuers(certificate, roots, time);
  const uris = uriNames(certificate).filter((uri) => uri.startsWith('colophon:'));
  demand(uris.length === 1, `PDF: its signer has ${uris.length} names (expected: 1)`);
  const fitting = issuers.filter((root) =>
    certificate.sent.every(({ der }) => equal(der, certificate.der) || equal(der, root.der)),
  );
  demand(fitting.length > 0, 'PDF: a certificate that is neither the signer’s nor its root’s');
  return { organisations: fitting.map(({ organisation }) => organisation.id), uri: uris[0] };
}

/** The one signature dictionary, and what stands in the signature's place, up to its `end`. */
function readDictionary(text) {
  demand(text.startsWith('%PDF-1.'), 'PDF: another kind of file');
  const at = text.indexOf('/ByteRange');
  demand(at >= 0 && text.indexOf('/ByteRange', at + 1) < 0, 'PDF: not exactly one signature');
  const values = at + '/ByteRange '.length;
  const head = text.slice(Math.max(0, values - HEAD.length - 1), values);
  DICTIONARY.lastIndex = values;
  const found = DICTIONARY.exec(text);
  const isOfForm = /^\d/.test(head) && head.slice(1) === HEAD && found;
  demand(isOfForm, 'PDF: a signature dictionary of another form');
  const [before, end, rest] = found.slice(1, 4).map(Number);
  const isWhole = before === DICTIONARY.lastIndex && before + 2 < end && end + rest === text.length;
  demand(isWhole, 'PDF: the signature does not cover the whole file');
  demand(text[before] === '<' && text[end - 1] === '>', 'PDF: leaves out more than the signature');
  demand(text.startsWith(TAIL, end), 'PDF: a signature dictionary of another form');
  const place = text.slice(before + 1, end - 1);
  return { end, place, said: found[5], time: momentOf(found[4], '') };
}

/** The signature in its place, which zeros fill up. */
function readPlace(place) {
  const isHex = place.length <= 2 * LARGEST_PLACE && /^(?:[0-9a-f]{2})+$/.test(place);
  demand(isHex && place.startsWith('3082'), 'PDF: no signature of its form in its place');
  return readPadded(fromHex(place));
}

// ---- The signature, in one form only

const hex = Object.fromEntries(
  Object.entries({
    contentType: '06092a864886f70d010903',
    data: '06092a864886f70d010701',
    ecdsaWithSha256: '300a06082a8648ce3d040302',
    messageDigest: '06092a864886f70d010904',
    one: '020101',
    sha256: '300b0609608648016503040201',
    signedData: '06092a864886f70d010702',
    signingCertificateV2: '060b2a864886f70d010910022f',
  }).map(([name, digits]) => [name, fromHex(digits)]),
);
const sequence = (...items) => encodeDer(TAG.sequence, ...items);
const set = (...items) => encodeDer(TAG.set, ...items);
const octets = (bytes) => encodeDer(TAG.octets, bytes);

/** Demands the signature of a P-256 key over a digest; gives its certificate and those `sent`. */
async function verifyCms(value, digest) {
  const signed = readSigned(value, 1);
  const { certificates, signer } = signed;
  demand(certificates.length <= 2, 'CMS: over two certificates');
  const certificate = certificateOf(signed);
  demandDocumentSigner(certificate);
  const attributes = attributesOf(certificate, digest);
  const anew = signedDataOf(certificates, certificate, attributes, signer.signature);
  demand(equal(anew, value.whole), 'CMS: signs another content, or is not of its one form');
  const key = p256KeyOf(certificate);
  const isRight = ALGORITHMS.p256.verify(key, set(...attributes), signer.signature);
  demand(isRight, `CMS: the signature of ${certificate.title} is not right`);
  return { ...certificate, sent: certificates };
}

/** The signed attributes, in the order of DER. */
function attributesOf(certificate, digest) {
  const issuer = encodeDer(0xa4, fromHex(certificate.issuer));
  const place = sequence(sequence(issuer), serialOf(certificate));
  const named = sequence(octets(sha256(certificate.der)), place);
  return [
    sequence(hex.contentType, set(hex.data)),
    sequence(hex.messageDigest, set(octets(digest))),
    sequence(hex.signingCertificateV2, set(sequence(sequence(named)))),
  ];
}

const serialOf = ({ serial }) => encodeDer(TAG.integer, fromHex(serial));

function signedDataOf(certificates, certificate, attributes, signature) {
  const signer = sequence(
    hex.one,
    sequence(fromHex(certificate.issuer), serialOf(certificate)),
    hex.sha256,
    encodeDer(0xa0, ...attributes),
    hex.ecdsaWithSha256,
    octets(signature),
  );
  const data = sequence(
    hex.one,
    set(hex.sha256),
    sequence(hex.data),
    encodeDer(0xa0, ...certificates.map(({ der }) => der)),
    set(signer),
  );
  return sequence(hex.signedData, encodeDer(0xa0, data));
}

function latin1(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}
