#!/usr/bin/env node
// Checks a bundle of Colophon evidence without Colophon: node verify.mjs BUNDLE [options].
// Written against docs/formats.md alone, so that two programs that share no code must agree.
// This file holds the checks in their order; README.md says what stands in the modules beside it.
import { readGranted, readTimeStamp, told, verifyTimeStamp } from './timestamps.mjs';
import { readCrl, readRoots } from './x509.mjs';
import { knownSince } from './content.mjs';
import { checkMembership, LEVEL_KNOWN, suiteOf } from './membership.mjs';
import { readContainer, verifyEvidenceRecord } from './archive.mjs';
import {
  base64,
  CHAIN,
  demand,
  encode,
  equal,
  HASH,
  hexHash,
  iso,
  list,
  matches,
  MEBI,
  members,
  parseJson,
  readZip,
  Refusal,
  string,
  toBase64,
  utf8,
  writeJson,
} from './forms.mjs';
import {
  asMembership,
  checkGenesis,
  checkHeader,
  checkPlace,
  demandLeaf,
  demandSorted,
  grantsKey,
  isBroughtAlong,
  judgeNote,
  leafHash,
  parseNote,
  parseRecord,
  policyText,
  rootsOf,
  signersInForce,
  sm3Hash,
  subjectsOf,
  verifyRecord,
} from './ledger.mjs';
import { verifyPdf } from './pdf.mjs';
import { fromHex, joined, toHex } from './signatures.mjs';
import { sha256 } from './vendor/noble.mjs';

// ---- The checks. Each takes the bundle so far, adds to it what it read, and returns one sentence.

export const CHECKS = [
  { name: 'CONTAINER', run: container, proves: 'the bundle is whole' },
  { name: 'MANIFEST', run: manifest, proves: 'no part is damaged; nothing more by itself' },
  { name: 'LEVEL', run: level, proves: 'it was made by rules that are known here' },
  { name: 'GENESIS', run: genesis, proves: 'which chain it is, hence which validators' },
  { name: 'POLICY', run: policy, proves: 'other C2SP tools judge by the same rule' },
  { name: 'CHECKPOINT', run: checkpoint, proves: 'which tree was sealed' },
  { name: 'MEMBERSHIP', run: membership, proves: 'that quorums agreed on each change of members' },
  {
    name: 'COSIGNATURES',
    run: cosignatures,
    proves: 'that a quorum of validators attests to that tree and time',
  },
  {
    name: 'TIME_STAMPS',
    run: timeStamps,
    proves: 'that the seal existed at the time that an outside authority gives',
  },
  { name: 'HEADER', run: header, proves: 'the block is part of the sealed tree' },
  { name: 'NOT_BEFORE', run: notBefore, proves: 'the block was made after that seal' },
  { name: 'RECORD', run: record, proves: 'what was stated' },
  { name: 'SIGNATURE', run: signature, proves: 'the keys that it names signed it' },
  { name: 'INCLUSION', run: inclusion, proves: 'the record is a leaf of that block' },
  { name: 'SIGNER_KEYS', run: signerKeys, proves: 'who stands behind the keys' },
  {
    name: 'SM3_INCLUSION',
    run: sm3Inclusion,
    when: (b) => b.suite === 'sm' || b.parts.has('proofs-sm3.json'),
    proves: 'that it stands as well in the tree with SM3 that SM2 keys signed, without SHA-256',
  },
  { name: 'TLOG_PROOF', run: tlogProof, proves: 'the C2SP proof says the same' },
  {
    name: 'EVIDENCE_RECORD',
    run: evidenceRecord,
    when: (b) => b.parts.has('evidence.asice'),
    proves: 'archive time-stamps carry the evidence to the day of this check',
  },
  {
    name: 'CERTIFICATE',
    run: certificate,
    when: (b) => b.parts.has('certificate.pdf'),
    proves: 'a node of the chain signed the readable certificate of this record',
  },
  {
    name: 'GUIDE',
    run: guide,
    when: (b) => b.parts.has('VERIFY.txt'),
    proves: 'the instructions are the known ones',
  },
  { name: 'FILE', run: file, when: (b) => b.fileDigest, proves: 'the file is the registered one' },
];

