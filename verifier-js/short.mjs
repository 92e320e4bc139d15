#!/usr/bin/env node
// The short verifier: one file, to be read from here to its end. It judges one bundle of Colophon
// evidence by docs/formats.md, whose words it uses: node short.mjs BUNDLE --genesis GENESIS.
// It needs nothing but vendor/noble.mjs: SHA-2, the points of two curves, ML-DSA-44.
//
// It leads from the record and its signers through the tree to the note that a quorum of validators
// signed, and from the genesis that you trust to those validators. What LEFT_OUT names it leaves to
// verify.mjs, and says so; a bundle that needs an SM2 signature is neither verified nor refused. What
// it refuses, verify.mjs refuses too: in the check of that name, or before it in one that is left out.
//
// First come the checks and what they rest on; then the zip, JSON, the forms of values; the command.
import { ed25519, ml_dsa44, p256, sha256, sha512 } from './vendor/noble.mjs';

/** What is not judged here, where a bundle has such a part. */
const LEFT_OUT = [
  ['CONTENTS', /^record\.json$/, 'what the type of the record states: titles, shares, days'],
  ['TIME_STAMPS', /\.(tsr|crl)$/, 'whether outside authorities saw the seal'],
  ['EVIDENCE_RECORD', /\.asice$/, 'the archive time-stamps'],
  ['CERTIFICATE', /\.pdf$/, 'the signed PDF'],
];

/**
 * Judges a bundle; never throws for what stands in it. `genesis` is the trusted one, in bytes;
 * `fileDigest` the original's SHA-256 in hex. Gives `{verified, failed?, trustedGenesis, checks:
 * [{name, passed, detail}], notJudged: [{name, detail}], facts?}`. The first check that fails, or that
 * cannot be judged, ends the matter.
 */
export function verifyShort(bytes, { genesis, fileDigest } = {}) {
  const result = { verified: false, trustedGenesis: false, checks: [], notJudged: [] };
  try {
    const facts = judge(bytes, genesis, fileDigest, result);
    return { ...result, verified: true, trustedGenesis: genesis !== undefined, facts };
  } catch (fault) {
    const last = result.checks.at(-1);
    // What is no refusal is a fault of this program: that, too, is no verified bundle.
    last.detail = fault instanceof Refusal ? fault.message : `not understood: ${fault}`;
    if (!(fault instanceof NotJudged)) return { ...result, failed: last.name };
    result.notJudged.push({ name: last.name, detail: last.detail });
    return result;
  }
}

// ---- The checks, in the order of docs/formats.md

