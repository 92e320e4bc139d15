// Evidence that outlives its time-stamps: evidence records (RFC 4998) in ASiC-E containers
// (ETSI EN 319 162-1).
import { encodeDer, readDer, TAG } from './der.mjs';
import { demand, encode, equal, MEBI, readZip, toBase64 } from './forms.mjs';
import { joined, toHex } from './signatures.mjs';
import { readTimeStamp, verifyToken } from './timestamps.mjs';
import { digestOf, readDigest } from './x509.mjs';
import { sha256 } from './vendor/noble.mjs';

// ---- The container (docs/formats.md, "The archive container")

const MANIFEST = 'META-INF/ASiCEvidenceRecordManifest001.xml';
const RECORD = 'META-INF/evidencerecord.ers';
const TYPE = 'application/vnd.etsi.asic-e+zip';
const DOCUMENTS = {
  'header.json': 'application/json',
  'policy.txt': 'text/plain',
  'record.json': 'application/json',
  'seal.note': 'text/plain',
};
const NAMES = ['mimetype', MANIFEST, RECORD, ...Object.keys(DOCUMENTS)];

/** The evidence record of a container that holds these documents, and its documents in order. */
export function readContainer(bytes, bundle) {
  const parts = readZip(bytes, readZip.asice);
  demand([...parts.keys()].join('\n') === NAMES.join('\n'), 'container: other parts than it has');
  demand(equal(parts.get('mimetype'), encode(TYPE)), `container: not of type ${TYPE}`);
  const manifest = encode(manifestOf(parts));
  demand(equal(parts.get(MANIFEST), manifest), 'container: its manifest is of other documents');
  const documents = Object.keys(DOCUMENTS).map((name) => {
    demand(equal(parts.get(name), bundle.get(name)), `${name}: not the one of the bundle`);
    return parts.get(name);
  });
  return { documents, record: parts.get(RECORD) };
}

/** The one text of a manifest that lists these documents. No XML is ever parsed. */
function manifestOf(parts) {
  const references = Object.entries(DOCUMENTS).map(
    ([name, type]) => `\
  <asic:DataObjectReference MimeType="${type}" URI="${name}">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>
    <ds:DigestValue>${toBase64(sha256(parts.get(name)))}</ds:DigestValue>
  </asic:DataObjectReference>
`,
  );
  return `\
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:SigReference URI="${RECORD}"></asic:SigReference>
${references.join('')}</asic:ASiCManifest>`;
}

// ---- The evidence record (docs/formats.md, "Evidence record")

const MOST_STAMPS = 128;
const MOST_LEVELS = 63;
const MOST_HASHES = 64;
const CLOCKS_APART = 600000; // how far the newest time-stamp may be ahead of the verifier's clock

/**
 * Demands that an evidence record stands for exactly these documents, as one group, at a time
 * (RFC 4998, section 5.3); gives each archive time-stamp's authority and time, the oldest first.
 */
export async function verifyEvidenceRecord(bytes, documents, trust, at) {
  const chains = readEvidenceRecord(bytes);
  for (const [i, { before, stamps }] of chains.entries()) {
    const { digest } = stamps[0];
    const covered = documents.map((document) => hashWith(digest, document, i > 0 && before));
    const isExact = sortedHex(covered) === sortedHex(stamps[0].first);
    demand(isExact, 'archive time-stamp: not over exactly these documents');
    for (const [j, stamp] of stamps.slice(1).entries()) demandRenews(stamp, stamps[j]);
  }
  const found = [];
  const tokens = chains.flatMap(({ stamps }) => stamps.map(({ token }) => token));
  for (const [i, token] of tokens.entries()) {
    const isAhead = i === tokens.length - 1 && token.time > at && token.time - at <= CLOCKS_APART;
    const judgedAt = isAhead ? token.time : (tokens[i + 1]?.time ?? at);
    demand(token.time <= judgedAt, 'archive time-stamps: not in the order of their times');
    found.push({ authority: await verifyToken(token, trust, judgedAt), time: token.time });
  }
  return found;
}

