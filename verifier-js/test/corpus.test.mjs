import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexHash } from '../forms.mjs';
import { cases } from '../tools/corpus.mjs';
import { isRight, shortOf } from '../tools/corpus-short.mjs';
import { verifyShort } from '../short.mjs';
import { verifyBundle } from '../verify.mjs';

for (const one of cases()) {
  const { name, bytes, genesis, file, expect } = one;
  test(`${name}: ${expect ? `refused by ${expect}` : 'verifies'}`, async () => {
    const result = await verifyBundle(bytes, { genesis, fileDigest: file && hexHash(file) });
    const told = result.checks.at(-1)?.detail;
    assert.equal(result.failed, expect, told);
    assert.equal(result.verified, !expect);
    assert.doesNotMatch(told, /^not understood/, 'refused by accident');
    const short = await verifyShort(bytes, { genesis, fileDigest: file && hexHash(file) });
    const verdict = short.verified ? 'VERIFIED' : (short.failed ?? 'NOT JUDGED');
    const notJudged = short.notJudged.map((open) => open.name);
    assert.ok(isRight(verdict, notJudged, shortOf(one), bytes), `short verifier: ${verdict}`);
  });
}