function judge(bytes, trusted, fileDigest, { checks, notJudged }) {
  const facts = {};
  const begin = (name) => checks.push({ name, passed: false, detail: '' });
  const held = (detail, found) => {
    Object.assign(checks.at(-1), { passed: true, detail });
    Object.assign(facts, found);
  };

  begin('CONTAINER');
  const parts = readZip(bytes);
  for (const name of REQUIRED) demand(parts.has(name), `${name}: missing`);
  for (const name of parts.keys())
    demand(REQUIRED.includes(name) || OPTIONAL.test(name), `${name}: no part of a bundle`);
  for (const [name, pattern, detail] of LEFT_OUT)
    if ([...parts.keys()].some((part) => pattern.test(part))) notJudged.push({ name, detail });
  held(`${parts.size} parts`);

  begin('MANIFEST');
  const manifest = readJson(parts.get('manifest.json'), MEBI, 4, 256, 'manifest');
  const listed = [...parts].filter(([name]) => name !== 'manifest.json');
  demand(Object.keys(manifest.parts).length === listed.length, 'parts: not those of the zip');
  for (const [name, part] of listed)
    demand(manifest.parts[name] === hexHash(part), `${name}: another digest`);
  held('every part has the digest that the manifest gives');

  begin('GENESIS');
  const genesisJson = parts.get('genesis.json');
  const genesis = readJson(genesisJson, 16 * MEBI, 8, 4096, 'genesis');
  const genesisHash = hexHash(genesisJson);
  const chain = `colophon/${genesis.name}/${genesisHash.slice(0, 16)}`;
  const founders = readMembership(genesis.membership, chain);
  demand(chain === manifest.chain, `chain: ${manifest.chain} (expected: ${chain})`);
  demand(!trusted || equal(trusted, genesisJson), 'another genesis than the trusted one');
  held(`chain ${chain}, ${trusted ? 'by the trusted genesis' : 'as the bundle says'}`, { chain });

  begin('POLICY');
  const changed = [...parts.keys()].some((name) => name.startsWith('change-'));
  if (!changed) demandPolicy(parts, founders);
  held(changed ? 'looked at in MEMBERSHIP' : 'that of the genesis, for other C2SP tools');

  begin('CHECKPOINT');
  const sealNote = parts.get('seal.note');
  const note = readNote(sealNote, chain);
  const [root, size] = [toHex(note.root), note.size];
  held(`a tree of ${size} leaves with root ${root}`, { root, size });

  begin('MEMBERSHIP');
  const history = followChanges(numbered(parts, 'change'), founders, chain);
  const sealers = sealersOf(history, size, utf8(sealNote));
  demand(sealers === history.at(-1), 'a change came into force behind the seal');
  if (changed) demandPolicy(parts, sealers);
  held(`${history.length - 1} changes since the genesis`);

  begin('COSIGNATURES');
  demand(isAscending([...note.lines.keys()]), 'note: its lines are not sorted');
  const { attested, signedBy, times } = judgeNote(note, sealers);
  const clocks = { attestedEarliest: times[0], attestedLatest: times.at(-1) };
  const span = `${iso(clocks.attestedEarliest)} to ${iso(clocks.attestedLatest)}`;
  const told = `${signedBy.join(', ')} attest ${iso(attested)}, the median of ${span}`;
  held(told, { attested, ...clocks, signedBy });

  begin('HEADER');
  const proofs = readJson(parts.get('proofs.json'), MEBI, 6, 128, 'proofs');
  const places = [proofs.header, proofs.record, ...proofs.supports];
  const isOfNote = proofs.size === size && places.every(({ index }) => index < size);
  demand(isOfNote, 'proofs.json: of another tree');
  const headerJson = parts.get('header.json');
  demandLeaf(headerJson, proofs.header, note);
  const { block } = readJson(headerJson, 4096, 3, 32, 'header');
  demandBlock(block, proofs.header.index, chain);
  const isKnown = history.some(({ hash }) => hash === block.membership);
  demand(isKnown, 'membership: none of this chain');
  const { height, time: ordered } = block;
  held(`block ${height}, ordered ${iso(ordered)}`, { height, ordered });

  begin('NOT_BEFORE');
  const seal = readSealBefore(parts.get('before.json'), history, chain);
  demand(block.seal === (seal.hash ?? genesisHash), 'seal: not the one that the header binds');
  // The memberships up to the one under which the block was made.
  const until = history.filter(({ handover }) => !handover || handover.size <= seal.size);
  const isRight = block.membership === until.at(-1).hash;
  demand(isRight, 'membership: not the one that the seal before brought');
  const { notBefore } = seal;
  if (seal.hash) held(`made after a seal attested ${iso(notBefore)}`, { notBefore });
  else held('no seal was before the block');

  begin('RECORD');
  const recordJson = parts.get('record.json');
  const read = (json) => readRecord(json, genesis.limits.recordBytesMax, chain);
  const record = read(recordJson);
  demand(record.id === manifest.record, `record: ${manifest.record} (expected: ${record.id})`);
  const { issuedAt: claimed, signers, type } = record.statement;
  const [{ subject: author }] = signers;
  held(`${type} with id ${record.id}`, { author, claimed, record: record.id, type });

  begin('SIGNATURE');
  verifyRecord(record);
  held(`signed by ${signers.map(({ subject }) => subject).join(', ')}`);

  begin('INCLUSION');
  const { index, path } = proofs.record;
  demandLeaf(recordJson, proofs.record, note);
  demand(block.firstIndex <= index && index < block.treeSize, 'index: not in the block');
  held(`leaf ${index}, in block ${height}`, { index });

  begin('SIGNER_KEYS');
  const files = numbered(parts, 'support');
  demand(files.length === proofs.supports.length, 'supports: not as many as the proofs');
  const supports = files.map((json, i) => ({ ...read(json), index: proofs.supports[i].index }));
  files.forEach((json, i) => demandLeaf(json, proofs.supports[i], note));
  followKeys({ ...record, index }, supports, until);
  supports.forEach(verifyRecord);
  held('the keys lead back to organisations of the chain');

  begin('TLOG_PROOF');
  const hashes = path.map((hash) => `${toBase64(fromHex(hash))}\n`).join('');
  const proof = encode(`c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes}\n`);
  demand(equal(parts.get('record.tlog-proof'), joined(proof, sealNote)), 'not as the parts say');
  held('the C2SP proof says the same');

  if (parts.has('VERIFY.txt')) {
    begin('GUIDE');
    demand(hexHash(parts.get('VERIFY.txt')) === KNOWN_GUIDE, 'VERIFY.txt: not known');
    held('the known instructions');
  }
  if (fileDigest) {
    begin('FILE');
    const { contents, parts: captured } = record.statement;
    const shown = [record.statement];
    const clear = {
      'work.declare': contents,
      'evidence.capture': captured,
      publication: shown,
      recommendation: shown,
    }[type];
    const isListed = Array.isArray(clear) && clear.some(({ sha256 }) => sha256 === fileDigest);
    demand(isListed, `SHA-256 ${fileDigest} is not among the record's contents`);
    held(`SHA-256 ${fileDigest} is among the record's contents`);
  }
  return facts;
}

