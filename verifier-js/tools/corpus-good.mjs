// Good bundles: of the examples in docs, and of a small chain with every form that a record can have.
import { readFileSync } from 'node:fs';
import { readZip, writeJson } from '../forms.mjs';
import {
  hexHash,
  makeBatchRecord,
  makeGenesis,
  makeRecord,
  makeStatement,
  makeValidator,
  recordKey,
  utf8,
  World,
  zip,
} from './world.mjs';

const docs = new URL('../../docs/examples/', import.meta.url);
const samples = new URL('../../samples/', import.meta.url);

export const example = (name) =>
  readZip(new Uint8Array(readFileSync(new URL(`${name}.zip`, docs))));

export const ORIGINAL = utf8('A poem of one line.\n');
export const keys = {
  li: recordKey('ed25519', 'li'),
  liNext: recordKey('sm2', 'li next'),
  wang: recordKey('p256', 'wang'),
  platform: recordKey('p256', 'platform'),
  stranger: recordKey('ed25519', 'stranger'),
};

export const registration = (chain, registrar, key, subject) =>
  makeRecord(
    chain,
    'subject.register',
    { identity: hexHash(utf8(subject)), key: key.name, kind: 'PERSON', subject },
    [
      [registrar.recordSigner, 'registrar', registrar.id],
      [key, 'subject', subject],
    ],
  );

export const rotation = (chain, previous, key, subject) =>
  makeRecord(chain, 'key.rotate', { key: key.name, previous: previous.name, subject }, [
    [previous, 'holder', subject],
    [key, 'successor', subject],
  ]);

/** The members of a declaration; one that is given as undefined is left out. */
export function work(title, author, more = {}) {
  const all = {
    aiUse: 'NONE',
    authors: [{ share: 10000, subject: author }],
    category: 'art3.1',
    contents: [{ mediaType: 'text/plain', sha256: hexHash(ORIGINAL), size: ORIGINAL.length }],
    ipKind: 'COPYRIGHT',
    title,
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export const declaration = (chain, title, key, author, role = 'creator', more = {}) =>
  makeRecord(chain, 'work.declare', work(title, author, more), [[key, role, author]]);

export const validators = ['court-a', 'court-b', 'ip-office', 'notary'].map((id) =>
  makeValidator(id),
);
export const platform = {
  certificate: 'AAAA',
  id: 'platform',
  kind: 'PLATFORM',
  nodes: ['platform-1'],
  recordKeys: [keys.platform.name],
  tier: 'PARTICIPANT',
};
export const genesis = makeGenesis('corpus', validators, 3, [platform]);

/** The chain of the corpus; `change` may spoil what a block or a seal holds. */
export function makeWorld(change = {}) {
  const world = new World(change.genesis ?? genesis, change.validators ?? validators);
  const { chain } = world;
  const [court] = validators;
  const records = {
    li: registration(chain, court, keys.li, 'li-bai'),
    wang: registration(chain, court, keys.wang, 'wang-wei'),
    liNext: rotation(chain, keys.li, keys.liNext, 'li-bai'),
    poem: declaration(chain, 'Tusche 水墨 𝄞 "\\ \t\u0001/', keys.liNext, 'li-bai'),
    song: declaration(chain, 'Song', keys.wang, 'wang-wei', 'creator', { notAfter: 1767229200000 }),
    batch: batchOf(chain, 5, 2),
    alone: batchOf(chain, 1, 0),
    transfer: null,
  };
  delete records.transfer;
  Object.assign(records, change.records?.(chain, records) ?? {});
  const blocks = [
    [records.li, records.wang],
    [records.liNext],
    [records.poem, records.song, records.batch],
    [records.alone],
  ];
  world.placed = {};
  const seals = [];
  for (const [i, block] of blocks.entries()) {
    const made = world.add(block, change.header?.(world, i + 1) ?? {});
    block.forEach((record, j) => {
      const name = Object.keys(records).find((key) => records[key] === record);
      world.placed[name] = { index: made.firstIndex + j, block: made, before: world.seals.at(-1) };
    });
    seals.push(world.seal({ ...change.seal?.(world, i + 1) }));
  }
  world.records = records;
  return world;
}

export function batchOf(chain, size, index) {
  const signer = [[keys.platform, 'agent', 'platform']];
  const statements = Array.from({ length: size }, (_, i) =>
    makeStatement(chain, 'work.declare', work(`Sheet ${i} of ${size}`, 'platform'), signer),
  );
  return makeBatchRecord(statements, index, keys.platform);
}

const SUPPORTS = {
  li: [],
  wang: [],
  liNext: ['li'],
  poem: ['liNext', 'li'],
  song: ['wang'],
  batch: [],
  alone: [],
};

/** The bundle about a record of the chain, under a note over its tip. */
export function bundleOf(
  world,
  name,
  { supports = SUPPORTS[name], note = world.note(), ...more } = {},
) {
  const leaves = supports.map((support) => world.placed[support].index);
  return world.bundle({ ...world.placed[name], note, supports: leaves, ...more });
}

export function goodBundles() {
  const world = makeWorld();
  const cases = [];
  const good = (name, parts, more = {}) =>
    cases.push({ name: `good-${name}`, bytes: zip(parts), ...more });
  for (const name of Object.keys(SUPPORTS)) good(name, bundleOf(world, name));
  good('four-validators', bundleOf(world, 'song', { note: world.note({ signers: validators }) }));
  good(
    'differing-times',
    bundleOf(world, 'song', { note: world.note({ seconds: (i) => 1767225600 + i * 7 }) }),
  );
  good('trusted-genesis', bundleOf(world, 'song'), { genesis: world.genesisBytes });
  good('seal-before-not-sorted', bundleOf(makeWorld({ seal: () => ({ sorted: false }) }), 'song'));
  good('with-original', bundleOf(world, 'poem'), { file: ORIGINAL });
  const read = (url) => new Uint8Array(readFileSync(url));
  const trusted = read(new URL('genesis.json', docs));
  const originals = { single: 'lamp-at-low-tide.txt', batch: 'paper-kite.svg' };
  for (const name of ['single', 'batch', 'two-signers']) {
    const file = originals[name] && read(new URL(originals[name], samples));
    cases.push({
      name: `good-example-${name}`,
      bytes: read(new URL(`${name}.zip`, docs)),
      genesis: trusted,
      file,
    });
  }
  return { cases, world };
}

/** A part of a bundle as JSON changed by a function, and as the canonical text of what comes out. */
export function edited(parts, name, change) {
  const value = JSON.parse(Buffer.from(parts.get(name)).toString());
  return new Map(parts).set(name, utf8(writeJson(change(value) ?? value)));
}

/** A part of a bundle as text changed by a function. */
export function rewritten(parts, name, change) {
  return new Map(parts).set(name, utf8(change(Buffer.from(parts.get(name)).toString())));
}
