import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { readZip, writeZip } from '../forms.mjs';
import { linesOf, verifyShort } from '../short.mjs';
import { cases } from '../tools/corpus.mjs';
import { longTerm } from '../tools/corpus-longterm.mjs';
import { NAMED, shortOf } from '../tools/corpus-short.mjs';
import { withManifest, zip } from '../tools/world.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const example = (name) => path(`../../docs/examples/${name}`);
const bytesOf = (name) => new Uint8Array(readFileSync(example(name)));
const folder = mkdtempSync(join(tmpdir(), 'verify-short-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function command(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('../short.mjs'), ...words]);
  return { status, out: String(stdout).trimEnd().split('\n'), err: String(stderr) };
}

const failed = async (bytes) => (await verifyShort(bytes)).failed;

test('is a text of at most 470 lines that imports the vendored libraries alone', () => {
  const text = readFileSync(path('../short.mjs'), 'utf8');
  assert.ok(text.trimEnd().split('\n').length <= 470);
  const imported = [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"`]([^'"`]*)/g)];
  const names = imported.map(([, name]) => name);
  // The command reads files; on a page it is not called.
  assert.deepEqual(names, ['./vendor/noble.mjs', 'node:util', 'node:fs']);
  assert.doesNotMatch(text, /import\((?!'node:(util|fs)'\))/);
});

test('is one file that needs the libraries beside it and nothing else', () => {
  const alone = join(folder, 'alone');
  mkdirSync(join(alone, 'vendor'), { recursive: true });
  for (const name of ['short.mjs', 'vendor/noble.mjs']) {
    cpSync(path(`../${name}`), join(alone, name));
  }
  const { status } = spawnSync(process.execPath, [join(alone, 'short.mjs'), example('single.zip')]);
  assert.equal(status, 0);
});

test('finds in the examples what values.txt says', async () => {
  const lines = readFileSync(example('values.txt'), 'utf8').trim().split('\n');
  for (const name of ['single', 'batch']) {
    const { facts, verified } = await verifyShort(bytesOf(`${name}.zip`));
    assert.ok(verified);
    const times = { ordered: facts.ordered, claimed: facts.claimed, attested: facts.attested };
    times['not-before'] = facts.notBefore;
    const found = { ...facts, author: facts.signers[0], 'cosigned-by': facts.signedBy };
    for (const [what, time] of Object.entries(times)) found[what] = Date.parse(time);
    const told = [];
    for (const [of, what, value] of lines.map((line) => line.split(' '))) {
      if (of !== name || !(what in found)) continue;
      assert.equal(String(found[what]), value, what);
      told.push(what);
    }
    for (const what of Object.keys(times)) assert.ok(told.includes(what), what);
    const { attested, clocks } = facts;
    assert.equal(clocks[Math.floor((clocks.length - 1) / 2)], attested);
  }
});

test('says what it leaves to the full verifier, on screen and as JSON', () => {
  const words = [example('single.zip'), '--genesis', example('genesis.json')];
  const { status, out } = command(...words);
  assert.equal(status, 0);
  assert.equal(out.at(-1), 'VERIFIED, but for what is not judged');
  const json = JSON.parse(command(...words, '--json').out.join(''));
  assert.deepEqual([json.verified, json.trustedGenesis], [true, true]);
  const names = json.notJudged.map(({ name }) => name);
  assert.deepEqual(names, [
    'FORMS',
    'CONTENTS',
    'POLICY',
    'TLOG_PROOF',
    'TIME_STAMPS',
    'EVIDENCE_RECORD',
    'GUIDE',
  ]);
  for (const name of names) assert.match(out.join('\n'), new RegExp(`– ${name} +not judged: `));
});

test('says so when the chain is only what the bundle says', () => {
  const { status, out } = command(example('single.zip'));
  assert.equal(status, 0);
  assert.match(out.at(-1), /^VERIFIED against the chain that the bundle itself names, /);
});

test('refuses another genesis than the trusted one', () => {
  const other = join(folder, 'genesis.json');
  writeFileSync(other, readFileSync(example('genesis.json'), 'utf8').replace('example', 'exemple'));
  const { status, out } = command(example('single.zip'), '--genesis', other);
  assert.deepEqual([status, out.at(-1)], [1, 'NOT VERIFIED: GENESIS']);
});

test('neither verifies nor refuses what hangs on an SM2 signature', async () => {
  const { status, out } = command(example('two-signers.zip'));
  assert.deepEqual([status, out.at(-1)], [1, 'NOT VERIFIED: SIGNATURE is not judged']);
  const { verified, failed } = await verifyShort(bytesOf('two-signers.zip'));
  assert.deepEqual([verified, failed], [false, undefined]);
});

test('neither verifies nor refuses where WebCrypto has no Ed25519, and says so', async (t) => {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle);
  t.mock.method(crypto.subtle, 'importKey', (form, key, algorithm, ...more) =>
    algorithm.name === 'Ed25519'
      ? Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'))
      : importKey(form, key, algorithm, ...more),
  );
  const { verified, failed, notJudged } = await verifyShort(bytesOf('single.zip'));
  assert.deepEqual([verified, failed, notJudged.at(-1).name], [false, undefined, 'COSIGNATURES']);
  assert.match(notJudged.at(-1).detail, /^no Ed25519 in the WebCrypto/);
});

test('neither verifies nor refuses without WebCrypto, and says so', async (t) => {
  t.mock.getter(globalThis, 'crypto', () => ({}));
  const { verified, failed, notJudged } = await verifyShort(bytesOf('single.zip'));
  assert.deepEqual([verified, failed, notJudged.at(-1).name], [false, undefined, 'MANIFEST']);
  assert.match(notJudged.at(-1).detail, /no WebCrypto/);
});

test('lets no text of a bundle write lines of its own', async () => {
  const result = await verifyShort(bytesOf('single.zip'));
  const type = 'a\nVERIFIED\u001b[2J\u202e';
  const lines = linesOf({ ...result, facts: { type } });
  assert.doesNotMatch(lines.join(''), /\p{C}/u);
  assert.ok(lines.some((line) => line.includes('a?VERIFIED?[2J?')));
});

test('says otherwise than the full ones only of cases that there are', () => {
  const all = new Map([...cases(), ...longTerm()].map((one) => [one.name, one]));
  for (const name of NAMED) assert.notEqual(shortOf(all.get(name)), all.get(name).expect, name);
});

test('says whether the original is the registered one', () => {
  const original = path('../../samples/lamp-at-low-tide.txt');
  assert.equal(command(example('single.zip'), '--file', original).status, 0);
  const { status, out } = command(example('single.zip'), '--file', example('values.txt'));
  assert.deepEqual([status, out.at(-1)], [1, 'NOT VERIFIED: FILE']);
});

test('ends with 2 on wrong usage and with 4 on a file that is not there', () => {
  assert.equal(command().status, 2);
  assert.equal(command('a', 'b').status, 2);
  assert.equal(command('a', '--colour').status, 2);
  assert.equal(command(join(folder, 'none.zip')).status, 4);
  assert.equal(command(example('single.zip'), '--genesis', join(folder, 'none.json')).status, 4);
  assert.equal(command(example('single.zip'), '--file', join(folder, 'none.txt')).status, 4);
});

test('refuses a byte changed anywhere in the file', async () => {
  const bytes = bytesOf('single.zip');
  for (let at = 0; at < bytes.length; at += 499) {
    const spoilt = Uint8Array.from(bytes);
    spoilt[at] ^= 1;
    assert.match(await failed(spoilt), /^(CONTAINER|MANIFEST)$/, `byte ${at}`);
  }
});

test('refuses a byte changed in each part that it judges, also with a new manifest', async () => {
  const parts = readZip(bytesOf('single.zip'));
  const leftOut = /^policy|-proof$|\.(tsr|crl|asice)$|^VERIFY/;
  for (const [name, part] of parts) {
    const spoilt = Uint8Array.from(part);
    spoilt[part.length >> 1] ^= 1;
    const changed = new Map(parts).set(name, spoilt);
    assert.equal(await failed(zip(changed)), 'MANIFEST', name);
    const { verified } = await verifyShort(zip(withManifest(changed)));
    if (name !== 'manifest.json') assert.equal(verified, leftOut.test(name), name);
  }
});

test('refuses a file that is cut, empty, no zip, or far too large', async () => {
  const bytes = bytesOf('single.zip');
  for (const length of [0, 1, 29, 30, 1000, bytes.length - 1]) {
    assert.equal(await failed(bytes.subarray(0, length)), 'CONTAINER', `${length} bytes`);
  }
  assert.equal(
    await failed(new TextEncoder().encode('PK is what a zip begins with\n')),
    'CONTAINER',
  );
  const huge = join(folder, 'huge.zip');
  assert.equal(spawnSync('truncate', ['-s', '1G', huge]).status, 0);
  assert.equal(command(huge).out.at(-1), 'NOT VERIFIED: CONTAINER');
});

test('takes no part apart that is compressed', async () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(32 * 1024 * 1024)));
  const bytes = zip(new Map(readZip(bytesOf('single.zip'))).set('seal.note', bomb));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 30; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint16(at + 8, 8, true);
    if (signature === 0x02014b50) view.setUint16(at + 10, 8, true);
  }
  assert.equal(await failed(bytes), 'CONTAINER');
});

test('refuses names that lead elsewhere, occur twice, or are no part of a bundle', async () => {
  const parts = readZip(bytesOf('single.zip'));
  for (const name of ['../evil.json', '/etc/passwd', '..\\evil', 'a/b', 'x\0', '', 'extra.txt']) {
    const more = new Map([...parts, [name, new Uint8Array(1)]]);
    assert.equal(await failed(zip(withManifest(more))), 'CONTAINER', JSON.stringify(name));
  }
  const twice = Buffer.from(writeZip(new Map([...parts, ['zeal.note', new Uint8Array(1)]])));
  for (let at = 0; (at = twice.indexOf('zeal.note')) >= 0; ) twice.write('seal.note', at);
  assert.equal(await failed(new Uint8Array(twice)), 'CONTAINER');
});
