import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verifySignature } from '../short.mjs';
import { ALGORITHMS, fromHex, sm3, toHex } from '../signatures.mjs';

const vectors = new URL('../../crypto/src/test/resources/vectors/', import.meta.url);

for (const file of ['ed25519-rfc8032', 'ed25519-speccheck', 'ed25519-generated', 'p256', 'sm2']) {
  test(`decides every vector of ${file} as the project does`, async () => {
    let count = 0;
    let about = '';
    for (const line of readFileSync(new URL(`${file}.txt`, vectors), 'utf8').split('\n')) {
      if (line.startsWith('#')) about = line;
      if (!/^(valid|refused) /.test(line)) continue;
      const [verdict, name, message, signature] = line.split(' ');
      assert.equal(decide(name, bytes(message), bytes(signature)), verdict === 'valid', about);
      const short = await decideShort(name, bytes(message), bytes(signature));
      assert.equal(short, verdict === 'valid', about);
      count++;
    }
    assert.ok(count >= 4, `${file}: ${count} vectors`);
  });
}

const bytes = (hex) => (hex === '-' ? new Uint8Array(0) : fromHex(hex));

function decide(name, message, signature) {
  const [algorithm, key] = name.split(':');
  return ALGORITHMS[algorithm].verify(Buffer.from(key, 'base64url'), message, signature);
}

/** The short verifier's answer; of SM2, which it leaves out, the same as the full one's. */
async function decideShort(name, message, signature) {
  if (name.startsWith('sm2:')) return decide(name, message, signature);
  try {
    await verifySignature(name, message, signature);
    return true;
  } catch (fault) {
    assert.doesNotMatch(fault.message, /WebCrypto/);
    return false;
  }
}

test('makes the digests of GB/T 32905, appendix A', () => {
  assert.equal(
    toHex(sm3(Buffer.from('abc'))),
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
  assert.equal(
    toHex(sm3(Buffer.from('abcd'.repeat(16)))),
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  );
});
