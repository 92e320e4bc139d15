#!/usr/bin/env node
// The short verifier: one file, to be read from here to its end. It judges one bundle of Colophon
// evidence by docs/formats.md, whose words it uses: node short.mjs BUNDLE --genesis GENESIS.
// It leads from the record and its signers through the tree to the note that a quorum of validators
// signed, and from the genesis that you trust to those validators. Forms that founders and validators
// judged before they signed are not judged again; LEFT_OUT names all that is not judged. What is refused
// here, verify.mjs refuses too.
// WebCrypto hashes and verifies; vendor/noble.mjs has what it lacks: ML-DSA-44, points, strict DER.
import { ed25519, ml_dsa44, p256, sha256 } from './vendor/noble.mjs';

/** What is not judged here, where a bundle has such a part. verify.mjs judges all of it. */
const LEFT_OUT = [
  ['FORMS', /^genesis/, 'forms that founders and validators judged before they signed; CRC-32'],
  ['CONTENTS', /^record\.json$/, 'what the type of the record states: titles, shares, days'],
  ['POLICY', /^policy/, 'the rule of the quorum as a text for other tools'],
  ['TLOG_PROOF', /-proof$/, 'the proof as a text for other tools'],
  ['SM3_INCLUSION', /^proofs-sm3/, 'paths in a tree with SM3'],
  ['TIME_STAMPS', /\.(tsr|crl)$/, 'whether outside authorities saw the seal'],
  ['EVIDENCE_RECORD', /\.asice$/, 'the archive time-stamps'],
  ['CERTIFICATE', /\.pdf$/, 'the signed PDF'],
  ['GUIDE', /^VERIFY/, 'the instructions for checking by hand'],
];

/**
 * Judges a bundle; never throws for what stands in it. `genesis`: the trusted one, in bytes; `fileDigest`:
 * the original's SHA-256 in hex. Gives `{verified, failed?, trustedGenesis, checks: [{name, passed,
 * detail}], notJudged: [{name, detail}], facts?}`; what fails first ends the matter.
 */
export async function verifyShort(bytes, { genesis, fileDigest } = {}) {
  const [checks, notJudged] = [[], []];
  const begin = (name) => checks.push({ name, passed: true, detail: '' });
  let failed;
  const facts = await judge(bytes, genesis, fileDigest, begin, notJudged).catch((fault) => {
    const [{ name }, detail] = [checks.pop(), fault.message];
    if (fault instanceof NotJudged) notJudged.push({ name, detail });
    else checks.push({ name: (failed = name), passed: false, detail });
  });
  const trustedGenesis = !!(facts && genesis);
  return { verified: !!facts, failed, trustedGenesis, checks, notJudged, facts };
}

const LEVEL_KNOWN = 2; // the newest feature level whose rules are known here

class NotJudged extends Error {} // whether a check holds, only the full verifier can tell

function demand(condition, message) {
  if (!condition) throw new Error(message);
}

