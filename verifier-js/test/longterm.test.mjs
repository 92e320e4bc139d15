import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longTerm } from '../tools/corpus-longterm.mjs';
import { isRight, shortOf } from '../tools/corpus-short.mjs';
import { verifyShort } from '../short.mjs';
import { verifyBundle } from '../verify.mjs';

for (const one of longTerm()) {
  const { name, bytes, at, expect } = one;
  test(`${name}: ${expect ? `refused by ${expect}` : 'verifies'}`, async () => {
    const result = await verifyBundle(bytes, { at });
    const told = result.checks.at(-1)?.detail;
    assert.equal(result.failed, expect, told);
    assert.equal(result.verified, !expect);
    assert.doesNotMatch(told, /^not understood/, 'refused by accident');
    const short = await verifyShort(bytes);
    const verdict = short.verified ? 'VERIFIED' : (short.failed ?? 'NOT JUDGED');
    const notJudged = short.notJudged.map((open) => open.name);
    assert.ok(isRight(verdict, notJudged, shortOf(one), bytes), `short verifier: ${verdict}`);
  });
}
