// Evidence that outlives its time-stamps: evidence records (RFC 4998) in ASiC-E containers
// (ETSI EN 319 162-1).
import { readDer, TAG } from './der.mjs';
import { demand, equal, refuse, toBase64, utf8 } from './forms.mjs';
import { joined, toHex } from './signatures.mjs';
import { readTimeStamp, verifyToken } from './timestamps.mjs';
import { DIGESTS, digestOf } from './x509.mjs';

const MANIFEST = 'META-INF/ASiCEvidenceRecordManifest001.xml';
const RECORD = 'META-INF/evidencerecord001.ers';

/** The evidence record and the documents of a container, which its manifest lists with digests. */
export function readAsice(parts, names) {
  const expected = ['mimetype', ...names, MANIFEST, RECORD];
  demand(
    parts.size === expected.length && expected.every((name) => parts.has(name)),
    'container: other parts than it must have',
  );
  const [[first, mimetype]] = parts;
  const isAsice = first === 'mimetype' && utf8(mimetype) === 'application/vnd.etsi.asic-e+zip';
  demand(isAsice, 'container: not of type application/vnd.etsi.asic-e+zip');
  const listed = [
    ...utf8(parts.get(MANIFEST)).matchAll(
      /<(?:\w+:)?DataObjectReference\b[^>]*\bURI="([^"]*)"[^]*?<(?:\w+:)?DigestValue>([^<]*)</g,
    ),
  ];
  demand(listed.length === names.length, 'container: its manifest lists other documents');
  for (const [, name, digest] of listed) {
    demand(names.includes(name), `container: its manifest lists ${name.slice(0, 64)}`);
    const known = Object.values(DIGESTS).some(
      ({ of }) => toBase64(of(parts.get(name))) === digest.trim(),
    );
    demand(known, `container: another digest of ${name} than its manifest gives`);
  }
  return parts.get(RECORD);
}

/**
 * Demands that an evidence record stands for exactly these documents, as one group, at a time
 * (RFC 4998, section 5.3); gives each archive time-stamp's authority and time, the oldest first.
 */
export async function verifyEvidenceRecord(bytes, documents, trust, at) {
  const chains = readEvidenceRecord(readDer(bytes));
  const stamps = chains.flatMap(({ stamps }) => stamps);
  const found = [];
  for (const [i, stamp] of stamps.entries()) {
    const judgedAt = stamps[i + 1]?.token.time ?? at;
    demand(stamp.token.time <= judgedAt, 'archive time-stamps: not in the order of their times');
    found.push({
      authority: await verifyToken(stamp.token, trust, judgedAt),
      time: stamp.token.time,
    });
  }
  for (const [i, { before, stamps: inChain }] of chains.entries()) {
    for (const [j, stamp] of inChain.entries()) {
      demand(
        stamp.digest === inChain[0].digest,
        'archive time-stamps: two digest algorithms in a chain',
      );
      const covered =
        j > 0
          ? [stamp.digest.of(inChain[j - 1].token.whole)]
          : documents.map((document) => hashWith(stamp.digest, document, i > 0 && before));
      demandCovered(stamp, covered, j === 0);
    }
  }
  return found;
}

/** Chains of archive time-stamps, each with the DER of the sequence of those `before` it. */
function readEvidenceRecord(value) {
  const fields = value.fields();
  demand(fields.take().small() === 1, 'evidence record: not of version 1');
  fields
    .take(TAG.sequence)
    .items()
    .forEach((algorithm) => digestOf(algorithm.fields()));
  const sequence = fields.take(TAG.sequence).items();
  fields.end(); // neither cryptoInfos nor encryption: they would come before
  demand(sequence.length >= 1 && sequence.length <= 64, 'evidence record: over 64 chains, or none');
  return sequence.map((chain, i) => {
    const stamps = chain.expect(TAG.sequence).items().map(readArchiveTimeStamp);
    demand(stamps.length >= 1 && stamps.length <= 64, 'evidence record: a chain over 64, or empty');
    return { before: derSequence(sequence.slice(0, i)), stamps };
  });
}

function readArchiveTimeStamp(value) {
  const fields = value.fields();
  const named = fields.maybe(0xa0);
  fields.maybe(0xa1); // attributes
  const lists = fields.maybe(0xa2)?.items() ?? [];
  const token = readTimeStamp(fields.take(TAG.sequence));
  fields.end();
  const digest = named ? digestOf(named.fields(0xa0)) : token.digest;
  demand(digest === token.digest, 'archive time-stamp: two digest algorithms');
  demand(lists.length <= 64, 'archive time-stamp: a tree of over 64 levels');
  const tree = lists.map((list) =>
    list
      .expect(TAG.sequence)
      .items()
      .map((hash) => hash.expect(TAG.octets).content),
  );
  return { digest, token, tree };
}

/** The hash of a document; in a later chain it covers the chains before as well (section 5.2). */
function hashWith(digest, document, before) {
  const own = digest.of(document);
  return before ? digest.of(joined(own, digest.of(before))) : own;
}

/** Demands that the time-stamp's tree leads from these hashes, and no others, to what it stamps. */
function demandCovered({ digest, token, tree }, covered, exactly) {
  const [first = covered, ...levels] = tree;
  const present = new Set(first.map(toHex));
  demand(
    covered.every((hash) => present.has(toHex(hash))),
    'archive time-stamp: covers other documents',
  );
  demand(
    !exactly || first.length === covered.length,
    'archive time-stamp: covers further documents',
  );
  const root = levels.reduce(
    (hash, level) => combine(digest, [hash, ...level]),
    combine(digest, first),
  );
  demand(equal(root, token.imprinted), 'archive time-stamp: its tree leads to another root');
}

/** Section 4.2: hashes in binary ascending order, joined and hashed; a single one stays. */
function combine(digest, hashes) {
  demand(
    hashes.length >= 1 && hashes.length <= 4096,
    'archive time-stamp: a list over 4,096, or empty',
  );
  if (hashes.length === 1) return hashes[0];
  const ordered = hashes
    .map((hash) => [toHex(hash), hash])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return digest.of(joined(...ordered.map(([, hash]) => hash)));
}

function derSequence(values) {
  const content = joined(...values.map(({ whole }) => whole));
  if (content.length < 0x80) return joined(Uint8Array.of(TAG.sequence, content.length), content);
  const digits = content.length.toString(16);
  const length = (digits.length % 2 ? `0${digits}` : digits)
    .match(/../g)
    .map((pair) => parseInt(pair, 16));
  return joined(Uint8Array.of(TAG.sequence, 0x80 + length.length, ...length), content);
}
