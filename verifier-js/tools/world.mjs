// A small chain made from a seed, with keys that are worth nothing: what the corpus of good and bad
// bundles is made of. It signs and assembles with code of its own, so that a bundle can be wrong in
// ways that no honest node would write, and still be signed and sealed rightly.
import { writeJson, writeZip } from '../forms.mjs';
import {
  ALGORITHMS,
  fromHex,
  hash,
  joined,
  sm2Digest,
  SM2,
  Sm2Point,
  sm3,
  toHex,
} from '../signatures.mjs';
import { ed25519, ml_dsa44, p256 } from '../vendor/noble.mjs';

export const utf8 = (text) => new TextEncoder().encode(text);
export const base64 = (bytes) => Buffer.from(bytes).toString('base64');
export const hexHash = (...pieces) => toHex(hash(...pieces));
const seeded = (label) => hash(utf8(`colophon verifier corpus: ${label}`));
const number = (bytes) => BigInt(`0x${toHex(bytes)}`);
const be64 = (value) => fromHex(value.toString(16).padStart(16, '0'));

// ---- Keys of records

const SIGNERS = {
  ed25519: {
    publicKey: (secret) => ed25519.getPublicKey(secret),
    sign: (secret, message) => ed25519.sign(message, secret),
  },
  p256: {
    publicKey: (secret) => p256.getPublicKey(secret, true),
    sign: (secret, message) =>
      p256.sign(message, secret, { prehash: true, lowS: true, format: 'der' }),
  },
  sm2: {
    publicKey: (secret) => Sm2Point.BASE.multiply(number(secret)).toBytes(true),
    sign: signSm2,
  },
};

/** GB/T 32918.2, section 6, with a nonce that follows from key and message. */
function signSm2(secret, message) {
  const order = SM2.n;
  const e = sm2Digest(SIGNERS.sm2.publicKey(secret), message);
  const k = (number(hash(secret, message)) % (order - 1n)) + 1n;
  const r = (e + Sm2Point.BASE.multiply(k).toAffine().x) % order;
  const d = number(secret);
  const s = (inverse(1n + d, order) * ((((k - r * d) % order) + order) % order)) % order;
  return derPair(r, s);
}

