// What a bundle is about: the genesis and its members, checkpoints and who counts on them, the tree,
// headers and records (docs/formats.md, the sections of these names).
import { checkStatement } from './content.mjs';
import {
  base64,
  demand,
  encode,
  equal,
  HASH,
  hexHash,
  integer,
  LARGEST,
  list,
  matches,
  MEBI,
  members,
  NAME,
  parseJson,
  readKey,
  refuse,
  string,
  toBase64,
  utf8,
  writeJson,
} from './forms.mjs';
import { checkMembership, levelOf, suiteOf } from './membership.mjs';
import {
  ALGORITHMS,
  fromHex,
  hash,
  joined,
  sm3,
  toHex,
  verifyEd25519,
  verifyMlDsa44,
  verifySm2,
} from './signatures.mjs';

// ---- Genesis, membership, policy

const GENESIS_LIMITS = {
  recordBytesMax: [1024, 1048576],
  entryBytesMax: [65536, 25165824],
  entryRecordsMax: [1, 65536],
  unsealedBlocksMax: [1, LARGEST],
  timeToleranceMs: [1000, 86400000],
};

export function checkGenesis(found) {
  members(found, 'format limits membership name time', 'suite');
  demand(found.format === 'colophon-genesis/1', 'format: unknown (expected: colophon-genesis/1)');
  matches(found.name, /^[a-z0-9-]{1,32}$/, 'name');
  integer(found.time, 0, LARGEST, 'time');
  members(found.limits, Object.keys(GENESIS_LIMITS).join(' '));
  for (const [name, [from, to]] of Object.entries(GENESIS_LIMITS))
    integer(found.limits[name], from, to, name);
  checkMembership(found.membership);
  demand(!('suite' in found) || found.suite === 'sm', 'suite: (expected: sm)');
  const suite = suiteOf(found.membership);
  demand((found.suite ?? 'standard') === suite, `suite: the validators' keys are for ${suite}`);
}

/** A membership with its validators, its level and its hash. */
export function asMembership(found) {
  const validators = found.organisations.filter(({ tier }) => tier === 'VALIDATOR');
  return { ...found, validators, level: levelOf(found), hash: hexHash(encode(writeJson(found))) };
}

export const rootsOf = ({ organisations }) =>
  organisations.map((organisation) => ({ der: base64(organisation.certificate), organisation }));

/** What stands before an SM2 key where it is hashed or written: C2SP has no byte for the type. */
const SM2_TYPE = joined(Uint8Array.of(0xff), encode('colophon/sm2-cosignature/v1'));

/** The keys of a validator as they sign notes: of the log, and the witnesses by their names. */
function checkpointKeys({ id, checkpointKeys: keys }, chain) {
  const key = (name, type, text) => {
    const bytes = base64(text);
    const typed = joined(type, bytes);
    const keyId = toHex(hash(encode(`${name}\n`), typed).subarray(0, 4));
    return { name, keyId, bytes, vkey: `${name}+${keyId}+${toBase64(typed)}` };
  };
  const witness = `${chain}/${id}`;
  const witnesses = {
    ed25519: key(witness, Uint8Array.of(4), keys.ed25519),
    'ml-dsa-44': key(witness, Uint8Array.of(6), keys.mlDsa44),
  };
  if (keys.sm2) witnesses.sm2 = key(witness, SM2_TYPE, keys.sm2);
  return { log: key(chain, Uint8Array.of(1), keys.log), witnesses };
}

