import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longTerm } from '../tools/corpus-longterm.mjs';
import { verifyBundle } from '../verify.mjs';

for (const { name, bytes, at, expect } of longTerm()) {
  test(`${name}: ${expect ? `refused by ${expect}` : 'verifies'}`, async () => {
    const result = await verifyBundle(bytes, { at });
    const told = result.checks.at(-1)?.detail;
    assert.equal(result.failed, expect, told);
    assert.equal(result.verified, !expect);
    assert.doesNotMatch(told, /^not understood/, 'refused by accident');
  });
}