function inverse(value, modulus) {
  let [result, base, exponent] = [1n, value % modulus, modulus - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

/** A DER SEQUENCE of two positive INTEGERs. */
export function derPair(r, s) {
  const items = [r, s].map((value) => {
    const digits = value.toString(16);
    const octets = fromHex(digits.length % 2 ? `0${digits}` : digits);
    const content = octets[0] < 0x80 ? octets : joined(Uint8Array.of(0), octets);
    return joined(Uint8Array.of(2, content.length), content);
  });
  const content = joined(...items);
  return joined(Uint8Array.of(0x30, content.length), content);
}

/** A key by its label: the same label gives the same key. */
export function recordKey(algorithm, label) {
  const secret = seeded(`${algorithm} ${label}`);
  const { publicKey, sign } = SIGNERS[algorithm];
  const name = `${algorithm}:${Buffer.from(publicKey(secret)).toString('base64url')}`;
  return { name, sign: (message) => sign(secret, message), algorithm: ALGORITHMS[algorithm] };
}

// ---- Members

const CERTIFICATE = base64(utf8('not looked at'));

/** The hash function of the second tree of a chain of the suite sm. */
const sm3Hash = (...pieces) => sm3(joined(...pieces));
const SM2_TYPE = joined(Uint8Array.of(0xff), utf8('colophon/sm2-cosignature/v1'));

/** A validator of the genesis, with its secret keys beside it; of the suite sm it has a fourth. */
export function makeValidator(id, certificate = CERTIFICATE, suite = 'standard') {
  const secrets = { log: seeded(`log ${id}`), ed25519: seeded(`witness ${id}`) };
  const mlDsa44 = ml_dsa44.keygen(seeded(`ml-dsa ${id}`));
  const recordSigner = recordKey('ed25519', id);
  const organisation = {
    certificate,
    checkpointKeys: {
      ed25519: base64(ed25519.getPublicKey(secrets.ed25519)),
      log: base64(ed25519.getPublicKey(secrets.log)),
      mlDsa44: base64(mlDsa44.publicKey),
    },
    id,
    kind: 'COURT',
    nodes: [`${id}-node`],
    recordKeys: [recordSigner.name],
    tier: 'VALIDATOR',
  };
  const all = { ...secrets, mlDsa44: mlDsa44.secretKey };
  if (suite === 'sm') {
    all.sm2 = seeded(`sm2 ${id}`);
    organisation.checkpointKeys.sm2 = base64(SIGNERS.sm2.publicKey(all.sm2));
  }
  return { id, organisation, recordSigner, secrets: all };
}

const LIMITS = {
  entryBytesMax: 8388608,
  entryRecordsMax: 16384,
  recordBytesMax: 65536,
  timeToleranceMs: 600000,
  unsealedBlocksMax: 100000,
};
export const START = 1767225600000;

export function makeGenesis(name, validators, quorum, others = []) {
  const organisations = [...validators.map(({ organisation }) => organisation), ...others].sort(
    (one, other) => (one.id < other.id ? -1 : 1),
  );
  const isSm = validators.some(({ secrets }) => secrets.sm2);
  return {
    format: 'colophon-genesis/1',
    limits: LIMITS,
    membership: { organisations, quorum },
    name,
    ...(isSm ? { suite: 'sm' } : {}),
    time: START,
  };
}

export const chainOf = (genesis) =>
  `colophon/${genesis.name}/${hexHash(utf8(writeJson(genesis))).slice(0, 16)}`;
export const membershipHash = (membership) => hexHash(utf8(writeJson(membership)));

// ---- Records

/** Signs a statement of these members; `signers` are `[key, role, subject]`. */
export function makeRecord(chain, type, content, signers) {
  const statement = makeStatement(chain, type, content, signers);
  const message = utf8(writeJson(statement));
  return { sigs: signers.map(([key]) => base64(key.sign(message))), statement };
}

export function makeStatement(chain, type, content, signers) {
  const listed = signers.map(([key, role, subject]) => ({ key: key.name, role, subject }));
  const base = { chain, issuedAt: START + 1000, nonce: '', signers: listed, type, ...content };
  return { ...base, nonce: hexHash(utf8(writeJson(base))).slice(0, 32), ...content };
}

/** The record of one statement of a batch of one signer's statements. */
export function makeBatchRecord(statements, index, key) {
  const leaves = statements.map((statement) => leafHash(utf8(writeJson(statement))));
  const size = statements.length;
  const { chain } = statements[index];
  const batch = { chain, root: toHex(rootOf(leaves)), signer: key.name, size };
  const signature = key.sign(utf8(writeJson({ batch })));
  const path = pathOf(leaves, index).map(toHex);
  return { batch: { index, path, size }, sigs: [base64(signature)], statement: statements[index] };
}

// ---- The tree, RFC 6962, by its recursive definition

export const leafHash = (bytes, hashOf = hash) => hashOf(Uint8Array.of(0), bytes);
const split = (count) => 2 ** Math.floor(Math.log2(count - 1));

export function rootOf(leaves, hashOf = hash) {
  if (leaves.length === 0) return hashOf();
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return hashOf(Uint8Array.of(1), rootOf(left, hashOf), rootOf(right, hashOf));
}

export function pathOf(leaves, index, hashOf = hash) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...pathOf(left, index, hashOf), rootOf(right, hashOf)]
    : [...pathOf(right, index - k, hashOf), rootOf(left, hashOf)];
}

// ---- Blocks and seals

/** The chain of these blocks, each a list of records; one seal over each block. */
export class World {
  constructor(genesis, validators) {
    Object.assign(this, { genesis, validators, blocks: [], leaves: [], leafBytes: [], seals: [] });
    this.isSm = genesis.suite === 'sm';
    this.genesisBytes = utf8(writeJson(genesis));
    this.chain = chainOf(genesis);
    this.membership = membershipHash(genesis.membership);
    this.add([]);
  }

  /** Adds a block with its header; `changes` changes members of the header. */
  add(records, changes = {}) {
    const firstIndex = this.leaves.length;
    const bytes = records.map((record) => utf8(writeJson(record)));
    bytes.forEach((leaf) => this.append(leaf));
    const height = this.blocks.length;
    const genesisHash = hexHash(this.genesisBytes);
    const block = {
      chain: this.chain,
      count: records.length,
      epoch: 0,
      firstIndex,
      height,
      membership: this.membership,
      previous: height === 0 ? genesisHash : hexHash(this.blocks.at(-1).bytes),
      results: hexHash(utf8(`results ${height}`)),
      root: toHex(rootOf(this.leaves)),
      ...(this.isSm ? { sm3Root: toHex(this.sm3Root()) } : {}),
      seal: this.seals.length === 0 ? genesisHash : hexHash(this.seals.at(-1)),
      state: hexHash(utf8(`state ${height}`)),
      term: height === 0 ? 0 : 1,
      time: START + height * 60000,
      treeSize: firstIndex + records.length,
      version: 1,
      ...changes,
    };
    const header = { block };
    this.blocks.push({ block, header, bytes: utf8(writeJson(header)), firstIndex });
    this.append(this.blocks.at(-1).bytes);
    return this.blocks.at(-1);
  }