// ---- The checks, in the order of docs/formats.md: each holds when the next one begins
async function judge(bytes, trusted, fileDigest, begin, notJudged) {
  begin('CONTAINER');
  const parts = await readZip(bytes);
  for (const [name, part, detail] of LEFT_OUT)
    if ([...parts.keys()].some((one) => part.test(one))) notJudged.push({ name, detail });

  begin('MANIFEST');
  if (!globalThis.crypto?.subtle) throw new NotJudged('no WebCrypto in this program');
  const manifest = utf8(parts.get('manifest.json'));
  const { chain, record: id } = JSON.parse(manifest);
  const digests = {};
  for (const [name, part] of parts) if (name !== 'manifest.json') digests[name] = await hash(part);
  const right = { chain, format: 'colophon-evidence/1', parts: digests, record: id };
  demand(manifest === JSON.stringify(right), 'not the manifest of these parts');

  begin('LEVEL');
  // Words that only these members hold: a text cannot, for its quotes would be escaped.
  for (const [name, part] of parts)
    if (/^(genesis|header|change-\d+)\.json$/.test(name))
      for (const [, level] of new TextDecoder().decode(part).matchAll(/"(?:level|version)":(\d+)/g))
        demand(Number(level) <= LEVEL_KNOWN, `made by a later release: level ${level}`);

  begin('GENESIS');
  const genesisHash = digests['genesis.json'];
  const genesis = readJson(parts.get('genesis.json'), 16 * MEBI);
  demand(chain === `colophon/${genesis.name}/${genesisHash.slice(0, 16)}`, `not of ${chain}`);
  if ('suite' in genesis) throw new NotJudged('a chain of another suite than the standard one');
  demand(!trusted || (await hash(trusted)) === genesisHash, 'another genesis than the trusted one');
  const history = [await readMembership(genesis.membership, chain, { size: 0 })];

  begin('CHECKPOINT');
  const note = readNote(utf8(parts.get('seal.note')), chain);

  begin('MEMBERSHIP');
  for (const json of numbered(parts, 'change'))
    history.push(await readChange(json, history.at(-1), chain));
  demand(sealersOf(note, history) === history.at(-1), 'a change came in force behind the seal');

  begin('COSIGNATURES');
  demand(isSorted(note), 'note: its lines are not sorted');
  const sealed = await judgeNote(note, history.at(-1));

  begin('HEADER');
  const proofs = readJson(parts.get('proofs.json'), MEBI, 'header record size supports');
  demand(proofs.size === note.size && Array.isArray(proofs.supports), 'not of this tree');
  await demandLeaf(parts.get('header.json'), proofs.header, note);
  const block = blockOf(readJson(parts.get('header.json'), 4096), proofs.header.index, chain);

  begin('NOT_BEFORE');
  const before = parts.get('before.json');
  demand(block.seal === (digests['before.json'] ?? genesisHash), 'seal: not the one of the header');
  const seal = before ? readNote(readJson(before, 8 * MEBI).note, chain) : { size: 0 };
  const notBefore = before ? (await judgeNote(seal, sealersOf(seal, history))).attested : 'no seal';
  // The memberships up to the one under which the block was made.
  const until = history.filter(({ since }) => since.size <= seal.size);
  demand(block.membership === until.at(-1).hash, 'membership: not the one that this seal brought');
  demand(block.version === until.at(-1).level, 'version: not the level of that membership');

  begin('RECORD');
  const read = (json) => readRecord(json, genesis.limits.recordBytesMax, chain);
  const record = await read(parts.get('record.json'));
  const { contents = [], issuedAt, parts: taken = contents, signers, type } = record.statement;
  const listed = [...taken, record.statement];
  demand(record.id === id, `record: ${id} (expected: ${record.id})`);

  begin('SIGNATURE');
  await verifyRecord(record);

  begin('INCLUSION');
  const { index } = proofs.record;
  await demandLeaf(parts.get('record.json'), proofs.record, note);
  demand(block.firstIndex <= index && index < block.treeSize, 'index: not in the block');

  begin('SIGNER_KEYS');
  const supports = [];
  for (const [i, json] of numbered(parts, 'support').entries()) {
    await demandLeaf(json, proofs.supports[i], note);
    supports.push({ ...(await read(json)), index: proofs.supports[i].index });
  }
  demand(supports.length === proofs.supports.length, 'not as many as the proofs');
  followKeys({ ...record, index }, supports, until);
  for (const support of supports) await verifyRecord(support);

  if (fileDigest) begin('FILE');
  demand(!fileDigest || listed.some(({ sha256 }) => sha256 === fileDigest), 'not in the record');

  const stated = { record: id, type, signers: signers.map((one) => one.subject) };
  const placed = { chain, index, height: block.height, size: note.size, root: note.root };
  const times = { claimed: iso(issuedAt), ordered: iso(block.time), notBefore, ...sealed };
  return { ...stated, ...placed, ...times };
}

// ---- Who may seal, and what they signed ("Genesis", "Changes of the membership", "Checkpoint, note")
/** What sealing rests on: the quorum, each validator's keys, and the note since which they count. */
async function readMembership({ level, organisations, quorum }, chain, since) {
  const validators = [];
  for (const { checkpointKeys: keys, id } of organisations) {
    if (!keys) continue;
    const log = await checkpointKey(chain, '\x01', keys.log);
    const classical = await checkpointKey(`${chain}/${id}`, '\x04', keys.ed25519);
    const postQuantum = await checkpointKey(`${chain}/${id}`, '\x06', keys.mlDsa44);
    validators.push({ id, keys: [log, classical, postQuantum] });
  }
  demand(validators.length < 2 * quorum, `quorum: ${quorum} of ${validators.length}`);
  const identity = await hash(JSON.stringify({ level, organisations, quorum }));
  return { hash: identity, level: level ?? 1, organisations, quorum, since, validators };
}

