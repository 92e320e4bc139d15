import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { readZip, writeZip } from '../forms.mjs';
import { verifyShort } from '../short.mjs';
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

function failed(bytes) {
  const { failed, checks } = verifyShort(bytes);
  assert.doesNotMatch(checks.at(-1).detail, /^not understood/);
  return failed;
}

test('is one file that needs the libraries beside it and nothing else', () => {
  const alone = join(folder, 'alone');
  mkdirSync(join(alone, 'vendor'), { recursive: true });
  for (const name of ['short.mjs', 'vendor/noble.mjs']) {
    cpSync(path(`../${name}`), join(alone, name));
  }
  const { status } = spawnSync(process.execPath, [join(alone, 'short.mjs'), example('single.zip')]);
  assert.equal(status, 0);
});

test('finds in the examples what values.txt says', () => {
  const lines = readFileSync(example('values.txt'), 'utf8').trim().split('\n');
  for (const name of ['single', 'batch']) {
    const { facts, verified } = verifyShort(bytesOf(`${name}.zip`));
    assert.ok(verified);
    const found = { ...facts, 'cosigned-by': facts.signedBy, 'not-before': facts.notBefore };
    for (const [of, what, value] of lines.map((line) => line.split(' '))) {
      if (of === name && what in found) assert.equal(String(found[what]), value, what);
    }
    const { attested, attestedEarliest, attestedLatest } = facts;
    assert.ok(attestedEarliest <= attested && attested <= attestedLatest);
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
  assert.deepEqual(names, ['CONTENTS', 'TIME_STAMPS', 'EVIDENCE_RECORD']);
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

test('neither verifies nor refuses what hangs on an SM2 signature', () => {
  const { status, out } = command(example('two-signers.zip'));
  assert.deepEqual([status, out.at(-1)], [1, 'NOT VERIFIED: SIGNATURE is not judged']);
  const { verified, failed } = verifyShort(bytesOf('two-signers.zip'));
  assert.deepEqual([verified, failed], [false, undefined]);
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

test('refuses a byte changed anywhere in the file', () => {
  const bytes = bytesOf('single.zip');
  for (let at = 0; at < bytes.length; at += 499) {
    const spoilt = Uint8Array.from(bytes);
    spoilt[at] ^= 1;
    assert.equal(failed(spoilt), 'CONTAINER', `byte ${at}`);
  }
});

test('refuses a byte changed in each part that it judges, also with a new manifest', () => {
  const parts = readZip(bytesOf('single.zip'));
  const leftOut = /\.(tsr|crl|asice)$/;
  for (const [name, part] of parts) {
    const spoilt = Uint8Array.from(part);
    spoilt[part.length >> 1] ^= 1;
    const changed = new Map(parts).set(name, spoilt);
    assert.equal(failed(zip(changed)), 'MANIFEST', name);
    const { verified } = verifyShort(zip(withManifest(changed)));
    if (name !== 'manifest.json') assert.equal(verified, leftOut.test(name), name);
  }
});

test('refuses a file that is cut, empty, no zip, or far too large', () => {
  const bytes = bytesOf('single.zip');
  for (const length of [0, 1, 29, 30, 1000, bytes.length - 1]) {
    assert.equal(failed(bytes.subarray(0, length)), 'CONTAINER', `${length} bytes`);
  }
  assert.equal(failed(new TextEncoder().encode('PK is what a zip begins with\n')), 'CONTAINER');
  const huge = join(folder, 'huge.zip');
  assert.equal(spawnSync('truncate', ['-s', '1G', huge]).status, 0);
  assert.equal(command(huge).out.at(-1), 'NOT VERIFIED: CONTAINER');
});

test('takes no part apart that is compressed', () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(32 * 1024 * 1024)));
  const bytes = zip(new Map(readZip(bytesOf('single.zip'))).set('seal.note', bomb));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 30; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint16(at + 8, 8, true);
    if (signature === 0x02014b50) view.setUint16(at + 10, 8, true);
  }
  assert.equal(failed(bytes), 'CONTAINER');
});

test('refuses names that lead elsewhere, occur twice, or are no part of a bundle', () => {
  const parts = readZip(bytesOf('single.zip'));
  for (const name of ['../evil.json', '/etc/passwd', '..\\evil', 'a/b', 'x\0', '', 'extra.txt']) {
    const more = new Map([...parts, [name, new Uint8Array(1)]]);
    assert.equal(failed(zip(withManifest(more))), 'CONTAINER', JSON.stringify(name));
  }
  const twice = Buffer.from(writeZip(new Map([...parts, ['zeal.note', new Uint8Array(1)]])));
  for (let at = 0; (at = twice.indexOf('zeal.note')) >= 0; ) twice.write('seal.note', at);
  assert.equal(failed(new Uint8Array(twice)), 'CONTAINER');
});