/**
 * Judges a bundle. Never throws for what stands in it.
 * @param {Uint8Array} bytes the zip
 * @param {object} options all optional: `genesis` trusted genesis bytes; `fileDigest` SHA-256 of the
 *   original in hex; `roots` DER certificates of further time-stamping authorities; `at` the time
 *   as of which evidence records must stand, milliseconds since 1970; `onCheck` is told each check
 * @returns {Promise<object>} `{verified, failed?, trustedGenesis, checks: [{name, passed, detail,
 *   proves}], facts?}`; facts are there when all checks passed
 */
export async function verifyBundle(bytes, options = {}) {
  const bundle = { at: Date.now(), roots: [], ...options, bytes, facts: {} };
  const result = { checks: [], trustedGenesis: false, verified: false };
  for (const check of CHECKS) {
    if (check.when && !check.when(bundle)) continue;
    const outcome = { name: check.name, passed: true, detail: '', proves: check.proves };
    try {
      const found = await check.run(bundle);
      Object.assign(outcome, typeof found === 'string' ? { detail: found } : found);
    } catch (fault) {
      outcome.passed = false;
      outcome.proves = '';
      // What is not a refusal is a fault of this program: that, too, is no verified bundle.
      outcome.detail = fault instanceof Refusal ? fault.message : `not understood: ${fault}`;
    }
    result.checks.push(outcome);
    options.onCheck?.(outcome);
    if (!outcome.passed) return { ...result, failed: check.name };
  }
  return {
    ...result,
    facts: bundle.facts,
    trustedGenesis: Boolean(options.genesis),
    verified: true,
  };
}

const REQUIRED = [
  'manifest.json',
  'genesis.json',
  'policy.txt',
  'seal.note',
  'header.json',
  'record.json',
  'record.tlog-proof',
  'proofs.json',
];
const OPTIONAL = [
  'before.json',
  'proofs-sm3.json',
  'evidence.asice',
  'certificate.pdf',
  'VERIFY.txt',
];
const NUMBERED =
  /^(?:(?:support|change)-(?:[0-5]\d|6[0-3])\.json|seal-(?:0\d|1[0-5])\.tsr|tsa-(?:0\d|1[0-5])\.crl)$/;

function container(b) {
  b.parts = readZip(b.bytes);
  for (const name of REQUIRED) demand(b.parts.has(name), `${name}: missing`);
  const known = [...REQUIRED, ...OPTIONAL];
  for (const name of b.parts.keys()) {
    demand(known.includes(name) || NUMBERED.test(name), `${name}: no part of a bundle`);
  }
  return `${b.parts.size} parts`;
}

/** The parts STEM-00.ENDING, STEM-01.ENDING …, which are numbered without a gap. */
function numbered(b, stem, ending) {
  const names = [...b.parts.keys()].filter((name) => name.startsWith(`${stem}-`));
  return names.map((name, i) => {
    const expected = `${stem}-${String(i).padStart(2, '0')}.${ending}`;
    demand(name === expected, `${name}: (expected: ${expected})`);
    return b.parts.get(name);
  });
}

function manifest(b) {
  const found = parseJson(b.parts.get('manifest.json'), { bytes: MEBI, depth: 4, width: 256 });
  members(found, 'chain format parts record');
  demand(found.format === 'colophon-evidence/1', 'format: unknown (expected: colophon-evidence/1)');
  matches(found.chain, CHAIN, 'chain');
  matches(found.record, HASH, 'record');
  members(found.parts, [...b.parts.keys()].filter((name) => name !== 'manifest.json').join(' '));
  for (const [name, digest] of Object.entries(found.parts)) {
    demand(
      digest === hexHash(b.parts.get(name)),
      `${name}: another digest than the manifest gives`,
    );
  }
  b.manifest = found;
  return 'every part has the digest that the manifest gives';
}