/** A key, and how the lines that it signs begin. */
async function checkpointKey(name, type, text) {
  const raw = fromBase64(text);
  return { line: `${name} ${(await hash(name, '\n', type, raw)).slice(0, 8)}`, raw };
}

/** The membership that a change makes, when a quorum of the one before it sealed the change. */
async function readChange(json, before, chain) {
  const members = 'changes header index note path size';
  const { changes, header, index, note: text, path, size } = readJson(json, 16 * MEBI, members);
  const note = readNote(text, chain);
  demand(size === note.size && isSorted(note), 'note: of another tree, or not sorted');
  await judgeNote(note, before);
  await demandLeaf(JSON.stringify(header), { index, path }, note);
  const { membership, state, version } = blockOf(header, index, chain);
  demand(membership === before.hash && before.since.size <= index, 'not the next change');
  demand(version === before.level, 'the change was made at another level');
  demand(state === (await hash(JSON.stringify(changes))), 'changes: not those of the block');
  const { value } = changes.changes.find(({ key }) => key === 'membership');
  const made = await readMembership(value, chain, note);
  demand(made.hash !== before.hash, 'the change changes nothing');
  return made;
}

/** Who judges a note: the one that brings a change is still the word of the members before it. */
function sealersOf({ size, text }, history) {
  const isBehind = ({ since }) => since.size < size || (since.size === size && since.text !== text);
  return history.filter(isBehind).at(-1);
}

function readNote(text, chain) {
  const form = /^([^\n]+\n(0|[1-9]\d{0,15})\n([^\n]{44})\n)\n((— [^ +\n]+ [^ \n]+\n){1,256})$/;
  const [whole, signed, size, root, signatures] = form.exec(text) ?? [];
  demand(whole === text && signed.startsWith(`${chain}\n`), 'note: another form, or another chain');
  const lines = new Map(); // `key name, key id` → signature
  for (const line of signatures.trimEnd().split('\n')) {
    const [, name, base64] = line.split(' ');
    const bytes = fromBase64(base64);
    const key = `${name} ${toHex(bytes.subarray(0, 4))}`;
    demand(!lines.has(key), 'note: two lines of one key');
    lines.set(key, bytes.subarray(4));
  }
  return { chain, lines, root: toHex(fromBase64(root)), signed, size: Number(size), text };
}
const isSorted = ({ lines }) => `${[...lines.keys()]}` === `${[...lines.keys()].sort()}`;

/** Demands a quorum and no other lines; tells who signed, and their clocks with the lower median. */
async function judgeNote(note, { quorum, validators }) {
  const signed = validators.filter(({ keys }) => keys.some(({ line }) => note.lines.has(line)));
  const times = await Promise.all(signed.map((one) => cosignedAt(note, one)));
  demand(note.lines.size === 3 * signed.length, 'note: a line of nobody who may cosign');
  demand(signed.length >= quorum, `${signed.length} validators (expected: at least ${quorum})`);
  const clocks = times.sort((one, other) => one - other).map(iso);
  const attested = clocks[Math.floor((clocks.length - 1) / 2)];
  return { signedBy: signed.map(({ id }) => id), attested, clocks };
}

/** The time in milliseconds that a validator's three lines give, when all three verify. */
async function cosignedAt({ chain, lines, root, signed, size }, { id, keys }) {
  const [log, classical, postQuantum] = keys.map(({ line }) => lines.get(line));
  demand(log && classical && postQuantum, `${id}: not all of its three lines`);
  const time = classical.subarray(0, 8);
  const seconds = Number(`0x${toHex(time)}`);
  const isTime = seconds > 0 && Number.isSafeInteger(seconds * 1000);
  demand(isTime && equal(time, postQuantum.subarray(0, 8)), `${id}: no time, or two`);
  const sized = (text) => String.fromCharCode(text.length) + text; // shorter than 128, in ASCII
  const names = [sized(`${chain}/${id}`), time, sized(chain)];
  const range = fromHex(size.toString(16).padStart(32, '0')); // from 0 to the size
  const subtree = await joined('subtree/v1\n\0', ...names, range, fromHex(root));
  const cosigned = await joined(`cosignature/v1\ntime ${seconds}\n${signed}`);
  await verifyEd25519(keys[0].raw, await joined(signed), log);
  await verifyEd25519(keys[1].raw, cosigned, classical.subarray(8));
  demand(ml_dsa44.verify(postQuantum.subarray(8), subtree, keys[2].raw), `${id}: ML-DSA-44`);
  return seconds * 1000;
}

