import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDer } from '../der.mjs';
import { Refusal } from '../forms.mjs';
import { readTimeStamp, verifyTimeStamp } from '../timestamps.mjs';
import { readCrl, readRoots } from '../x509.mjs';

const vectors = new URL('../../crypto/src/test/resources/vectors/time-stamps.txt', import.meta.url);
const path = process.env.TIME_STAMP_VECTORS ?? vectors;

test(
  'decides every time-stamp vector as the project does',
  { skip: !existsSync(path) },
  async (t) => {
    for (const { about, verdict, data, token, roots, crls } of readVectors()) {
      await t.test(`${about}: ${verdict}`, async () => {
        const judge = async () => {
          const stamp = readTimeStamp(readDer(token));
          const trust = {
            roots: readRoots(roots.map((der) => ({ der }))),
            crls: crls.map(readCrl),
          };
          return verifyTimeStamp(stamp, data, trust);
        };
        if (verdict === 'VALID') assert.equal(typeof (await judge()), 'string');
        else await assert.rejects(judge, Refusal);
      });
    }
  },
);

function* readVectors() {
  for (const block of readFileSync(path, 'utf8').split(/\n\s*\n/)) {
    const found = { roots: [], crls: [] };
    for (const line of block.split('\n')) {
      const [word, value = ''] = line.split(' ');
      const bytes = () => new Uint8Array(Buffer.from(value, 'base64'));
      if (word === '#') found.about = line.slice(2);
      if (word === 'case') found.verdict = value;
      if (word === 'data') found.data = bytes();
      if (word === 'token') found.token = bytes();
      if (word === 'root') found.roots.push(bytes());
      if (word === 'crl') found.crls.push(bytes());
    }
    if (found.verdict) yield found;
  }
}
