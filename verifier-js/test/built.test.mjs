import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCurrent = (tool) => {
  const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], { cwd: root });
  assert.equal(status, 0, String(stderr));
};

test('the pages hold the scripts as they are now', () => isCurrent('tools/build-page.mjs'));

const installed = existsSync(`${root}/node_modules/esbuild`);
test('the vendored libraries are those of the lockfile', { skip: !installed }, () =>
  isCurrent('tools/build-vendor.mjs'),
);

test('the lockfile names no registry', () => {
  assert.doesNotMatch(readFileSync(`${root}/package-lock.json`, 'utf8'), /"resolved"/);
});

for (const name of ['verify.html', 'verify-short.html']) {
  test(`${name} may load nothing from anywhere`, () => {
    const page = readFileSync(`${root}/${name}`, 'utf8');
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page);
    assert.match(
      policy,
      /^default-src 'none'; script-src 'sha256-[^']*'; style-src 'sha256-[^']*'; /,
    );
    assert.doesNotMatch(policy, /unsafe|http/);
  });
}