async function demandLeaf(leaf, place, { root, size }) {
  demand((await rootOf(leaf, place, size)) === root, 'path: leads to another root');
}

/** The root to which a path leads from a leaf, by the definition of RFC 6962, section 2.1.1. */
async function rootOf(leaf, place, size) {
  const { index, path } = place;
  const isIndex = Number.isInteger(index) && 0 <= index && index < size;
  demand(isIndex && has(place, 'index path'), `index: ${index} (expected: below ${size})`);
  if (size === 1 && path.length === 0) return hash('\0', leaf);
  const sibling = path.at(-1);
  demand(size > 1 && isHash(sibling), 'path: too long, too short, or no hashes');
  let left = 1; // leaves of the left subtree: the largest power of two below the size
  while (left * 2 < size) left *= 2;
  const isRight = index >= left;
  const [at, among] = isRight ? [index - left, size - left] : [index, left];
  const node = await rootOf(leaf, { index: at, path: path.slice(0, -1) }, among);
  return hash('\x01', fromHex(isRight ? sibling + node : node + sibling));
}

/** The members of a header of this chain that stands where it says. */
function blockOf({ block }, index, chain) {
  demand(block.chain === chain, 'no header of this chain');
  demand(block.treeSize === index && block.firstIndex + block.count === index, 'not at its index');
  return block;
}

// ---- Records and their signers ("Statement", "Record", SIGNER_KEYS)
/** A record of this chain, with what its signers sign: the statement or the batch. */
async function readRecord(json, longest, chain) {
  const { batch, sigs, statement } = readJson(json, longest);
  const { signers } = statement;
  demand(statement.chain === chain, 'statement: of another chain');
  demand(sigs.length === signers.length && sigs.length > 0, 'sigs: not one for each signer');
  const text = JSON.stringify(statement);
  const record = { id: await hash(text), sigs, signed: await joined(text), statement };
  if (batch === undefined) return record;
  const { index, path, size } = batch;
  demand(signers.length === 1 && size <= 65536, 'batch: too large, or of several signers');
  const root = await rootOf(text, { index, path }, size);
  const signed = { batch: { chain, root, signer: signers[0].key, size } };
  return { ...record, signed: await joined(JSON.stringify(signed)) };
}

async function verifyRecord({ sigs, signed, statement: { signers } }) {
  for (const [i, { key }] of signers.entries())
    await verifySignature(key, signed, fromBase64(sigs[i]));
}

/** From each signer back, by the records that put its key in force, to an organisation's own key. */
function followKeys(record, supports, memberships) {
  const granting = { 'subject.register': 'subject', 'key.rotate': 'successor' }; // role of the new key
  const owners = memberships.flatMap(({ organisations }) => organisations);
  const grants = supports.filter(({ statement }) => granting[statement.type]);
  const used = new Set([record]);
  for (const { index, statement } of used) {
    for (const { key, role, subject } of statement.signers) {
      const isBrought = statement.key === key && statement.subject === subject; // by this record
      if (isBrought && role === granting[statement.type]) continue;
      const owner = owners.findLast(({ recordKeys }) => recordKeys.includes(key));
      const grant = grants.find((one) => one.statement.key === key);
      const isGranted = grant?.index < index && grant.statement.subject === subject;
      demand(owner ? owner.id === subject : isGranted, `nothing puts ${key} in force`);
      if (!owner) used.add(grant); // its own signers are looked at in their turn
    }
  }
  demand(used.size === 1 + supports.length, 'a supporting record that supports nothing');
}

