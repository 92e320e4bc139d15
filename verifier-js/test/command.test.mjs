import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const example = (name) => path(`../../docs/examples/${name}`);
const folder = mkdtempSync(join(tmpdir(), 'verify-command-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function command(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('../verify.mjs'), ...words]);
  return { status, out: String(stdout), err: String(stderr) };
}

const values = readFileSync(example('values.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

for (const name of ['single', 'batch', 'two-signers']) {
  test(`finds in ${name}.zip what values.txt says`, () => {
    const expected = Object.fromEntries(
      values.filter(([of]) => of === name).map(([, what, value]) => [what, value]),
    );
    const original = expected.file ? ['--file', path(`../../${expected.file}`)] : [];
    const { status, out } = command(
      example(`${name}.zip`),
      '--json',
      '--genesis',
      example('genesis.json'),
      ...original,
    );
    const { verified, trustedGenesis, checks, facts } = JSON.parse(out);
    assert.deepEqual([status, verified, trustedGenesis], [0, true, true]);
    const names = checks.map(({ name }) => name);
    assert.ok(names.includes('TLOG_PROOF'));
    assert.equal(names.includes('FILE'), Boolean(expected.file));
    const found = {
      ...facts,
      'cosigned-by': facts.signedBy.join(','),
      'not-before': facts.notBefore,
    };
    for (const [what, value] of Object.entries(expected)) {
      if (what !== 'file') assert.equal(String(found[what]), value, what);
    }
  });
}

test('tells each check by its name and what it proves, the verdict last', () => {
  const { status, out } = command(example('single.zip'), '--genesis', example('genesis.json'));
  assert.equal(status, 0);
  assert.match(out, /✓ COSIGNATURES +cosigned by \[court-north, .*\n +proves: that a quorum/);
  assert.equal(out.trimEnd().split('\n').at(-1), 'VERIFIED');
});

test('says so when the chain is only what the bundle says', () => {
  const { out } = command(example('single.zip'));
  assert.match(
    out.trimEnd().split('\n').at(-1),
    /^VERIFIED against the chain that the bundle itself names$/,
  );
});

test('ends with 1 and the name of the check when one does not hold', () => {
  const { status, out } = command(example('single.zip'), '--file', example('values.txt'));
  assert.deepEqual([status, out.trimEnd().split('\n').at(-1)], [1, 'NOT VERIFIED: FILE']);
});

test('refuses a file of a gibibyte without reading it', () => {
  const huge = join(folder, 'huge.zip');
  const { status: made } = spawnSync('truncate', ['-s', '1G', huge]);
  assert.equal(made, 0);
  assert.equal(command(huge).out.trimEnd().split('\n').at(-1), 'NOT VERIFIED: CONTAINER');
});

test('ends with 2 on wrong usage and with 4 on a file that is not there', () => {
  assert.equal(command().status, 2);
  assert.equal(command('a', 'b').status, 2);
  assert.equal(command('a', '--colour').status, 2);
  assert.equal(command('a', '--at', 'tomorrow').status, 2);
  assert.equal(command(join(folder, 'none.zip')).status, 4);
  assert.equal(command(example('single.zip'), '--genesis', join(folder, 'none.json')).status, 4);
});

test('needs nothing but its own folder', () => {
  const alone = join(folder, 'alone');
  spawnSync('cp', ['-r', path('..'), alone]);
  rmSync(join(alone, 'node_modules'), { recursive: true, force: true });
  writeFileSync(join(folder, 'bundle.zip'), readFileSync(example('batch.zip')));
  const { status } = spawnSync(process.execPath, [
    join(alone, 'verify.mjs'),
    join(folder, 'bundle.zip'),
  ]);
  assert.equal(status, 0);
});