// ---- Who may seal: members, policy, changes ("Genesis", "Policy", "Changes of the membership")

/** A membership in its form, with its hash and the three keys of each validator. */
function readMembership(found, chain) {
  const { organisations, quorum } = check(found, 'membership');
  demand(isAscending(organisations.map(({ id }) => id)), 'organisations: not in ascending order');
  const keysOf = (org) => [...org.recordKeys, ...Object.values(org.checkpointKeys ?? {})];
  for (const all of [organisations.flatMap(keysOf), organisations.flatMap(({ nodes }) => nodes)])
    demand(new Set(all).size === all.length, 'a key or a node occurs twice');
  const validators = [];
  for (const { id, checkpointKeys: keys, nodes, tier } of organisations) {
    demand((tier === 'VALIDATOR') === !!keys, `${id}: checkpointKeys are a validator's`);
    if (!keys) continue;
    demand(nodes.length > 0, `${id}: a validator without a node`);
    const log = checkpointKey(chain, 1, keys.log);
    const classical = checkpointKey(`${chain}/${id}`, 4, keys.ed25519);
    const postQuantum = checkpointKey(`${chain}/${id}`, 6, keys.mlDsa44);
    validators.push({ id, keys: [log, classical, postQuantum] });
  }
  const { length } = validators;
  demand(length / 2 < quorum && quorum <= length && length <= 85, `quorum: ${quorum} of ${length}`);
  return { organisations, quorum, validators, hash: hexHash(encode(canonical(found))) };
}

function checkpointKey(name, type, text) {
  const typed = joined(Uint8Array.of(type), fromBase64(text));
  const id = hexHash(encode(`${name}\n`), typed).slice(0, 8);
  const vkey = `${name}+${id}+${toBase64(typed)}`;
  return { line: `${name} ${id}`, raw: typed.subarray(1), vkey };
}

function demandPolicy(parts, { quorum, validators }) {
  const lines = [
    ...validators.map(({ keys: [log] }) => `log ${log.vkey}`),
    ...validators.flatMap(({ id, keys: [, classical, postQuantum] }) => [
      `witness ${id}/ed25519 ${classical.vkey}`,
      `witness ${id}/ml-dsa-44 ${postQuantum.vkey}`,
    ]),
    ...validators.map(({ id }) => `group ${id} all ${id}/ed25519 ${id}/ml-dsa-44`),
    `group validators ${quorum} ${validators.map(({ id }) => id).join(' ')}`,
    'quorum validators\n',
  ];
  const isRight = equal(parts.get('policy.txt'), encode(lines.join('\n')));
  demand(isRight, 'policy.txt: not the policy of the membership');
}

/** The memberships from the founders' on, each with the seal (`handover`) that brought it. */
function followChanges(changes, founders, chain) {
  const history = [founders];
  for (const bytes of changes) {
    const change = readJson(bytes, 16 * MEBI, 12, 4096, 'change');
    const { changes: state, header, note: text } = change;
    const before = history.at(-1);
    const note = readNote(encode(text), chain);
    demand(note.size === change.size && isAscending([...note.lines.keys()]), 'note: size, order');
    judgeNote(note, before);
    demandBlock(header.block, change.index, chain);
    demandLeaf(encode(canonical(header)), change, note);
    demand(header.block.membership === before.hash, 'the change follows another membership');
    demand(change.index >= (before.handover?.size ?? 0), 'the changes are not in order');
    const isMade = header.block.state === hexHash(encode(canonical(state)));
    demand(isMade && isAscending(state.changes.map(({ key }) => key)), "changes: not the block's");
    const made = state.changes.find(({ key }) => key === 'membership')?.value;
    const next = readMembership(made, chain);
    demand(next.hash !== before.hash, 'the change changes nothing');
    history.push({ ...next, handover: { size: note.size, text } });
  }
  return history;
}

/** Who judged a seal: the seal that brings a change is still the word of the members before it. */
function sealersOf(history, size, text) {
  const isBehind = ({ handover }) =>
    !handover || handover.size < size || (handover.size === size && handover.text !== text);
  return history.filter(isBehind).at(-1);
}

function readSealBefore(bytes, history, chain) {
  if (!bytes) return { size: 0 };
  const { note: text } = readJson(bytes, 8 * MEBI, 4, 64, 'seal');
  const note = readNote(encode(text), chain);
  const { attested } = judgeNote(note, sealersOf(history, note.size, text));
  return { hash: hexHash(bytes), notBefore: attested, size: note.size };
}

// ---- Notes ("Checkpoint, note, policy")