// ---- Signatures: our rules, because libraries differ on odd ones ("Keys and signatures")
/** Demands a valid signature by the key of that name. */
export async function verifySignature(name, message, signature) {
  const [, algorithm, text] = /^(ed25519|p256|sm2):([\w-]{43,44})$/.exec(name) ?? [];
  demand(algorithm, 'key: not of its form');
  if (algorithm === 'sm2') throw new NotJudged('a signature with SM2');
  const key = fromBase64(text.replaceAll('-', '+').replaceAll('_', '/').padEnd(44, '='));
  await (algorithm === 'p256' ? verifyP256 : verifyEd25519)(key, message, signature);
}

/** Where key and R are of prime order, the equation says the same with a cofactor as without. */
async function verifyEd25519(key, message, signature) {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const s = BigInt(`0x${toHex(signature.slice(32).reverse())}`);
  demand(signature.length === 64 && s < order, 'signature: not 64 bytes, or its S is too large');
  for (const bytes of [key, signature.subarray(0, 32)]) {
    const point = ed25519.Point.fromBytes(bytes);
    demand(!point.is0() && point.isTorsionFree(), 'a point that is not of prime order');
  }
  await verifyByWebCrypto({ name: 'Ed25519' }, key, message, signature);
}

async function verifyP256(key, message, signature) {
  const pair = p256.Signature.fromBytes(signature, 'der');
  demand(equal(pair.toBytes('der'), signature) && !pair.hasHighS(), 'signature: DER, or high s');
  const [point, fixed] = [p256.Point.fromBytes(key).toBytes(false), pair.toBytes('compact')];
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  await verifyByWebCrypto(algorithm, point, message, fixed);
}

async function verifyByWebCrypto(algorithm, key, message, signature) {
  const { subtle } = crypto;
  const imported = await subtle.importKey('raw', key, algorithm, false, ['verify']).catch(() => {
    throw new NotJudged(`no ${algorithm.name} in the WebCrypto of this program`);
  });
  demand(await subtle.verify(algorithm, imported, signature, message), 'a signature is not valid');
}

// ---- The zip: there is one archive of given parts ("The zip, byte by byte")
/** The names of parts: first those that must be there, all eight. */
const PARTS = [
  /^((genesis|header|manifest|proofs|record)\.json|policy\.txt|record\.tlog-proof|seal\.note)$/,
  /^((before|proofs-sm3|(change|support)-([0-5]\d|6[0-3]))\.json|certificate\.pdf|evidence\.asice)$/,
  /^(VERIFY\.txt|seal-(0\d|1[0-5])\.tsr|tsa-(0\d|1[0-5])\.crl)$/,
];

/** The parts by name, from an archive that has no byte but those that its parts give. */
async function readZip(bytes) {
  demand(bytes.length <= 16 * MEBI, `${bytes.length} bytes (expected: at most ${16 * MEBI})`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [parts, items, directory] = [new Map(), [], []];
  let [at, last] = [0, ''];
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const start = at + 30 + view.getUint16(at + 26, true);
    const data = bytes.subarray(start, start + view.getUint32(at + 18, true));
    const name = String.fromCharCode(...bytes.subarray(at + 30, start));
    demand(last < name && PARTS.some((form) => form.test(name)), 'a name of no part, or no order');
    const sizes = [le(data.length, 4), le(data.length, 4), le(name.length, 4)];
    const common = [fromHex('0000000000002100'), bytes.subarray(at + 14, at + 18), ...sizes];
    items.push(fromHex('504b03040a00'), ...common, name, data);
    directory.push(fromHex('504b01020a000a00'), ...common, le(0, 10), le(at, 4), name);
    parts.set(name, data);
    [at, last] = [start + data.length, name];
  }
  const central = await joined(...directory);
  const counts = [le(parts.size, 2), le(parts.size, 2), le(central.length, 4), le(at, 4), le(0, 2)];
  const whole = await joined(...items, central, fromHex('504b050600000000'), ...counts);
  demand(equal(whole, bytes), 'not the archive of its parts');
  demand([...parts.keys()].filter((name) => PARTS[0].test(name)).length === 8, 'a part is missing');
  return parts;
}