/** The parts that name feature levels, with the limits within which they are read. */
const LEVELLED = {
  'genesis.json': { bytes: 16 * MEBI, depth: 8, width: 4096 },
  'header.json': { bytes: 4096, depth: 3, width: 32 },
  'change-': { bytes: 16 * MEBI, depth: 12, width: 4096 },
};

/**
 * Refuses what a later release made, before anything is judged by the rules known here. A part that
 * cannot be read names no level: whoever reads it in earnest refuses it.
 */
function level(b) {
  let highest = 1;
  for (const [name, bytes] of b.parts) {
    const limits = LEVELLED[name.startsWith('change-') ? 'change-' : name];
    if (!limits) continue;
    let found;
    try {
      found = parseJson(bytes, limits);
    } catch {
      continue;
    }
    const { changes } = found?.changes ?? {};
    const named = [
      found?.block?.version,
      found?.header?.block?.version,
      found?.membership?.level,
      ...(Array.isArray(changes) ? changes.map((change) => change?.value?.level) : []),
    ];
    highest = Math.max(highest, ...named.filter(Number.isInteger));
  }
  demand(
    highest <= LEVEL_KNOWN,
    `made by a later release: level ${highest} (expected: at most ${LEVEL_KNOWN}, the newest that is known here)`,
  );
  return `made by the rules of level ${highest} at most, which this verifier knows`;
}

function genesis(b) {
  const bytes = b.parts.get('genesis.json');
  b.genesisHash = hexHash(bytes);
  const found = parseJson(bytes, { bytes: 16 * MEBI, depth: 8, width: 4096 });
  checkGenesis(found);
  b.chain = `colophon/${found.name}/${b.genesisHash.slice(0, 16)}`;
  demand(b.chain === b.manifest.chain, `chain: ${b.manifest.chain} (expected: ${b.chain})`);
  b.facts.chain = b.chain;
  b.suite = found.suite ?? 'standard';
  b.recordBytesMax = found.limits.recordBytesMax;
  b.memberships = [asMembership(found.membership)];
  b.handovers = []; // the seal with which each membership gave way to the next
  if (!b.genesis) return `chain ${b.chain} as the bundle says; compare it with a source you trust`;
  demand(equal(b.genesis, bytes), 'another genesis than the trusted one');
  return `the trusted genesis of chain ${b.chain}`;
}

function policy(b) {
  const [{ quorum, validators }] = b.memberships;
  if ([...b.parts.keys()].some((name) => name.startsWith('change-')))
    return { detail: 'looked at with the changes of the membership', proves: '' };
  demandPolicy(b, b.memberships[0]);
  return `${quorum} of ${validators.length} validators make a quorum`;
}

function demandPolicy(b, inForce) {
  const expected = encode(policyText(inForce, b.chain));
  demand(equal(b.parts.get('policy.txt'), expected), 'not the policy of the membership');
}

function checkpoint(b) {
  b.note = parseNote(b.parts.get('seal.note'));
  demand(b.note.origin === b.chain, `origin: ${b.note.origin} (expected: ${b.chain})`);
  Object.assign(b.facts, { size: b.note.size, root: toHex(b.note.root) });
  return `a tree of ${b.note.size} leaves with root ${b.facts.root}`;
}