function readNote(bytes, chain) {
  demand(bytes.length <= MEBI, 'note: over 1 MiB');
  const form = /^([^\n]+\n(0|[1-9]\d{0,15})\n([^\n]{44})\n)\n((— [^ +\n]+ [^ \n]+\n){1,256})$/;
  const [, text, size, root, signed] = form.exec(utf8(bytes)) ?? refuse('note: not of its form');
  demand(text.startsWith(`${chain}\n`), 'origin: another chain');
  const lines = new Map(); // `key name, key id` → signature
  for (const line of signed.trimEnd().split('\n')) {
    const [, name, base64] = line.split(' ');
    const bytes = fromBase64(base64, 5, MEBI);
    const key = `${name} ${toHex(bytes.subarray(0, 4))}`;
    demand(!lines.has(key), 'note: two lines of one key');
    lines.set(key, bytes.subarray(4));
  }
  const tree = { root: fromBase64(root, 32, 32), size: check(Number(size), 'count') };
  return { ...tree, chain, lines, text: encode(text) };
}

/** Demands a quorum and no other lines: who signed, their clocks sorted, and the lower median. */
function judgeNote(note, { quorum, validators }) {
  const [signedBy, times] = [[], []];
  for (const { id, keys } of validators) {
    const lines = keys.map(({ line }) => note.lines.get(line)).filter(Boolean);
    if (lines.length === 0) continue;
    demand(lines.length === 3, `${id}: not all of its three lines`);
    times.push(cosignedAt(note, id, keys, lines));
    signedBy.push(id);
  }
  const { length } = signedBy;
  demand(note.lines.size === 3 * length, 'note: a line of nobody who may cosign');
  demand(length >= quorum, `${length} validators (expected: at least ${quorum})`);
  times.sort((one, other) => one - other);
  return { attested: times[Math.floor((length - 1) / 2)], signedBy, times };
}

/** The time in milliseconds that a validator's three lines give, when all three verify. */
function cosignedAt(note, id, keys, [log, classical, postQuantum]) {
  demand(classical.length === 72 && postQuantum.length === 2428, `${id}: a line's length`);
  const time = classical.subarray(0, 8);
  demand(equal(time, postQuantum.subarray(0, 8)), `${id}: two times`);
  const seconds = Number(BigInt(`0x${toHex(time)}`));
  check(seconds * 1000, '1000-9007199254740991', `${id}: time`);
  const cosigned = joined(encode(`cosignature/v1\ntime ${seconds}\n`), note.text);
  const sized = (text) => joined(Uint8Array.of(text.length), encode(text)); // names are ASCII
  const names = [encode('subtree/v1\n\0'), sized(`${note.chain}/${id}`), time, sized(note.chain)];
  const size = fromHex(note.size.toString(16).padStart(16, '0'));
  const subtree = joined(...names, new Uint8Array(8), size, note.root);
  const isSigned =
    verifyEd25519(keys[0].raw, note.text, log) &&
    verifyEd25519(keys[1].raw, cosigned, classical.subarray(8)) &&
    ml_dsa44.verify(postQuantum.subarray(8), subtree, keys[2].raw);
  demand(isSigned, `${id}: a wrong signature`);
  return seconds * 1000;
}

// ---- Tree and header ("The log", "Block header")

function demandLeaf(bytes, { index, path }, { root, size }) {
  demand(equal(climb(bytes, index, size, path), root), 'path: leads to another root');
}

