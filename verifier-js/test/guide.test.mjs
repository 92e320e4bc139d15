import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hexHash } from '../forms.mjs';
import { GUIDES } from '../verify.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
const guide = 'node-core/src/main/resources/org/colophon/core/evidence/VERIFY.txt';

test('knows the instructions that bundles carry, as the formats name them', () => {
  const digest = hexHash(read(guide));
  assert.ok(GUIDES.includes(digest), digest);
  const [, named] = /\| GUIDE \|[^|]*`([0-9a-f]{64})`/.exec(String(read('docs/formats.md')));
  assert.equal(named, digest);
});