/** Follows the changes from the genesis, each sealed by a quorum of the membership before it. */
function membership(b) {
  const changes = numbered(b, 'change', 'json');
  for (const bytes of changes) {
    const before = b.memberships.at(-1);
    const change = parseJson(bytes, { bytes: 16 * MEBI, depth: 12, width: 4096 });
    members(change, 'changes header index note path size');
    const block = checkHeader(change.header, b.chain, b.suite);
    const note = parseNote(encode(string(change.note, 'note', MEBI)));
    demandSorted(note);
    judgeNote(note, before, b.chain);
    demand(note.size === change.size, `size: ${change.size} (expected: ${note.size})`);
    demandLeaf(encode(writeJson(change.header)), change, note);
    demand(block.treeSize === change.index, 'the header does not stand where it says');
    demand(block.membership === before.hash, 'the change follows another membership');
    demand(block.version === before.level, 'the change was made at another level');
    demand(change.index >= (b.handovers.at(-1)?.size ?? 0), 'the changes are not in order');
    demand(
      hexHash(encode(writeJson(change.changes))) === block.state,
      'changes: not those of the header',
    );
    const next = asMembership(membershipOf(change.changes));
    demand(next.hash !== before.hash, 'the change changes nothing');
    demand(suiteOf(next) === b.suite, `the validators' keys are not for the suite ${b.suite}`);
    b.memberships.push(next);
    b.handovers.push({ size: note.size, note: change.note });
  }
  if (changes.length === 0) return { detail: 'the membership of the genesis', proves: '' };
  const isInForce = judges(b, b.note.size, utf8(b.parts.get('seal.note'))) === b.memberships.at(-1);
  demand(isInForce, 'a change was not yet in force when the seal was made');
  demandPolicy(b, b.memberships.at(-1));
  return `${changes.length} changes, each sealed by a quorum of the members before it`;
}

/**
 * The membership by which a seal was judged. The seal that puts a change in force is still the word
 * of the members before that change.
 */
function judges({ handovers, memberships }, size, note) {
  const isBehind = (handover) =>
    handover.size < size || (handover.size === size && handover.note !== note);
  return memberships[handovers.filter(isBehind).length];
}

/** The membership that a state text makes: what a block changed, sorted by key. */
function membershipOf(state) {
  members(state, 'changes previous');
  matches(state.previous, HASH, 'previous');
  const changes = list(state.changes, 1, 64);
  for (const [i, change] of changes.entries()) {
    members(change, 'key', 'value');
    string(change.key, 'key', 256);
    demand(i === 0 || changes[i - 1].key < change.key, 'changes: not sorted by key');
  }
  const next = changes.find(({ key }) => key === 'membership');
  demand(next && 'value' in next, 'the block changes no membership');
  checkMembership(next.value);
  return next.value;
}

function cosignatures(b) {
  demandSorted(b.note);
  const judged = judgeNote(b.note, b.memberships.at(-1), b.chain);
  b.sm3Root = judged.sm3Root;
  Object.assign(b.facts, { signedBy: judged.organisations, attested: judged.attested });
  return `cosigned by [${judged.organisations.join(', ')}]`;
}

/** Newest members first: who stands there now speaks for the organisation. */
const organisationRoots = (b) => readRoots(b.memberships.toReversed().flatMap(rootsOf));

async function timeStamps(b) {
  const crls = numbered(b, 'tsa', 'crl').map(readCrl);
  b.trust = {
    crls,
    roots: [...organisationRoots(b), ...readRoots(b.roots.map((der) => ({ der })))],
  };
  b.facts.stamps = [];
  const answers = numbered(b, 'seal', 'tsr');
  demand(answers.length > 0 || crls.length === 0, 'revocation lists without time-stamps');
  for (const answer of answers) {
    const token = readTimeStamp(readGranted(answer));
    const authority = await verifyTimeStamp(token, b.parts.get('seal.note'), b.trust);
    b.facts.stamps.push({ authority, time: token.time });
  }
  if (answers.length === 0) {
    return { detail: 'no authority stamped the seal', proves: '' };
  }
  return b.facts.stamps.map(told).join(', ');
}

function header(b) {
  b.proofs = proofsOf(b, 'proofs.json');
  const bytes = b.parts.get('header.json');
  demandLeaf(bytes, b.proofs.header, b.note);
  b.block = checkHeader(parseJson(bytes, { bytes: 4096, depth: 3, width: 32 }), b.chain, b.suite);
  const { index } = b.proofs.header;
  demand(b.block.treeSize === index, `treeSize: ${b.block.treeSize} (expected: ${index})`);
  const madeUnder = b.memberships.find(({ hash }) => hash === b.block.membership);
  demand(madeUnder, 'membership: not that of this chain');
  demand(b.block.version === madeUnder.level, `version: (expected: ${madeUnder.level})`);
  Object.assign(b.facts, { header: hexHash(bytes), height: b.block.height, ordered: b.block.time });
  return `the block's header is leaf ${index} of the sealed tree`;
}