/** The root that a path of exactly the right length leads to (RFC 9162, section 2.1.3.2). */
function climb(leaf, index, size, path) {
  demand(index < size, `index: ${index} (expected: below ${size})`);
  let [node, last] = [hash(Uint8Array.of(0), leaf), size - 1];
  for (const sibling of path.map(fromHex)) {
    demand(last > 0, 'path: too long');
    const isRight = index % 2 === 1 || index === last;
    node = hash(Uint8Array.of(1), ...(isRight ? [sibling, node] : [node, sibling]));
    // A last node without a neighbour goes up as it is.
    for (; isRight && index % 2 === 0 && index > 0; index /= 2) last = Math.floor(last / 2);
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  demand(last === 0, 'path: too short');
  return node;
}

function demandBlock(block, index, chain) {
  demand(block.chain === chain, `chain: ${block.chain} (expected: ${chain})`);
  const isThere = block.treeSize === index && block.firstIndex + block.count === index;
  demand(isThere, `treeSize: ${block.treeSize} (expected: ${index})`);
}

// ---- Records and their signers ("Statement", "Record", SIGNER_KEYS)

/** Types that put `key` in force for `subject`, and the role in which that key signs. */
const GRANTING = { 'subject.register': 'subject', 'key.rotate': 'successor' };

/** A record of this chain in its form, and what its signers sign: the statement or the batch. */
function readRecord(bytes, longest, chain) {
  const { batch, sigs, statement } = readJson(bytes, longest, 12, 1024, 'record');
  const { key, signers, subject, type } = statement;
  demand(statement.chain === chain, `chain: ${statement.chain} (expected: ${chain})`);
  demand(sigs.length === signers.length, `sigs: ${sigs.length} (expected: ${signers.length})`);
  if (GRANTING[type]) demand(check(key, 'key') && check(subject, 'name'), 'no key');
  const text = encode(canonical(statement));
  const record = { id: hexHash(text), sigs, signed: text, statement };
  if (!batch) return record;
  demand(signers.length === 1, 'batch: of more than one signer');
  const root = toHex(climb(text, batch.index, batch.size, batch.path));
  const signed = { batch: { chain, root, signer: signers[0].key, size: batch.size } };
  return { ...record, signed: encode(canonical(signed)) };
}

/** Demands that the signers signed; whether one did with SM2 is not judged here. */
function verifyRecord({ signed, sigs, statement: { signers } }) {
  const isSm2 = ({ key }) => key.startsWith('sm2:');
  signers.forEach((signer, i) => {
    const isValid = isSm2(signer) || verifySignature(signer.key, signed, fromBase64(sigs[i]));
    demand(isValid, `the signature of ${signer.subject} is not valid`);
  });
  if (signers.some(isSm2)) throw new NotJudged('a signature with SM2');
}

/** From each signer back, by the records that put its key in force, to an organisation's own key. */
function followKeys(record, supports, memberships) {
  const grants = new Map(); // key name → the supporting record that puts it in force
  for (const support of supports) {
    const { key, type } = support.statement;
    demand(GRANTING[type] && !grants.has(key), 'a supporting record puts no further key in force');
    grants.set(key, support);
  }
  const owners = memberships.flatMap(({ organisations }) => organisations);
  const used = new Set([record]);
  for (const next of used) {
    const { key, signers, subject, type } = next.statement;
    for (const signer of signers) {
      const isItsOwn = signer.key === key && signer.subject === subject;
      if (isItsOwn && signer.role === GRANTING[type]) continue; // the key that the record brings
      const owner = owners.findLast(({ recordKeys }) => recordKeys.includes(signer.key));
      const grant = grants.get(signer.key);
      const isRight = owner
        ? owner.id === signer.subject
        : grant?.index < next.index && grant.statement.subject === signer.subject;
      demand(isRight, `nothing puts the key of ${signer.subject} in force`);
      if (!owner) used.add(grant); // its own signers are looked at in their turn
    }
  }
  demand(used.size === 1 + supports.length, 'a supporting record that supports nothing');
}

// ---- Signatures: our rules, because libraries differ on odd ones ("Keys and signatures")

const ED_FIELD = 2n ** 255n - 19n;
const ED_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Whether the signature of a key name, of Ed25519 or P-256, is valid. */
export function verifySignature(name, message, signature) {
  const { algorithm, raw } = readKey(name);
  return (algorithm === 'p256' ? verifyP256 : verifyEd25519)(raw, message, signature);
}

function verifyEd25519(key, message, signature) {
  if (signature.length !== 64) return false;
  const [r, s] = [signature.subarray(0, 32), littleEndian(signature.subarray(32))];
  const [keyPoint, noncePoint] = [edwardsPoint(key), edwardsPoint(r)];
  if (!keyPoint || keyPoint.is0() || !keyPoint.isTorsionFree()) return false;
  if (!noncePoint || noncePoint.isSmallOrder() || s >= ED_ORDER) return false;
  const h = littleEndian(sha512(joined(r, key, message))) % ED_ORDER;
  const right = keyPoint.multiplyUnsafe(h);
  return ed25519.Point.BASE.multiplyUnsafe(s).equals(noncePoint.add(right)); // without a cofactor
}

function edwardsPoint(bytes) {
  if (littleEndian(bytes) % 2n ** 255n >= ED_FIELD) return undefined;
  try {
    return ed25519.Point.fromBytes(bytes, false);
  } catch {
    return undefined; // not on the curve
  }
}

function verifyP256(key, message, signature) {
  try {
    const pair = p256.Signature.fromBytes(signature, 'der');
    const isStrict = equal(pair.toBytes('der'), signature) && !pair.hasHighS();
    const options = { prehash: false, lowS: true, format: 'compact' };
    return isStrict && p256.verify(pair.toBytes('compact'), sha256(message), key, options);
  } catch {
    return false; // no two numbers from 1 to n - 1, or a key that is not on the curve
  }
}

const littleEndian = (bytes) => BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);

// ---- The zip: there is one archive of given parts ("The zip, byte by byte")

