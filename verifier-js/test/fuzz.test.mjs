// Bundles with random damage, the manifest made anew so that the damage is reached: each is refused or
// verified, never by a fault of the verifier, and a changed part is never passed over. The short verifier
// verifies nothing that the full one refuses, but for damage in parts that it leaves out, and refuses
// nothing that the full one verifies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readZip } from '../forms.mjs';
import { goodBundles } from '../tools/corpus-good.mjs';
import { longTerm } from '../tools/corpus-longterm.mjs';
import { withManifest, zip } from '../tools/world.mjs';
import { verifyShort } from '../short.mjs';
import { verifyBundle } from '../verify.mjs';

const seed = Number(process.env.SEED ?? Date.now() % 1000000);
/** Parts that the short verifier lists as not judged. */
const LEFT_OUT = /^policy|-proof$|\.(tsr|crl|asice|pdf)$|^VERIFY/;
const rounds = Number(process.env.ROUNDS ?? 300);

/** A small generator (mulberry32): the same numbers for the same seed. */
function randomOf(state) {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function damaged(bytes, random) {
  const copy = Array.from(bytes);
  const at = random(copy.length);
  const ways = [
    () => (copy[at] ^= 1 << random(8)),
    () => copy.splice(at, 1 + random(8)),
    () => copy.splice(at, 0, ...copy.slice(at, at + 1 + random(64))),
    () => (copy[at] = '{}[]",:\\0-9.\n— /<>()'.charCodeAt(random(20))),
    () => copy.splice(at),
    () => (copy[at] = random(256)),
  ];
  ways[random(ways.length)]();
  return Uint8Array.from(copy);
}

test(`damage is refused by name (SEED=${seed})`, async () => {
  const random = randomOf(seed);
  const bundles = [...goodBundles().cases, ...longTerm().filter(({ expect }) => !expect)];
  for (let round = 0; round < rounds; round++) {
    const { name, bytes, at } = bundles[random(bundles.length)];
    const parts = readZip(bytes);
    const names = [...parts.keys()].filter((part) => part !== 'manifest.json');
    const part = names[random(names.length)];
    const spoilt = damaged(parts.get(part), random);
    if (Buffer.compare(spoilt, parts.get(part)) === 0) continue;
    const bundle = zip(withManifest(new Map(parts).set(part, spoilt)));
    const result = await verifyBundle(bundle, { at });
    const told = `round ${round}, ${part} of ${name}: ${result.checks.at(-1).detail}`;
    // A revocation list that is another issuer's by now says nothing; all else must be noticed.
    if (!/^tsa-/.test(part)) assert.equal(result.verified, false, told);
    assert.doesNotMatch(result.checks.at(-1).detail, /^not understood/, told);
    const short = await verifyShort(bundle);
    if (result.verified) assert.equal(short.failed, undefined, told);
    if (short.verified) assert.ok(result.verified || LEFT_OUT.test(part), told);
  }
});

test(`damage to the file itself is refused by CONTAINER (SEED=${seed})`, async () => {
  const random = randomOf(seed);
  const [{ bytes }] = goodBundles().cases;
  for (let round = 0; round < rounds; round++) {
    const spoilt = damaged(bytes, random);
    if (Buffer.compare(spoilt, bytes) === 0) continue;
    const { failed, checks } = await verifyBundle(spoilt);
    assert.equal(failed, 'CONTAINER', `round ${round}: ${checks.at(-1).detail}`);
  }
});