  append(leaf) {
    this.leaves.push(leafHash(leaf));
    this.leafBytes.push(leaf);
  }

  sm3Leaves() {
    return this.leafBytes.map((leaf) => leafHash(leaf, sm3Hash));
  }

  sm3Root() {
    return rootOf(this.sm3Leaves(), sm3Hash);
  }

  /** Orders a seal over the tip, which later headers bind. */
  seal(options = {}) {
    const document = { crls: [], note: this.note(options), tokens: [], ...options.document };
    this.seals.push(utf8(writeJson(document)));
    return document.note;
  }

  /** The note over the tip (or `size` and `root`), by the first `signers` validators. */
  note({
    signers = this.validators.slice(0, 3),
    seconds = (START + this.blocks.length * 60000) / 1000,
    size = this.leaves.length,
    root = rootOf(this.leaves),
    chain = this.chain,
    sorted = true,
    sm3Root = this.isSm ? this.sm3Root() : undefined,
    line,
  } = {}) {
    const text = `${chain}\n${size}\n${base64(root)}\n`;
    const lines = signers.flatMap((validator, i) =>
      noteLines(validator, {
        chain,
        text,
        size,
        root,
        seconds: typeof seconds === 'function' ? seconds(i) : seconds,
        sm3Root: typeof sm3Root === 'function' ? sm3Root(i) : sm3Root,
        line,
      }),
    );
    if (sorted) lines.sort((one, other) => (one.order < other.order ? -1 : 1));
    return `${text}\n${lines.map(({ line }) => line).join('')}`;
  }

  place(index) {
    return { index, path: pathOf(this.leaves, index).map(toHex) };
  }

  sm3Place(index) {
    return { index, path: pathOf(this.sm3Leaves(), index, sm3Hash).map(toHex) };
  }

  /** The paths of leaves as a bundle has them, by what gives the place of one. */
  proofs(place, headerIndex, index, supports) {
    return utf8(
      writeJson({
        header: place(headerIndex),
        record: place(index),
        size: this.leaves.length,
        supports: supports.map(place),
      }),
    );
  }

  /**
   * The parts of the bundle about a leaf of a block, sealed by `note`; `supports` are leaf indexes.
   * `before` is the seal document that the block's header binds.
   */
  bundle({ index, block, note, supports = [], before }) {
    const record = this.leafBytes[index];
    const headerIndex = block.block.treeSize;
    const parts = new Map();
    const membership = this.genesis.membership;
    if (before) parts.set('before.json', before);
    parts.set('genesis.json', this.genesisBytes);
    parts.set('header.json', block.bytes);
    parts.set('policy.txt', utf8(policyOf(membership, this.chain)));
    const place = this.place(index);
    const proofs = (of) => this.proofs(of, headerIndex, index, supports);
    parts.set(
      'proofs.json',
      proofs((leaf) => this.place(leaf)),
    );
    if (this.isSm)
      parts.set(
        'proofs-sm3.json',
        proofs((leaf) => this.sm3Place(leaf)),
      );
    parts.set('record.json', record);
    parts.set('record.tlog-proof', utf8(proofOf(place, note)));
    parts.set('seal.note', utf8(note));
    supports.forEach((leaf, i) =>
      parts.set(`support-${String(i).padStart(2, '0')}.json`, this.leafBytes[leaf]),
    );
    return withManifest(parts);
  }
}

/**
 * The lines of a validator on a note: three, and of the suite sm a fourth. `line` may spoil the
 * fourth: what is signed, the signature, or the time before it.
 */
