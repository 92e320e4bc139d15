// Bundles whose record, signatures, place, supporting records or original do not hold.
import { writeJson } from '../forms.mjs';
import { fromHex, joined, toHex } from '../signatures.mjs';
import {
  batchOf,
  bundleOf,
  declaration,
  edited,
  example,
  keys,
  makeWorld,
  registration,
  rewritten,
  validators,
  work,
} from './corpus-good.mjs';
import { list, plusOrder } from './corpus-ledger.mjs';
import { base64, derPair, hexHash, makeRecord, recordKey, utf8, zip } from './world.mjs';

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export function badRecords({ world }) {
  return [
    ...badForms(world),
    ...badSignatures(world),
    ...badPlaces(world),
    ...badSupports(world),
    ...badFiles(world),
  ];
}

/** The bundle of a record with its text changed, or its members. */
const changed = (parts, edit) => edited(parts, 'record.json', (found) => void edit(found));

function badForms(world) {
  const [cases, bad] = list('RECORD');
  const parts = bundleOf(world, 'song');
  const change = (name, edit) => bad(name, changed(parts, edit));
  const statement = (name, edit) => change(name, (found) => edit(found.statement));
  const text = (name, edit) => bad(name, rewritten(parts, 'record.json', edit));
  const batch = (name, edit) => bad(`batch-${name}`, changed(bundleOf(world, 'batch'), edit));
  cases.push({
    name: 'record-another-id',
    expect: 'RECORD',
    bytes: zip(edited(parts, 'manifest.json', (found) => void (found.record = '0'.repeat(64)))),
  });
  text('a-space', (found) => found.replace(',"statement"', ', "statement"'));
  text('member-twice', (found) => found.replace('"aiUse":"NONE"', '"aiUse":"NONE","aiUse":"NONE"'));
  text('float', (found) => found.replace(/"issuedAt":\d+/, '"issuedAt":1.5'));
  text('exponent', (found) => found.replace(/"issuedAt":\d+/, '"issuedAt":1e3'));
  text('giant-number', (found) => found.replace(/"issuedAt":\d+/, '"issuedAt":9007199254740992'));
  text('null', (found) => found.replace('"title":"Song"', '"title":null'));
  text('delete-character', (found) => found.replace('Song', 'S\u007fng'));
  text('lone-surrogate', (found) => found.replace('Song', '\\ud800'));
  text('escaped-letter', (found) => found.replace('Song', '\\u0053ong'));
  text('upper-case-escape', (found) => found.replace('Song', '\\u001F'));
  text('deep', (found) =>
    found.replace('"title":"Song"', `"title":${'['.repeat(20000)}${']'.repeat(20000)}`),
  );
  text('too-large', (found) => found.replace('Song', 'x'.repeat(70000)));
  text('empty', () => '');
  text('a-header', () => Buffer.from(parts.get('header.json')).toString());
  statement('of-another-chain', (found) => (found.chain = 'colophon/other/0123456789abcdef'));
  statement('no-nonce', (found) => delete found.nonce);
  statement('short-nonce', (found) => (found.nonce = found.nonce.slice(1)));
  statement('no-type', (found) => delete found.type);
  statement('no-signers', (found) => (found.signers = []));
  statement('five-signers', (found) => (found.signers = Array(5).fill(found.signers[0])));
  statement('signer-with-more', (found) => (found.signers[0].name = 'x'));
  statement('unknown-role', (found) => (found.signers[0].role = 'king'));
  statement('subject-of-two', (found) => (found.signers[0].subject = 'xx'));
  statement(
    'unknown-algorithm',
    (found) => (found.signers[0].key = found.signers[0].key.replace('p256', 'p384')),
  );
  statement('key-not-canonical', (found) => (found.signers[0].key += '='));
  statement('key-too-short', (found) => (found.signers[0].key = found.signers[0].key.slice(0, -4)));
  statement('not-after-a-word', (found) => (found.notAfter = 'never'));
  statement('issued-before-1970', (found) => (found.issuedAt = -1));
  change('unknown-member', (found) => (found.remark = 'x'));
  change('no-signatures', (found) => (found.sigs = []));
  change('signature-too-many', (found) => found.sigs.push(found.sigs[0]));
  change('signature-no-base64', (found) => (found.sigs[0] = '!'));
  change('signature-of-129', (found) => (found.sigs[0] = 'A'.repeat(132)));
  bad(
    'of-the-example-chain',
    new Map(parts).set('record.json', example('single').get('record.json')),
  );
  batch('false', (record) => void (record.batch = false));
  batch('size-0', (found) => (found.batch.size = 0));
  batch('size-65537', (found) => (found.batch.size = 65537));
  batch('index-negative', (found) => (found.batch.index = -1));
  batch('unknown-member', (found) => (found.batch.root = 'x'));
  batch('path-no-hashes', (found) => (found.batch.path = ['x']));
  batch('index-beyond', (found) => (found.batch.index = 5));
  batch('path-shorter', (found) => found.batch.path.pop());
  batch('path-longer', (found) => found.batch.path.push('0'.repeat(64)));
  statement('key-first-byte-4', (found) => {
    const [signer] = found.signers;
    signer.key = `p256:B${signer.key.slice(6)}`;
  });
  batch('two-signers', (found) => {
    found.statement.signers.push(found.statement.signers[0]);
    found.sigs.push(found.sigs[0]);
  });
  return cases;
}