/** The parts STEM-00.json, STEM-01.json …, numbered without a gap. */
function numbered(parts, stem) {
  const names = [...parts.keys()].filter((name) => name.startsWith(stem));
  for (const [i, name] of names.entries()) demand(Number(name.slice(-7, -5)) === i, 'a gap');
  return names.map((name) => parts.get(name));
}

// ---- JSON, bytes and texts
const MEBI = 1024 * 1024;
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** The value of a text without a byte that could be another. Order: whoever sealed it saw to that. */
function readJson(bytes, longest, members) {
  demand(bytes.length <= longest, `${bytes.length} bytes (expected: at most ${longest})`);
  const value = JSON.parse(utf8(bytes));
  const isWhole = JSON.stringify(value) === utf8(bytes) && (!members || has(value, members));
  demand(isWhole, `not canonical JSON, or not the members ${members}`);
  return value;
}

function fromBase64(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  demand(toBase64(bytes) === text, 'base64: not of its form');
  return bytes;
}

/** Texts and bytes one behind the other, and their SHA-256 in hex. */
const joined = async (...pieces) => new Uint8Array(await new Blob(pieces).arrayBuffer());
const hash = async (...all) => toHex(await crypto.subtle.digest('SHA-256', await joined(...all)));
const has = (value, names) => Object.keys(value).join(' ') === names;
const utf8 = (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const toHex = (bytes) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const le = (number, length) => fromHex(number.toString(16).padStart(2 * length, '0')).reverse();
const equal = (one, two) => one.length === two.length && one.every((byte, i) => byte === two[i]);
const iso = (time) => (time <= 8.64e15 ? new Date(time).toISOString() : `${time} ms`);

// ---- The command; the page shows the same lines
const USAGE = `usage: node short.mjs BUNDLE [--genesis GENESIS] [--file ORIGINAL] [--json]
exit codes: 0 verified; 1 a check failed or is not judged; 2 wrong usage; 4 a file that cannot be read`;

/** The result for people; the verdict is the last line. */
export function linesOf({ checks, facts = {}, failed, notJudged, trustedGenesis, verified }) {
  const line = (sign, name, text) => `${sign} ${name.padEnd(16)} ${text}`.replace(/\p{C}/gu, '?');
  const chain = trustedGenesis ? '' : ' against the chain that the bundle itself names';
  const reason = failed ?? `${notJudged.at(-1)?.name} is not judged`;
  return [
    ...checks.map(({ name, passed, detail }) => line(passed ? '✓' : '✗', name, detail)),
    ...notJudged.map(({ name, detail }) => line('–', name, `not judged: ${detail}`)),
    ...Object.entries(facts).map(([name, value]) => line(' ', name, value)),
    verified ? `VERIFIED${chain}, but for what is not judged` : `NOT VERIFIED: ${reason}`,
  ];
}

export async function digestOf(stream) {
  const digest = sha256.create(); // chunk by chunk: an original may be larger than the memory
  for await (const chunk of stream) digest.update(chunk);
  return toHex(digest.digest());
}

export async function run(words, print = console.log, complain = console.error) {
  const { parseArgs } = await import('node:util');
  const { createReadStream, readFileSync } = await import('node:fs');
  const text = { type: 'string' };
  const options = { file: text, genesis: text, json: { type: 'boolean' } };
  let code = 2;
  try {
    const { positionals, values } = parseArgs({ args: words, options, allowPositionals: true });
    demand(positionals.length === 1, `${positionals.length} bundles (expected: 1)`);
    code = 4;
    // One byte over the limit is enough to refuse a file, however large it is.
    const bundle = createReadStream(positionals[0], { end: 16 * MEBI });
    const result = await verifyShort(Buffer.concat(await bundle.toArray()), {
      genesis: values.genesis && readFileSync(values.genesis),
      fileDigest: values.file && (await digestOf(createReadStream(values.file))),
    });
    print(values.json ? JSON.stringify(result) : linesOf(result).join('\n'));
    return result.verified ? 0 : 1;
  } catch (fault) {
    complain(`error: ${fault.message}${code === 2 ? `\n${USAGE}` : ''}`);
    return code;
  }
}

if (/[\\/]short\.mjs$/.test(globalThis.process?.argv?.[1]))
  run(process.argv.slice(2)).then((code) => (process.exitCode = code));