export function noteLines(
  { id, organisation, secrets },
  { chain, text, size, root, seconds, sm3Root, line = {} },
) {
  const keys = organisation.checkpointKeys;
  const witness = utf8(`${chain}/${id}`);
  const origin = utf8(chain);
  const subtree = joined(
    utf8('subtree/v1\n\0'),
    Uint8Array.of(witness.length),
    witness,
    be64(seconds),
    Uint8Array.of(origin.length),
    origin,
    be64(0),
    be64(size),
    root,
  );
  const cosigned = utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
  const lines = [
    noteLine(chain, 1, keys.log, ed25519.sign(utf8(text), secrets.log)),
    noteLine(
      `${chain}/${id}`,
      4,
      keys.ed25519,
      joined(be64(seconds), ed25519.sign(cosigned, secrets.ed25519)),
    ),
    noteLine(
      `${chain}/${id}`,
      6,
      keys.mlDsa44,
      joined(be64(seconds), ml_dsa44.sign(subtree, secrets.mlDsa44, { extraEntropy: false })),
    ),
  ];
  if (!secrets.sm2) return lines;
  const { time = seconds, signed = (message) => message, signature = (made) => made } = line;
  const head = `colophon/sm2-cosignature/v1\ntime ${time}\nsm3 ${base64(sm3Root)}\n`;
  const made = SIGNERS.sm2.sign(secrets.sm2, utf8(signed(head + text)));
  const bytes = joined(be64(time), sm3Root, signature(made));
  return [...lines, noteLine(`${chain}/${id}`, SM2_TYPE, keys.sm2, bytes)];
}

function noteLine(name, type, key, signature) {
  const identifier = typeof type === 'number' ? Uint8Array.of(type) : type;
  const typed = joined(identifier, Buffer.from(key, 'base64'));
  const keyId = hash(utf8(`${name}\n`), typed).subarray(0, 4);
  const line = `— ${name} ${base64(joined(keyId, signature))}\n`;
  return { line, order: `${toHex(utf8(name))} ${toHex(keyId)}` };
}

const proofOf = ({ index, path }, note) =>
  `c2sp.org/tlog-proof@v1\nindex ${index}\n${path.map((hex) => `${base64(fromHex(hex))}\n`).join('')}\n${note}`;

export function policyOf({ organisations, quorum }, chain) {
  const vkey = (name, type, key) => {
    const identifier = typeof type === 'number' ? Uint8Array.of(type) : type;
    const typed = joined(identifier, Buffer.from(key, 'base64'));
    return `${name}+${toHex(hash(utf8(`${name}\n`), typed).subarray(0, 4))}+${base64(typed)}`;
  };
  const validators = organisations.filter(({ tier }) => tier === 'VALIDATOR');
  const witness = ({ id }) => `${chain}/${id}`;
  return [
    ...validators.map(({ checkpointKeys }) => `log ${vkey(chain, 1, checkpointKeys.log)}`),
    ...validators.flatMap((org) => [
      `witness ${org.id}/ed25519 ${vkey(witness(org), 4, org.checkpointKeys.ed25519)}`,
      `witness ${org.id}/ml-dsa-44 ${vkey(witness(org), 6, org.checkpointKeys.mlDsa44)}`,
      ...(org.checkpointKeys.sm2
        ? [`witness ${org.id}/sm2 ${vkey(witness(org), SM2_TYPE, org.checkpointKeys.sm2)}`]
        : []),
    ]),
    ...validators.map(({ checkpointKeys, id }) => {
      const third = checkpointKeys.sm2 ? ` ${id}/sm2` : '';
      return `group ${id} all ${id}/ed25519 ${id}/ml-dsa-44${third}`;
    }),
    `group validators ${quorum} ${validators.map(({ id }) => id).join(' ')}`,
    'quorum validators',
    '',
  ].join('\n');
}

// ---- Bundles

/** Sorts the parts and (re)makes the manifest over them, as a forger would, too. */
export function withManifest(parts) {
  const names = [...parts.keys()].filter((name) => name !== 'manifest.json').sort();
  const read = (name) => JSON.parse(Buffer.from(parts.get(name)).toString());
  let old = {};
  try {
    old = parts.has('manifest.json') ? read('manifest.json') : {};
  } catch {
    // A manifest that was spoilt on purpose stays what it is for nobody.
  }
  let { chain, record } = old;
  try {
    chain = `colophon/${read('genesis.json').name}/${hexHash(parts.get('genesis.json')).slice(0, 16)}`;
  } catch {
    // Then the chain is that of the old manifest.
  }
  try {
    record = hexHash(utf8(writeJson(read('record.json').statement)));
  } catch {
    // Likewise.
  }
  const digests = Object.fromEntries(names.map((name) => [name, hexHash(parts.get(name))]));
  const manifest = { chain, format: 'colophon-evidence/1', parts: digests, record };
  const all = new Map([['manifest.json', utf8(writeJson(manifest))]]);
  for (const name of names) all.set(name, parts.get(name));
  return sorted(all);
}

export const sorted = (parts) =>
  new Map([...parts].sort(([one], [other]) => (one < other ? -1 : 1)));
export const zip = (parts) => writeZip(sorted(parts));