const REQUIRED = (
  'manifest.json genesis.json policy.txt seal.note header.json record.json record.tlog-proof ' +
  'proofs.json'
).split(' ');
const OPTIONAL = new RegExp(
  '^((before|(support|change)-([0-5][0-9]|6[0-3]))\\.json|seal-(0[0-9]|1[0-5])\\.tsr|' +
    'tsa-(0[0-9]|1[0-5])\\.crl|evidence\\.asice|certificate\\.pdf|VERIFY\\.txt)$',
);
const KNOWN_GUIDE = '82de3432c79c3f0773412a6740199f3033a0449026cd85ec85c374bb9803ee23';
const MEBI = 1024 * 1024;

/** The parts by name, from an archive that has no byte but those that its parts give. */
function readZip(bytes) {
  demand(bytes.length <= 16 * MEBI, `${bytes.length} bytes (expected: at most ${16 * MEBI})`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [parts, directory] = [new Map(), []];
  let at = 0;
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const [length, nameLength] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const start = at + 30 + nameLength;
    demand(start + length <= bytes.length && nameLength <= 64, 'a part beyond the bounds');
    const name = String.fromCharCode(...bytes.subarray(at + 30, start));
    const data = bytes.subarray(start, start + length);
    check(name, 'part');
    demand(parts.size < 256 && !parts.has(name), `${name}: twice, or one part too many`);
    const sizes = joined(le(length, 4), le(length, 4), le(nameLength, 2), le(0, 2));
    const common = joined(fromHex('0000000000002100'), le(crc32(data), 4), sizes);
    const head = joined(fromHex('504b03040a00'), common);
    demand(equal(bytes.subarray(at, at + 30), head), `${name}: stored in another form`);
    directory.push(fromHex('504b01020a000a00'), common, le(0, 10), le(at, 4), encode(name));
    parts.set(name, data);
    at = start + length;
  }
  const central = joined(...directory);
  const counts = [le(parts.size, 2), le(parts.size, 2), le(central.length, 4), le(at, 4)];
  const end = joined(central, fromHex('504b050600000000'), ...counts, le(0, 2));
  const isWhole = parts.size > 0 && equal(bytes.subarray(at), end);
  demand(isWhole && isAscending([...parts.keys()]), 'no zip archive of this form');
  return parts;
}

const le = (number, length) =>
  Uint8Array.from({ length }, (_, i) => Math.floor(number / 256 ** i) % 256);

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = (byte >>> 1) ^ (byte & 1 ? 0xedb88320 : 0);
  return byte;
});

function crc32(bytes) {
  let value = -1;
  for (const byte of bytes) value = (value >>> 8) ^ CRC_TABLE[(value ^ byte) & 255];
  return ~value >>> 0;
}

/** The parts STEM-00.json, STEM-01.json …, numbered without a gap. */
function numbered(parts, stem) {
  const names = [...parts.keys()].filter((name) => name.startsWith(`${stem}-`));
  const isRight = names.every((name, i) => name === `${stem}-${String(i).padStart(2, '0')}.json`);
  demand(isRight, `${stem}: numbered with a gap`);
  return names.map((name) => parts.get(name));
}

// ---- JSON: a text is canonical when writing its value anew gives it ("Canonical JSON")

function readJson(bytes, longest, depth, width, form) {
  demand(bytes.length <= longest, `${bytes.length} bytes (expected: at most ${longest})`);
  const text = utf8(bytes);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    refuse('not JSON');
  }
  demand(canonical(value, depth, width) === text, 'not canonical JSON');
  return check(value, form);
}