/** The paths of a bundle's leaves in a tree of the note's size. */
function proofsOf(b, name) {
  const proofs = parseJson(b.parts.get(name), { bytes: MEBI, depth: 6, width: 128 });
  members(proofs, 'header record size supports');
  demand(proofs.size === b.note.size, `size: ${proofs.size} (expected: ${b.note.size})`);
  for (const place of [proofs.header, proofs.record, ...list(proofs.supports, 0, 64)]) {
    checkPlace(place, b.note.size);
  }
  return proofs;
}

function notBefore(b) {
  const bytes = b.parts.get('before.json');
  demand(
    b.block.seal === (bytes ? hexHash(bytes) : b.genesisHash),
    'seal: not the one that the header binds',
  );
  if (!bytes) {
    demandMadeUnder(b, 0);
    return 'the block binds the genesis: no seal was before it';
  }
  const seal = parseJson(bytes, { bytes: 8 * MEBI, depth: 4, width: 64 });
  members(seal, 'crls note tokens', 'archive');
  for (const part of [seal.tokens, seal.crls]) {
    for (const text of list(part, 0, 16)) base64(string(text, 'token', 65536));
  }
  if ('archive' in seal) base64(string(seal.archive, 'archive', 65536));
  const note = parseNote(encode(string(seal.note, 'note')));
  const signers = judges(b, note.size, seal.note);
  b.facts.notBefore = judgeNote(note, signers, b.chain).attested;
  demandMadeUnder(b, note.size);
  return `the block binds a seal that validators attested at ${iso(b.facts.notBefore)}`;
}

/** Demands that the header names the membership in force behind a newest seal of that size. */
function demandMadeUnder(b, sealed) {
  const number = b.handovers.filter(({ size }) => size <= sealed).length;
  const isRight = b.memberships[number].hash === b.block.membership;
  demand(isRight, 'the block was made under another membership than its seal brought');
  b.membershipsBefore = b.memberships.slice(0, number + 1);
}

function record(b) {
  b.record = parseRecord(b.parts.get('record.json'), b);
  demand(
    b.record.id === b.manifest.record,
    `record: ${b.record.id} (expected: ${b.manifest.record})`,
  );
  const { type, issuedAt, signers } = b.record.statement;
  demand(
    knownSince(b.record.statement) <= b.block.version,
    `type: none of level ${b.block.version}`,
  );
  Object.assign(b.facts, {
    record: b.record.id,
    type,
    claimed: issuedAt,
    author: signers[0].subject,
    signers: subjectsOf(b.record),
    statement: b.record.statement,
  });
  return `${type} with id ${b.record.id}`;
}

function signature(b) {
  verifyRecord(b.record);
  return `signed by ${subjectsOf(b.record).join(', ')}`;
}

function inclusion(b) {
  const { index } = b.proofs.record;
  demandLeaf(b.parts.get('record.json'), b.proofs.record, b.note);
  const { firstIndex, treeSize, height } = b.block;
  demand(
    firstIndex <= index && index < treeSize,
    `index: ${index} (expected: ${firstIndex} to ${treeSize - 1})`,
  );
  Object.assign(b.facts, { index, leaf: toHex(leafHash(b.parts.get('record.json'))) });
  return `leaf ${index}, in block ${height}`;
}

