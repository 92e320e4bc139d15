import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexHash } from '../forms.mjs';
import { cases } from '../tools/corpus.mjs';
import { verifyBundle } from '../verify.mjs';

for (const { name, bytes, genesis, file, expect } of cases()) {
  test(`${name}: ${expect ? `refused by ${expect}` : 'verifies'}`, async () => {
    const result = await verifyBundle(bytes, { genesis, fileDigest: file && hexHash(file) });
    const told = result.checks.at(-1)?.detail;
    assert.equal(result.failed, expect, told);
    assert.equal(result.verified, !expect);
    assert.doesNotMatch(told, /^not understood/, 'refused by accident');
  });
}