/** The one text of a value; refuses what has none, and what is deeper or wider than allowed. */
function canonical(value, depth = Infinity, width = Infinity) {
  if (typeof value === 'string') {
    demand(!/[\x7f\p{Surrogate}]/u.test(value), 'a character that may not occur');
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') {
    demand(typeof value === 'boolean' || Number.isSafeInteger(value), 'no integer within bounds');
    return String(value);
  }
  const names = Object.keys(value ?? refuse('null')).sort();
  demand(depth > 0 && names.length <= width, 'deeper or wider than allowed');
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one, depth - 1, width))}]`;
  demand(
    names.every((name) => /^[\0-\x7e]*$/.test(name)),
    'a name that is not ASCII',
  );
  const pairs = names.map((name) => [name, canonical(value[name], depth - 1, width)]);
  return `{${pairs.map(([name, text]) => `${JSON.stringify(name)}:${text}`)}}`;
}

// ---- Forms of values, by the tables of docs/formats.md

/**
 * A pattern for a text; a function that refuses other values; or the members of an object, each with
 * its form (`?`: may be absent; `…`: all others). Behind a form `*16` is a list of at most 16, `+4` one
 * of 1 to 4; `1-85` is an integer.
 */
const FORMS = {
  any: () => {},
  text: /^[^]+$/,
  name: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  hash: /^[0-9a-f]{64}$/,
  part: /^[A-Za-z0-9][A-Za-z0-9.-]*$/,
  key: readKey,
  bytes32: (value) => fromBase64(value, 32, 32),
  bytes1312: (value) => fromBase64(value, 1312, 1312),
  der: (value) => fromBase64(value, 1, 49152),
  count: (value, what) => check(value, '0-9007199254740991', what),
  place: 'index:count path:hash*64',
  manifest: 'chain:chainId format:evidence1 parts:digests record:hash',
  evidence1: oneOf('colophon-evidence/1'),
  chainId: /^colophon\/[a-z0-9-]{1,32}\/[0-9a-f]{16}$/,
  digests: '…:hash',
  genesis: 'format:genesis1 limits:limits membership:any name:chain time:count',
  genesis1: oneOf('colophon-genesis/1'),
  limits:
    'recordBytesMax:1024-1048576 entryBytesMax:65536-25165824 entryRecordsMax:1-65536 ' +
    'unsealedBlocksMax:1-9007199254740991 timeToleranceMs:1000-86400000',
  chain: /^[a-z0-9-]{1,32}$/,
  membership: 'organisations:organisation+512 quorum:1-85',
  organisation:
    'certificate:certificate checkpointKeys?:checkpointKeys id:id kind:kind nodes:name*16 ' +
    'recordKeys:key*16 tier:tier',
  certificate: (value) => fromBase64(value, 1, 6144),
  checkpointKeys: 'ed25519:bytes32 log:bytes32 mlDsa44:bytes1312',
  id: /^(?!(none|all|any|validators)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  kind: oneOf('COURT PROCURATORATE IP_OFFICE NOTARY PLATFORM TSA APPRAISER AUDITOR'),
  tier: oneOf('VALIDATOR OBSERVER PARTICIPANT'),
  change: 'changes:state header:header index:count note:text path:hash*64 size:count',
  state: 'changes:entry+64 previous:hash',
  entry: 'key:stateKey value?:any',
  stateKey: /^[^]{1,256}$/,
  proofs: 'header:place record:place size:count supports:place*64',
  header: 'block:block',
  block:
    'chain:text count:count epoch:count firstIndex:count height:count membership:hash ' +
    'previous:hash results:hash root:hash seal:hash state:hash term:count time:count ' +
    'treeSize:count version:1-1',
  seal: 'archive?:der crls:der*16 note:text tokens:der*16',
  record: 'batch?:batch sigs:signature+4 statement:statement',
  batch: 'index:count path:hash*64 size:1-65536',
  signature: (value) => fromBase64(value, 1, 96),
  statement:
    'chain:text issuedAt:count nonce:nonce notAfter?:count signers:signer+4 type:type …:any',
  nonce: /^[0-9a-f]{32}$/,
  signer: 'key:key role:role subject:name',
  role: oneOf(
    'creator agent owner acquirer licensor licensee pledgee registrar subject holder successor ' +
      'depositor platform notary member',
  ),
  type: oneOf(
    'subject.register key.rotate key.revoke draft.add work.declare work.reveal evidence.deposit ' +
      'evidence.capture supplement correction batch.timestamp publication recommendation access ' +
      'notice.send notice.counter takedown transfer licence.grant licence.sub licence.terminate ' +
      'work.derive right.encumber right.waive org.admit org.suspend org.vote',
  ),
};

function oneOf(words) {
  return (value, what) => demand(words.split(' ').includes(value), `${what}: none of ${words}`);
}

function check(value, form, what = form) {
  const [, item, sign, most] = /^(\w+)([*+])(\d+)$/.exec(form) ?? [];
  const [, from, to] = /^(\d+)-(\d+)$/.exec(form) ?? [];
  const rule = FORMS[form];
  if (item) {
    const isList = Array.isArray(value) && value.length <= Number(most);
    demand(isList && (value.length > 0 || sign === '*'), `${what}: no list of that length`);
    for (const one of value) check(one, item, what);
  } else if (to) {
    const isWithin = Number.isInteger(value) && Number(from) <= value && value <= Number(to);
    demand(isWithin, `${what}: (expected: ${form})`);
  } else if (rule instanceof RegExp) {
    demand(typeof value === 'string' && rule.test(value), `${what}: not of the form ${form}`);
  } else if (typeof rule === 'function') rule(value, what);
  else checkMembers(value, new Map(rule.split(' ').map((member) => member.split(':'))), what);
  return value;
}

function checkMembers(value, forms, what) {
  demand(value && typeof value === 'object' && !Array.isArray(value), `${what}: no object`);
  for (const name of forms.keys())
    demand(/[?…]$/.test(name) || Object.hasOwn(value, name), `${name}: missing`);
  for (const [name, member] of Object.entries(value)) {
    const form = forms.get(name) ?? forms.get(`${name}?`) ?? forms.get('…');
    check(member, form ?? refuse(`${name.slice(0, 64)}: an unknown member`), name);
  }
}

/** The algorithm and the raw public key of a key name. */
function readKey(name) {
  const form = /^(ed25519|p256|sm2):([\w-]{43,44})$/;
  const [, algorithm, text] = form.exec(check(name, 'text')) ?? refuse('key: not of its form');
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').padEnd(44, '=');
  const length = algorithm === 'ed25519' ? 32 : 33;
  const raw = fromBase64(standard, length, length);
  demand(raw.length === 32 || raw[0] === 2 || raw[0] === 3, 'key: no compressed point');
  return { algorithm, raw };
}

// ---- Bytes and texts

/** A check does not hold; the message says what was found. */
class Refusal extends Error {}
/** Whether it holds, only the full verifier can tell. */
class NotJudged extends Refusal {}

function refuse(message) {
  throw new Refusal(message);
}

function demand(condition, message) {
  if (!condition) refuse(message);
}

/** The bytes of a canonical base64 text. */
function fromBase64(text, least = 1, most = Infinity) {
  const isBase64 = typeof text === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  demand(isBase64 && text.length % 4 === 0, 'base64: not of its form');
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const isRight = least <= bytes.length && bytes.length <= most && toBase64(bytes) === text;
  demand(isRight, `base64: not canonical, or not of ${least} to ${most} bytes`);
  return bytes;
}

function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('not UTF-8');
  }
}

function joined(...pieces) {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const hash = (...pieces) => sha256(joined(...pieces));
const hexHash = (...pieces) => toHex(hash(...pieces));
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const encode = (text) => new TextEncoder().encode(text);
const equal = (one, other) =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);
const isAscending = (texts) => texts.every((text, i) => i === 0 || texts[i - 1] < text);
/** A time for people; beyond the calendar of JavaScript its milliseconds. */
const iso = (time) => (time <= 8.64e15 ? new Date(time).toISOString() : `${time} ms`);

// ---- The command; the page shows the same lines

const USAGE = `usage: node short.mjs BUNDLE [options]
  --file ORIGINAL     the original that it is about
  --genesis GENESIS   the genesis of the chain that you trust
  --json              the result as JSON