function badSignatures(world) {
  const [cases, bad] = list('SIGNATURE');
  const change = (of, name, edit) => bad(`${of}-${name}`, changed(bundleOf(world, of), edit));
  const flip = (found) =>
    (found.sigs[0] = base64(
      Buffer.from(found.sigs[0], 'base64').map((byte, i, all) =>
        i === all.length - 1 ? byte ^ 1 : byte,
      ),
    ));
  for (const of of ['li', 'liNext', 'poem', 'song', 'batch', 'alone']) {
    change(of, 'flipped', flip);
    change(of, 'other-statement', (found) => (found.statement.nonce = '0'.repeat(32)));
  }
  change('song', 'high-s', (found) => (found.sigs[0] = highS(found.sigs[0])));
  change('batch', 'high-s', (found) => (found.sigs[0] = highS(found.sigs[0])));
  change('song', 'long-length', (found) => (found.sigs[0] = longLength(found.sigs[0])));
  change(
    'song',
    'byte-behind',
    (found) =>
      (found.sigs[0] = base64(joined(Buffer.from(found.sigs[0], 'base64'), Uint8Array.of(0)))),
  );
  change('song', 'zeros', (found) => (found.sigs[0] = base64(derPair(0n, 0n))));
  change(
    'song',
    'r-plus-order',
    (found) => (found.sigs[0] = mapPair(found.sigs[0], (r, s) => [r + P256_ORDER, s])),
  );
  change('poem', 'zeros', (found) => (found.sigs[0] = base64(derPair(0n, 0n))));
  change('li', 's-plus-order', (found) => (found.sigs[0] = plus(found.sigs[0])));
  change('liNext', 's-plus-order', (found) => (found.sigs[0] = plus(found.sigs[0])));
  change('li', 'signatures-swapped', (found) => found.sigs.reverse());
  change('li', 'of-another-record', (found) => (found.sigs = world.records.wang.sigs));
  change('li', 'signature-empty', (found) => (found.sigs[0] = 'AAAA'));
  change(
    'song',
    'signer-swapped',
    (found) => (found.statement.signers[0].key = keys.platform.name),
  );
  change('li', 'small-order', (found) => {
    // The key is the identity and so is R: without rules on them S = 0 would sign everything.
    const one = joined(Uint8Array.of(1), new Uint8Array(31));
    const name = `ed25519:${Buffer.from(one).toString('base64url')}`;
    found.statement.key = name;
    found.statement.signers[1].key = name;
    found.sigs[1] = base64(joined(one, new Uint8Array(32)));
  });
  change(
    'song',
    'key-off-the-curve',
    (found) =>
      (found.statement.signers[0].key = `p256:${Buffer.from(joined(Uint8Array.of(2), fromHex('0'.repeat(62) + '01'))).toString('base64url')}`),
  );
  change('batch', 'another-index', (found) => (found.batch.index = 3));
  change('batch', 'another-size', (found) => (found.batch.size = 6));
  change('batch', 'path-reversed', (found) => found.batch.path.reverse());
  change('batch', 'without-batch', (found) => delete found.batch);
  change('song', 'with-batch', (found) => (found.batch = { index: 0, path: [], size: 1 }));
  change(
    'alone',
    'as-one-of-two',
    (found) => (found.batch = { index: 0, path: ['0'.repeat(64)], size: 2 }),
  );
  for (const name of ['single', 'batch', 'two-signers'])
    bad(`example-${name}-flipped`, changed(example(name), flip));
  bad(
    'example-batch-high-s',
    changed(example('batch'), (found) => (found.sigs[0] = highS(found.sigs[0]))),
  );
  bad(
    'example-single-s-plus-order',
    changed(example('single'), (found) => (found.sigs[0] = plus(found.sigs[0]))),
  );
  return cases;
}

