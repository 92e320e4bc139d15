// Time-stamps that openssl made are accepted here, and openssl accepts those that the corpus is made of.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refusal } from '../forms.mjs';
import { longTerm } from '../tools/corpus-longterm.mjs';
import { readGranted, readTimeStamp, verifyTimeStamp } from '../timestamps.mjs';
import { readPem, verifyBundle } from '../verify.mjs';
import { readZip } from '../forms.mjs';
import { readRoots } from '../x509.mjs';

const skip = spawnSync('openssl', ['version']).status !== 0 && 'no openssl here';
const folder = mkdtempSync(join(tmpdir(), 'verify-openssl-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = (name) => join(folder, name);
const bytes = (name) => new Uint8Array(readFileSync(path(name)));

function openssl(...words) {
  const { status, stdout, stderr } = spawnSync('openssl', words, { cwd: folder });
  return { status, text: `${stdout}${stderr}` };
}

function made(...words) {
  const { status, text } = openssl(...words);
  assert.equal(status, 0, `openssl ${words.join(' ')}: ${text}`);
}

const CONFIG = `
[tsa]
default_tsa = own
[own]
dir = .
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ext]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[req]
distinguished_name = dn
[dn]
`;

function makeAuthority(key) {
  writeFileSync(path('ts.cnf'), CONFIG);
  writeFileSync(path('serial'), '01\n');
  const pem = (name, subject) => [
    '-newkey',
    ...key,
    '-nodes',
    '-keyout',
    name,
    '-subj',
    subject,
    '-config',
    'ts.cnf',
  ];
  made(
    'req',
    '-x509',
    ...pem('ca.key', '/O=Example/CN=Example root'),
    '-days',
    '30',
    '-extensions',
    'ca',
    '-out',
    'ca.pem',
  );
  made('req', ...pem('tsa.key', '/O=Example/CN=Example TSA'), '-out', 'tsa.csr');
  made(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '20',
    '-extfile',
    'ts.cnf',
    '-extensions',
    'ext',
    '-out',
    'tsa.pem',
  );
}

const keys = {
  RSA: ['rsa:2048'],
  'P-256': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
};
for (const [kind, key] of Object.entries(keys)) {
  test(
    `accepts what openssl stamps with ${kind}, and refuses it for other data`,
    { skip },
    async () => {
      makeAuthority(key);
      const roots = readRoots(
        readPem(readFileSync(path('ca.pem'), 'latin1')).map((der) => ({ der })),
      );
      for (const digest of ['sha256', 'sha384', 'sha512']) {
        writeFileSync(path('data'), `data for ${digest}\n`);
        made('ts', '-query', '-data', 'data', `-${digest}`, '-cert', '-out', 'query');
        made(
          'ts',
          '-reply',
          '-config',
          'ts.cnf',
          '-section',
          'own',
          '-queryfile',
          'query',
          '-out',
          'answer',
        );
        const token = readTimeStamp(readGranted(bytes('answer')));
        assert.equal(
          await verifyTimeStamp(token, bytes('data'), { crls: [], roots }),
          'Example TSA',
        );
        const other = verifyTimeStamp(token, bytes('query'), { crls: [], roots });
        await assert.rejects(other, Refusal);
        await assert.rejects(
          verifyTimeStamp(token, bytes('data'), { crls: [], roots: [] }),
          Refusal,
        );
      }
    },
  );
}

test('openssl accepts the time-stamps of the corpus', { skip }, async () => {
  const { bytes: zip, at } = longTerm().find(({ name }) => name === 'good-stamped');
  const parts = readZip(zip);
  for (const name of ['seal.note', 'seal-00.tsr']) writeFileSync(path(name), parts.get(name));
  const { organisations } = JSON.parse(Buffer.from(parts.get('genesis.json'))).membership;
  const { certificate } = organisations.find(({ id }) => id === 'stamp-house');
  writeFileSync(
    path('root.pem'),
    `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  );
  assert.ok((await verifyBundle(zip, { at })).verified);
  made(
    'ts',
    '-verify',
    '-data',
    'seal.note',
    '-in',
    'seal-00.tsr',
    '-CAfile',
    'root.pem',
    '-attime',
    String(at / 1000),
  );
});