exit codes: 0 verified; 1 a check failed or is not judged; 2 wrong usage; 4 a file that cannot be read`;

/** The result for people; the verdict is the last line. */
export function linesOf({ checks, failed, notJudged, trustedGenesis, verified }) {
  const line = (sign, { name, detail }) => `${sign} ${name.padEnd(15)} ${detail}`;
  const open = notJudged.map((one) => line('–', { ...one, detail: `not judged: ${one.detail}` }));
  const seen = checks.filter(({ name, passed }) => passed || name === failed);
  const chain = trustedGenesis ? '' : ' against the chain that the bundle itself names';
  const verdict = verified
    ? `VERIFIED${chain}, but for what is not judged`
    : `NOT VERIFIED: ${failed ?? `${notJudged.at(-1).name} is not judged`}`;
  return [...seen.map((one) => line(one.passed ? '✓' : '✗', one)), ...open, verdict];
}

/** SHA-256 in hex of a stream of chunks of bytes. */
export async function digestOf(stream) {
  const digest = sha256.create();
  for await (const chunk of stream) digest.update(chunk);
  return toHex(digest.digest());
}

/** Runs the command and gives its exit code. */
export async function run(words, print = console.log, complain = console.error) {
  const { parseArgs } = await import('node:util');
  const { createReadStream, readFileSync } = await import('node:fs');
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }];
  const options = { file: text, genesis: text, json: flag };
  let given;
  try {
    given = parseArgs({ args: words, options, allowPositionals: true });
    demand(given.positionals.length === 1, `${given.positionals.length} bundles (expected: 1)`);
  } catch (fault) {
    complain(`error: ${fault.message}\n${USAGE}`);
    return 2;
  }
  const { file, genesis, json } = given.values;
  try {
    const chunks = []; // one byte over the limit is enough to refuse a file, however large it is
    for await (const chunk of createReadStream(given.positionals[0], { end: 16 * MEBI }))
      chunks.push(chunk);
    const result = verifyShort(joined(...chunks), {
      genesis: genesis && readFileSync(genesis),
      fileDigest: file && (await digestOf(createReadStream(file))),
    });
    print(json ? JSON.stringify(result) : linesOf(result).join('\n'));
    return result.verified ? 0 : 1;
  } catch (fault) {
    complain(`error: ${fault.message}`);
    return 4;
  }
}

const started = globalThis.process?.argv?.[1];
if (started && /[\\/]short\.mjs$/.test(started))
  run(process.argv.slice(2)).then((code) => (process.exitCode = code));