function signerKeys(b) {
  const grants = new Map(); // key name → the supporting record that puts it in force
  const supports = numbered(b, 'support', 'json');
  const { length } = b.proofs.supports;
  demand(supports.length === length, `${supports.length} supporting records (expected: ${length})`);
  supports.forEach((bytes, i) => {
    const support = { ...parseRecord(bytes, b), index: b.proofs.supports[i].index, used: false };
    verifyRecord(support);
    demandLeaf(bytes, b.proofs.supports[i], b.note);
    const { key, type } = support.statement;
    demand(grantsKey(support.statement), `support ${i}: ${type} puts no key in force`);
    demand(!grants.has(key), `support ${i}: puts a key in force that another one does`);
    grants.set(key, support);
  });
  const waiting = [{ ...b.record, index: b.proofs.record.index }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const signer of signersInForce(next.statement)) {
      if (isBroughtAlong(signer, b.membershipsBefore)) continue;
      const grant = grants.get(signer.key);
      demand(
        grant && grant.index < next.index && grant.statement.subject === signer.subject,
        `nothing puts the key of ${signer.subject} in force`,
      );
      if (!grant.used) waiting.push(grant);
      grant.used = true;
    }
  }
  for (const grant of grants.values())
    demand(grant.used, 'a supporting record that supports nothing');
  return `the keys of [${subjectsOf(b.record).join(', ')}] lead back to organisations of the chain`;
}

/** The second tree must hold the same leaves, under the root that every SM2 line names. */
function sm3Inclusion(b) {
  demand(b.suite === 'sm', 'the chain is not one of the suite sm');
  demand(b.parts.has('proofs-sm3.json'), 'proofs-sm3.json: missing');
  const leaves = ({ header, record, supports }) => [header, record, ...supports];
  const names = ['header.json', 'record.json'];
  b.proofs.supports.forEach((_, i) => names.push(`support-${String(i).padStart(2, '0')}.json`));
  const places = leaves(proofsOf(b, 'proofs-sm3.json'));
  demand(places.length === names.length, 'not the paths of the same leaves');
  leaves(b.proofs).forEach(({ index }, i) => {
    demand(places[i].index === index, `${names[i]}: the path of another leaf`);
    const tree = { root: b.sm3Root, size: b.note.size };
    demandLeaf(b.parts.get(names[i]), places[i], tree, sm3Hash);
  });
  b.facts.sm3Root = toHex(b.sm3Root);
  return `the same leaves stand under the SM3 root ${b.facts.sm3Root}, which SM2 keys signed`;
}

function tlogProof(b) {
  const { index, path } = b.proofs.record;
  const hashes = path.map((hex) => `${toBase64(fromHex(hex))}\n`).join('');
  const head = encode(`c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes}\n`);
  const expected = joined(head, b.parts.get('seal.note'));
  demand(equal(b.parts.get('record.tlog-proof'), expected), 'not what the other parts give');
  return 'the C2SP proof says the same';
}

async function evidenceRecord(b) {
  const { documents, record } = readContainer(b.parts.get('evidence.asice'), b.parts);
  b.facts.archive = await verifyEvidenceRecord(record, documents, b.trust, b.at);
  return `stands at ${iso(b.at)} by archive time-stamps of ${b.facts.archive.map(told).join(', ')}`;
}

async function certificate(b) {
  const signer = await verifyPdf(
    b.parts.get('certificate.pdf'),
    organisationRoots(b),
    `Colophon evidence certificate of record ${b.record.id}`,
  );
  const owners = b.memberships.flatMap(({ organisations }) => organisations);
  const owner = owners.find(
    ({ id, nodes }) =>
      signer.organisations.includes(id) &&
      nodes.some((node) => signer.uri === `colophon:node:${id}/${node}`),
  );
  demand(owner, `signer: no node of ${signer.organisations.join(', ')}`);
  return `signed by a node of ${owner.id}`;
}

/** SHA-256 of the texts of VERIFY.txt that docs/formats.md lists. */
export const GUIDES = ['82de3432c79c3f0773412a6740199f3033a0449026cd85ec85c374bb9803ee23'];

function guide(b) {
  const digest = hexHash(b.parts.get('VERIFY.txt'));
  demand(GUIDES.includes(digest), `VERIFY.txt: a text that is not known: ${digest}`);
  return 'the known instructions';
}