const plus = (text) => {
  const bytes = Buffer.from(text, 'base64');
  plusOrder(bytes, 32);
  return base64(bytes);
};

function mapPair(text, change) {
  const bytes = Buffer.from(text, 'base64');
  const middle = 4 + bytes[3];
  const [r, s] = [bytes.subarray(4, middle), bytes.subarray(middle + 2)].map((part) =>
    BigInt(`0x${toHex(part)}`),
  );
  return base64(derPair(...change(r, s)));
}

const highS = (text) => mapPair(text, (r, s) => [r, P256_ORDER - s]);

function longLength(text) {
  const bytes = Buffer.from(text, 'base64');
  return base64(joined(Uint8Array.of(0x30, 0x81), bytes.subarray(1)));
}

function badPlaces(world) {
  const [cases, bad] = list('INCLUSION');
  const parts = bundleOf(world, 'song');
  const place = (name, edit) =>
    bad(
      name,
      edited(parts, 'proofs.json', (found) => void edit(found.record)),
    );
  place('index-one-less', (found) => (found.index -= 1));
  place('path-shorter', (found) => found.path.pop());
  place('path-longer', (found) => found.path.push('0'.repeat(64)));
  place('path-reversed', (found) => found.path.reverse());
  place('path-empty', (found) => (found.path = []));
  place('path-changed', (found) => (found.path[0] = '0'.repeat(64)));
  place('place-of-another-record', (found) =>
    Object.assign(found, world.place(world.placed.poem.index)),
  );
  bad(
    'another-record',
    new Map(parts).set('record.json', bundleOf(world, 'poem').get('record.json')),
  );
  bad(
    'record-of-another-block',
    new Map(parts).set('record.json', bundleOf(world, 'wang').get('record.json')).set(
      'proofs.json',
      utf8(
        writeJson({
          ...JSON.parse(Buffer.from(parts.get('proofs.json')).toString()),
          record: world.place(world.placed.wang.index),
        }),
      ),
    ),
  );
  const later = bundleOf(world, 'alone');
  const moved = edited(
    parts,
    'proofs.json',
    (found) => void (found.header = world.place(world.placed.alone.block.block.treeSize)),
  );
  bad(
    'header-of-another-block',
    moved.set('header.json', later.get('header.json')).set('before.json', later.get('before.json')),
  );
  return cases;
}