/** A time-stamp that is renewed is covered, as it stands, by the next one of its chain. */
function demandRenews({ digest, first }, renewed) {
  demand(digest === renewed.digest, 'archive time-stamps: two digest algorithms in a chain');
  const hash = toHex(digest.of(renewed.token.whole));
  demand(first.map(toHex).includes(hash), 'archive time-stamp: does not cover the one before it');
}

/** Chains of archive time-stamps, each with the DER of the sequence of those `before` it. */
function readEvidenceRecord(bytes) {
  demand(bytes.length <= 4 * MEBI, 'evidence record: over 4 MiB');
  const fields = readDer(bytes, { deepest: 32, values: 400000 }).fields();
  demand(fields.take().small() === 1, 'evidence record: not of version 1');
  const listed = fields.take(TAG.sequence).items().map(readDigest);
  const sequence = fields.take(TAG.sequence).items();
  fields.end(); // neither cryptoInfos nor encryption: they would come before
  demand(sequence.length >= 1, 'evidence record: no archive time-stamps');
  const counts = sequence.map((chain) => chain.expect(TAG.sequence).items().length);
  demand(!counts.includes(0), 'evidence record: a chain without archive time-stamps');
  const count = counts.reduce((sum, one) => sum + one, 0);
  demand(count <= MOST_STAMPS, `evidence record: ${count} archive time-stamps`);
  const chains = sequence.map((chain, i) => ({
    before: encodeDer(TAG.sequence, ...sequence.slice(0, i).map(({ whole }) => whole)),
    stamps: chain.items().map(readArchiveTimeStamp),
  }));
  const used = new Set(chains.flatMap(({ stamps }) => stamps.map(({ digest }) => digest)));
  const isExact = listed.length === used.size && new Set([...listed, ...used]).size === used.size;
  demand(isExact, 'evidence record: lists other digest algorithms than it uses');
  return chains;
}

/** One archive time-stamp, its tree followed from its `first` hashes to what its token stamps. */
function readArchiveTimeStamp(value) {
  const fields = value.fields();
  const named = fields.maybe(0xa0);
  const lists = fields.maybe(0xa2)?.items(); // no attributes before it
  const token = readTimeStamp(fields.take(TAG.sequence), true);
  fields.end();
  const digest = named ? digestOf(named.fields(0xa0)) : token.digest;
  demand(digest === token.digest, 'archive time-stamp: two digest algorithms');
  const issuers = token.signedData.certificates.map(({ issuer }) => issuer);
  for (const { issuer } of token.signedData.lists ?? []) {
    demand(issuers.includes(issuer), 'archive time-stamp: a revocation list of somebody else');
  }
  const [first, ...levels] = lists ? readTree(lists, digest) : [[token.imprinted]];
  const start = first.length === 1 ? first[0] : combine(digest, first);
  const root = levels.reduce((hash, level) => combine(digest, [hash, ...level]), start);
  demand(equal(root, token.imprinted), 'archive time-stamp: its tree leads to another root');
  return { digest, first, token };
}

function readTree(lists, digest) {
  const isBounded = lists.length >= 1 && lists.length <= MOST_LEVELS;
  demand(isBounded, `archive time-stamp: a tree of ${lists.length} levels`);
  return lists.map((list) => {
    const hashes = list.expect(TAG.sequence).items();
    const isRight = hashes.length >= 1 && hashes.length <= MOST_HASHES;
    demand(isRight, `archive time-stamp: a list of ${hashes.length} hashes`);
    return hashes.map((hash) => {
      const { content } = hash.expect(TAG.octets);
      demand(
        content.length === digest.of.outputLen,
        'archive time-stamp: a hash of another length',
      );
      return content;
    });
  });
}

/** The hash of a document; in a later chain it covers the chains before as well (section 5.2). */
function hashWith(digest, document, before) {
  const own = digest.of(document);
  return before ? digest.of(joined(own, digest.of(before))) : own;
}

const sortedHex = (hashes) => hashes.map(toHex).sort().join(' ');

/** Section 4.2: hashes in binary ascending order, joined and hashed. */
function combine(digest, hashes) {
  const ordered = hashes
    .map((hash) => [toHex(hash), hash])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return digest.of(joined(...ordered.map(([, hash]) => hash)));
}