function file(b) {
  const { type, contents, parts, sha256: shown } = b.record.statement;
  const showing = [{ sha256: shown }];
  const clear = {
    'work.declare': contents,
    'evidence.capture': parts,
    publication: showing,
    recommendation: showing,
    'court.submit': showing,
    'court.receive': showing,
    report: showing,
  }[type];
  demand(clear, 'the record carries no content digest in clear');
  demand(
    clear.some(({ sha256 }) => sha256 === b.fileDigest),
    `SHA-256 ${b.fileDigest} is not among the record's contents`,
  );
  return `SHA-256 ${b.fileDigest} is among the record's contents`;
}

// ---- The command

const USAGE = `usage: node verify.mjs BUNDLE [options]
  --file ORIGINAL     the original that it is about
  --genesis GENESIS   the genesis of the chain that you trust
  --tsa-ca PEM        certificates of further time-stamping authorities that you trust
  --at TIME           as of when evidence records must stand: ISO 8601, or milliseconds since 1970
  --json              the result as JSON: {"verified","failed"?,"trustedGenesis","checks","facts"?}
exit codes: 0 verified; 1 a check failed; 2 wrong usage; 4 a file that cannot be read`;
const OPTIONS = {
  file: { type: 'string' },
  genesis: { type: 'string' },
  'tsa-ca': { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean' },
};

/** Runs the command and gives its exit code. */
export async function run(words, print = console.log, complain = console.error) {
  const { parseArgs } = await import('node:util');
  let given;
  try {
    given = parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
    demand(given.positionals.length === 1, `${given.positionals.length} bundles (expected: 1)`);
    demand(!given.values.at || !Number.isNaN(timeOf(given.values.at)), '--at: no time');
  } catch (fault) {
    complain(`error: ${fault.message}\n${USAGE}`);
    return 2;
  }
  try {
    return await judge(given.positionals[0], given.values, print);
  } catch (fault) {
    complain(`error: ${fault.message}`);
    return 4;
  }
}

const timeOf = (text) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text));

async function judge(path, { at, file, genesis, json, 'tsa-ca': authorities }, print) {
  const { createReadStream } = await import('node:fs');
  const { readFile } = await import('node:fs/promises');
  const options = {
    genesis: genesis && (await readFile(genesis)),
    onCheck: json ? undefined : printed,
  };
  function printed(check) {
    print(lineOf(check));
  }
  if (at) options.at = timeOf(at);
  if (authorities) options.roots = readPem(await readFile(authorities, 'latin1'));
  if (file) options.fileDigest = await digestOf(createReadStream(file));
  const chunks = [];
  // One byte over the limit is enough to refuse a file, however large it is.
  for await (const chunk of createReadStream(path, { end: 16 * MEBI })) chunks.push(chunk);
  const result = await verifyBundle(joined(...chunks), options);
  print(json ? writeJson(result) : verdict(result));
  return result.verified ? 0 : 1;
}

/** SHA-256 in hex of a stream of chunks of bytes. */
export async function digestOf(stream) {
  const digest = sha256.create();
  for await (const chunk of stream) digest.update(chunk);
  return toHex(digest.digest());
}

/** The DER of each certificate of a PEM text. */
export function readPem(text) {
  const found = text.matchAll(/-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END/g);
  return Array.from(found, ([, body]) => base64(body.replace(/\s/g, '')));
}

function lineOf({ name, passed, detail, proves }) {
  const line = `${passed ? '✓' : '✗'} ${name.padEnd(15)} ${detail}`;
  return proves ? `${line}\n${' '.repeat(18)}proves: ${proves}` : line;
}

function verdict({ verified, failed, trustedGenesis }) {
  if (!verified) return `NOT VERIFIED: ${failed}`;
  return trustedGenesis ? 'VERIFIED' : 'VERIFIED against the chain that the bundle itself names';
}

const started = globalThis.process?.argv?.[1];
if (started && /[\\/]verify\.mjs$/.test(started))
  run(process.argv.slice(2)).then((code) => (process.exitCode = code));