function badSupports(world) {
  const [cases, bad] = list('SIGNER_KEYS');
  const [court, second] = validators;
  bad('support-away', bundleOf(world, 'song', { supports: [] }));
  bad('support-of-support-away', bundleOf(world, 'poem', { supports: ['liNext'] }));
  bad('support-too-many', bundleOf(world, 'song', { supports: ['wang', 'li'] }));
  bad('support-twice', bundleOf(world, 'song', { supports: ['wang', 'wang'] }));
  bad('support-of-another', bundleOf(world, 'song', { supports: ['li'] }));
  const proofs = (name, edit) =>
    bad(
      name,
      edited(bundleOf(world, 'song'), 'proofs.json', (found) => void edit(found)),
    );
  proofs('proof-of-no-support', (found) => found.supports.push(found.supports[0]));
  proofs('support-without-proof', (found) => (found.supports = []));
  bad(
    'support-with-a-gap',
    new Map(bundleOf(world, 'song')).set('support-02.json', world.leafBytes[1]),
  );
  bad('support-that-grants-nothing', bundleOf(world, 'song', { supports: ['poem'] }));
  bad('founding-key-with-support', bundleOf(world, 'batch', { supports: ['wang'] }));
  const support = (name, edit) =>
    bad(
      name,
      edited(bundleOf(world, 'song'), 'support-00.json', (found) => void edit(found)),
    );
  support('support-flipped', (found) => (found.sigs[0] = base64(new Uint8Array(64))));
  support('support-changed', (found) => (found.statement.nonce = '0'.repeat(32)));
  support(
    'support-of-another-chain',
    (found) => (found.statement.chain = 'colophon/other/0123456789abcdef'),
  );
  bad(
    'support-not-canonical',
    rewritten(bundleOf(world, 'song'), 'support-00.json', (text) => `${text} `),
  );
  const path = (name, edit) =>
    bad(
      name,
      edited(bundleOf(world, 'song'), 'proofs.json', (found) => void edit(found.supports[0])),
    );
  path('support-index', (found) => (found.index += 1));
  path('support-path', (found) => (found.path[0] = '0'.repeat(64)));
  path('support-path-shorter', (found) => found.path.pop());
  const sealed = (name, of, records, supports) =>
    bad(`sealed-${name}`, bundleOf(makeWorld({ records }), of, { supports }));
  sealed(
    'stranger',
    'song',
    (chain) => ({ song: declaration(chain, 'Song', keys.stranger, 'wang-wei') }),
    [],
  );
  sealed(
    'founding-key-of-another',
    'song',
    (chain) => ({ song: declaration(chain, 'Song', court.recordSigner, second.id) }),
    [],
  );
  sealed(
    'key-of-another-subject',
    'song',
    (chain) => ({ song: declaration(chain, 'Song', keys.wang, 'zhao') }),
    ['wang'],
  );
  sealed(
    'support-later-than-record',
    'liNext',
    (chain, old) => ({ li: old.liNext, liNext: old.li }),
    ['li'],
  );
  sealed(
    'registered-by-stranger',
    'song',
    (chain) => ({
      wang: registration(
        chain,
        { id: 'nobody', recordSigner: keys.stranger },
        keys.wang,
        'wang-wei',
      ),
    }),
    ['wang'],
  );
  sealed(
    'registrar-with-key-of-another',
    'song',
    (chain) => ({
      wang: registration(
        chain,
        { id: second.id, recordSigner: court.recordSigner },
        keys.wang,
        'wang-wei',
      ),
    }),
    ['wang'],
  );
  sealed(
    'two-support-one-key',
    'poem',
    (chain) => ({
      wang: registration(chain, second, keys.liNext, 'li-bai'),
    }),
    ['liNext', 'li', 'wang'],
  );
  return cases;
}

function badFiles(world) {
  const [cases, bad] = list('FILE');
  bad('another-original', bundleOf(world, 'poem'), { file: utf8('Another poem.\n') });
  bad('empty-original', bundleOf(world, 'poem'), { file: new Uint8Array(0) });
  bad('record-without-contents', bundleOf(world, 'li'), { file: utf8('x') });
  bad('example-another-original', example('single'), { file: utf8('x') });
  bad('example-rotation', example('two-signers'), { file: utf8('x') });
  return cases;
}