/** The text of policy.txt (C2SP tlog-policy) for a membership. */
export function policyText({ validators, quorum }, chain) {
  const keyed = validators.map((org) => ({ id: org.id, ...checkpointKeys(org, chain) }));
  const lines = [
    ...keyed.map(({ log }) => `log ${log.vkey}`),
    ...keyed.flatMap(({ id, witnesses }) =>
      Object.entries(witnesses).map(([name, { vkey }]) => `witness ${id}/${name} ${vkey}`),
    ),
    ...keyed.map(({ id, witnesses }) => {
      const names = Object.keys(witnesses).map((name) => `${id}/${name}`);
      return `group ${id} all ${names.join(' ')}`;
    }),
    `group validators ${quorum} ${keyed.map(({ id }) => id).join(' ')}`,
    'quorum validators',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

// ---- Checkpoints, notes, and which validators count (C2SP tlog-checkpoint, signed-note)

export function parseNote(bytes) {
  demand(bytes.length <= MEBI, 'note: over 1 MiB');
  const [origin, size, root, empty, ...rest] = utf8(bytes).split('\n');
  demand(
    empty === '' && rest.pop() === '' && rest.length >= 1 && rest.length <= 256,
    'note: not of its form',
  );
  demand(
    /^(0|[1-9][0-9]{0,15})$/.test(size) && Number.isSafeInteger(Number(size)),
    'note: no size',
  );
  const lines = rest.map((line) => {
    const [, name, text] =
      /^— ([^ +]+) ([^ ]+)$/.exec(line) ?? refuse('note: a line that is no signature');
    const signed = base64(text);
    demand(signed.length > 4, 'note: a signature line without a signature');
    return { name, keyId: toHex(signed.subarray(0, 4)), bytes: signed.subarray(4) };
  });
  demand(
    new Set(lines.map(({ name, keyId }) => `${name} ${keyId}`)).size === lines.length,
    'note: two lines of one key',
  );
  const checkpointText = encode(`${origin}\n${size}\n${root}\n`);
  return { origin, size: Number(size), root: base64(root, 32), lines, text: checkpointText };
}

/** Demands that the lines stand in the order of a seal: by key name, then by key id. */
export function demandSorted({ lines }) {
  const order = lines.map(({ name, keyId }) => `${toHex(encode(name))} ${keyId}`);
  demand(
    order.every((line, i) => i === 0 || order[i - 1] < line),
    'note: its lines are not sorted',
  );
}

/**
 * Who counts on a right note with a quorum, the time that they attest (milliseconds), and on a chain
 * of the suite sm the SM3 root that all of them name.
 */
export function judgeNote(note, { validators, quorum }, chain) {
  demand(note.origin === chain, `note: of ${note.origin} (expected: ${chain})`);
  const used = new Set();
  const counting = [];
  for (const validator of validators) {
    const keys = checkpointKeys(validator, chain);
    const lineOf = ({ name, keyId }) =>
      note.lines.find((line) => line.name === name && line.keyId === keyId);
    const lines = [keys.log, ...Object.values(keys.witnesses)].map(lineOf);
    if (!lines.some(Boolean)) continue;
    demand(lines.every(Boolean), `${validator.id}: not all of its ${lines.length} lines`);
    for (const line of lines) used.add(line);
    counting.push({ id: validator.id, ...cosigned(note, keys, lines, validator.id) });
  }
  demand(used.size === note.lines.length, 'note: a line of nobody who may cosign');
  demand(counting.length >= quorum, `${counting.length} validators (expected: at least ${quorum})`);
  const times = counting.map(({ seconds }) => seconds).sort((one, other) => one - other);
  const median = times[Math.floor((times.length - 1) / 2)];
  const [{ sm3Root }] = counting;
  demand(
    counting.every((one) => sm3Root === undefined || equal(one.sm3Root, sm3Root)),
    'note: two SM3 roots',
  );
  return { organisations: counting.map(({ id }) => id), attested: median * 1000, sm3Root };
}

/** The time that a validator's lines give, and the SM3 root of the fourth, when all verify. */
function cosigned(note, { log: logKey, witnesses }, [log, ed25519, mlDsa44, sm2], id) {
  demand(
    ed25519.bytes.length === 72 && mlDsa44.bytes.length === 2428,
    `${id}: a cosignature of another size`,
  );
  const time = ed25519.bytes.subarray(0, 8);
  demand(equal(time, mlDsa44.bytes.subarray(0, 8)), `${id}: two times`);
  const seconds = Number(new DataView(joined(time).buffer).getBigUint64(0));
  demand(seconds > 0 && Number.isSafeInteger(seconds * 1000), `${id}: a time out of range`);
  const text = joined(encode(`cosignature/v1\ntime ${seconds}\n`), note.text);
  const name = encode(witnesses['ml-dsa-44'].name);
  const origin = encode(note.origin);
  const subtree = joined(
    encode('subtree/v1\n\0'),
    Uint8Array.of(name.length),
    name,
    time,
    Uint8Array.of(origin.length),
    origin,
    new Uint8Array(8),
    be64(note.size),
    note.root,
  );
  demand(verifyEd25519(logKey.bytes, note.text, log.bytes), `${id}: a wrong log signature`);
  demand(
    verifyEd25519(witnesses.ed25519.bytes, text, ed25519.bytes.subarray(8)),
    `${id}: a wrong Ed25519 cosignature`,
  );
  demand(
    verifyMlDsa44(witnesses['ml-dsa-44'].bytes, subtree, mlDsa44.bytes.subarray(8)),
    `${id}: a wrong ML-DSA-44 cosignature`,
  );
  return sm2 ? { seconds, sm3Root: sm3RootOf(note, witnesses.sm2, sm2, time, id) } : { seconds };
}

/** The SM3 root that a fourth line names: time (8), root (32), signature over both roots. */
function sm3RootOf(note, key, { bytes }, time, id) {
  demand(bytes.length >= 48 && bytes.length <= 112, `${id}: a cosignature of another size`);
  demand(equal(time, bytes.subarray(0, 8)), `${id}: two times`);
  const seconds = new DataView(joined(time).buffer).getBigUint64(0);
  const root = bytes.subarray(8, 40);
  const head = `colophon/sm2-cosignature/v1\ntime ${seconds}\nsm3 ${toBase64(root)}\n`;
  const isValid = verifySm2(key.bytes, joined(encode(head), note.text), bytes.subarray(40));
  demand(isValid, `${id}: a wrong SM2 cosignature`);
  return root;
}

function be64(number) {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(number));
  return new Uint8Array(bytes.buffer);
}

// ---- The tree (RFC 6962) and block headers

export const leafHash = (bytes, hashOf = hash) => hashOf(Uint8Array.of(0), bytes);
const nodeHash = (left, right, hashOf) => hashOf(Uint8Array.of(1), left, right);

/** The hash function of the second tree of a chain of the suite sm. */
export const sm3Hash = (...pieces) => sm3(joined(...pieces));

/** The form of a leaf's place in a tree of `size` leaves; the length of its path is climb's matter. */
export function checkPlace(place, size) {
  members(place, 'index path');
  integer(place.index, 0, size - 1, 'index');
  for (const step of list(place.path, 0, 64)) matches(step, HASH, 'path');
}

/** The root that a path leads to (RFC 6962, section 2.1.1), its length exact. */
export function climb(leaf, index, size, path, hashOf = hash) {
  const inner = (BigInt(index) ^ BigInt(size - 1)).toString(2).replace(/^0$/, '').length;
  const above = (BigInt(index) >> BigInt(inner)).toString(2).replaceAll('0', '').length;
  demand(path.length === inner + above, `path: ${path.length} hashes (expected: ${inner + above})`);
  return path.map(fromHex).reduce((node, sibling, level) => {
    const isLeft = level < inner && (BigInt(index) >> BigInt(level)) % 2n === 0n;
    return isLeft ? nodeHash(node, sibling, hashOf) : nodeHash(sibling, node, hashOf);
  }, leaf);
}

export function demandLeaf(bytes, { index, path }, { root, size }, hashOf = hash) {
  checkPlace({ index, path }, size);
  const found = climb(leafHash(bytes, hashOf), index, size, path, hashOf);
  demand(equal(found, root), 'path: leads to another root');
}

const HEADER_HASHES = ['membership', 'previous', 'results', 'root', 'seal', 'state'];
const HEADER_NUMBERS = ['count', 'epoch', 'firstIndex', 'height', 'term', 'time', 'treeSize'];

/** The members of a header of this chain, of its suite, that is right by itself. */
export function checkHeader(found, chain, suite) {
  members(found, 'block');
  const { block } = found;
  const hashes = suite === 'sm' ? [...HEADER_HASHES, 'sm3Root'] : HEADER_HASHES;
  members(block, ['chain', 'version', ...hashes, ...HEADER_NUMBERS].join(' '));
  for (const name of hashes) matches(block[name], HASH, name);
  for (const name of HEADER_NUMBERS) integer(block[name], 0, LARGEST, name);
  demand(block.chain === chain, `chain: (expected: ${chain})`);
  integer(block.version, 1, 9999, 'version');
  demand(
    block.treeSize === block.firstIndex + block.count,
    'treeSize: (expected: firstIndex + count)',
  );
  return block;
}

// ---- Records

const GRANTING = { 'subject.register': 'subject', 'key.rotate': 'successor' };

/** A record of this chain in its form; its signatures are looked at by verifyRecord. */
export function parseRecord(bytes, { chain, recordBytesMax }) {
  const found = parseJson(bytes, { bytes: recordBytesMax, depth: 12, width: 1024 });
  members(found, 'sigs statement', 'batch');
  const { batch, sigs, statement } = found;
  checkStatement(statement);
  demand(statement.chain === chain, `chain: (expected: ${chain})`);
  const text = encode(writeJson(statement));
  const parsed = { sigs: [], statement, text, id: hexHash(text), signed: text };
  for (const sig of list(sigs, statement.signers.length, statement.signers.length)) {
    parsed.sigs.push(base64(string(sig, 'sig', 128)));
  }
  return 'batch' in found ? { ...parsed, signed: batchText(batch, parsed) } : parsed;
}

/** What the one signer of a batch signed: the root that this statement's path leads to. */
function batchText(batch, { sigs, statement, text }) {
  members(batch, 'index path size');
  const { index, path, size } = batch;
  integer(size, 1, 65536, 'size');
  checkPlace({ index, path }, size);
  list(sigs, 1, 1);
  const root = toHex(climb(leafHash(text), index, size, path));
  const signer = statement.signers[0].key;
  return encode(writeJson({ batch: { chain: statement.chain, root, signer, size } }));
}

/** Demands that every signer signed the statement, or the batch that it belongs to. */
export function verifyRecord({ sigs, signed, statement }) {
  statement.signers.forEach(({ key, subject }, i) => {
    const { algorithm, bytes } = readKey(key);
    const isValid = ALGORITHMS[algorithm].verify(bytes, signed, sigs[i]);
    demand(isValid, `the signature of ${subject} is not valid`);
  });
  if (statement.private) verifyReceipts(statement);
}

/** Demands that each custodian signed that it holds the ciphertext. */
function verifyReceipts({ chain, private: { digest, receipts, size } }) {
  for (const { custodian, key, signature, time } of receipts) {
    const said = encode(writeJson({ custody: { chain, custodian, digest, size, time } }));
    const isValid = ALGORITHMS.ed25519.verify(readKey(key).bytes, said, base64(signature));
    demand(isValid, `the receipt of ${custodian} is not valid`);
  }
}

export const subjectsOf = ({ statement }) => [
  ...new Set(statement.signers.map(({ subject }) => subject)),
];

/** Whether a record puts a key in force: a registration or a rotation does. */
export const grantsKey = ({ type }) => type in GRANTING;

/** The signers whose keys must have been in force before: not the key that the record brings. */
export function signersInForce({ key, signers, subject, type }) {
  const isBrought = (signer) =>
    signer.role === GRANTING[type] && signer.key === key && signer.subject === subject;
  return signers.filter((signer) => !isBrought(signer));
}

/** Whether an organisation of these memberships brought the key along, to sign under its name. */
export function isBroughtAlong({ key, subject }, memberships) {
  const owners = memberships
    .flatMap(({ organisations }) => organisations)
    .filter(({ recordKeys }) => recordKeys.includes(key));
  demand(
    owners.length === 0 || owners.at(-1).id === subject,
    `the key of an organisation signs for ${subject}`,
  );
  return owners.length > 0;
}
