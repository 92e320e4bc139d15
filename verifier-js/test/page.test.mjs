// Drives verify.html and verify-short.html as a judge would: opened from a disk, in Chromium, with the network off. Skipped
// where there is no Chromium or no playwright-core (npm ci).
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const driver = await import('playwright-core').catch(() => undefined);
const skip = !(executablePath && driver) && 'no Chromium or no playwright-core here';
const example = (name) => path(`../../docs/examples/${name}`);
const genesis = example('genesis.json');
const original = path('../../samples/lamp-at-low-tide.txt');

let folder;
let context;
let page;
const faults = [];

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'verify-page-'));
  context = await driver.chromium.launchPersistentContext(join(folder, 'profile'), {
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    executablePath,
    headless: true,
    locale: 'zh-CN',
    offline: true,
  });
  page = await context.newPage();
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) faults.push(`asked for ${request.url()}`);
  });
});

after(async () => {
  await context?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function judge(files, name = 'verify.html', tab = page) {
  await tab.goto(`file://${path(`../${name}`)}`);
  for (const [id, file] of Object.entries(files)) await tab.setInputFiles(`#${id}`, file);
  await tab.waitForFunction(() => !['nothing', 'working'].includes(document.body.dataset.state));
  const state = await tab.getAttribute('body', 'data-state');
  const kind = (await tab.getAttribute('#verdict', 'class')).replace('verdict ', '');
  return { state, kind, text: await tab.innerText('main') };
}

test('is green for a good bundle with the trusted genesis', { skip }, async () => {
  for (const name of ['single', 'batch', 'two-signers']) {
    const { state, kind, text } = await judge({ genesis, bundle: example(`${name}.zip`) });
    assert.deepEqual([state, kind], ['VERIFIED', 'good']);
    assert.match(text, /核验通过/);
  }
  assert.deepEqual(faults, []);
});

test('is not green without the trusted genesis', { skip }, async () => {
  const { state, kind } = await judge({ bundle: example('single.zip') });
  assert.deepEqual([state, kind], ['VERIFIED', 'care']);
});

test('says whether the original is the registered one', { skip }, async () => {
  const right = await judge({ genesis, original, bundle: example('single.zip') });
  assert.deepEqual([right.state, right.kind], ['VERIFIED', 'good']);
  const wrong = await judge({ genesis, original: genesis, bundle: example('single.zip') });
  assert.deepEqual([wrong.state, wrong.kind], ['FILE', 'bad']);
});

test('names the check that a spoilt bundle does not pass', { skip }, async () => {
  const bytes = readFileSync(example('single.zip'));
  bytes[bytes.indexOf('Lamp at Low Tide')] ^= 1;
  const spoilt = join(folder, 'spoilt.zip');
  writeFileSync(spoilt, bytes);
  const { state, kind, text } = await judge({ genesis, bundle: spoilt });
  assert.deepEqual([state, kind], ['CONTAINER', 'bad']);
  assert.match(text, /核验不通过/);
});

test('refuses a file that is no bundle, and one that is far too large', { skip }, async () => {
  const huge = join(folder, 'huge.zip');
  writeFileSync(huge, new Uint8Array(40 * 1024 * 1024));
  for (const bundle of [original, huge]) {
    const { state, kind } = await judge({ bundle });
    assert.deepEqual([state, kind], ['CONTAINER', 'bad']);
  }
});

test('changes its language', { skip }, async () => {
  await judge({ genesis, bundle: example('single.zip') });
  await page.click('[data-language=en]');
  assert.match(await page.innerText('main'), /Every check held/);
  await page.click('[data-language=zh]');
  assert.match(await page.innerText('main'), /各项核验全部成立/);
  assert.deepEqual(faults, []);
});

test('the short page shows what the short verifier says', { skip }, async () => {
  const short = (files) => judge(files, 'verify-short.html');
  const good = await short({ genesis, original, bundle: example('single.zip') });
  assert.deepEqual([good.state, good.kind], ['VERIFIED', 'good']);
  assert.match(good.text, /TIME_STAMPS +not judged/);
  const own = await short({ bundle: example('single.zip') });
  assert.deepEqual([own.state, own.kind], ['VERIFIED', 'care']);
  const sm2 = await short({ genesis, bundle: example('two-signers.zip') });
  assert.deepEqual([sm2.state, sm2.kind], ['NOT_JUDGED', 'care']);
  const wrong = await short({ genesis, original: genesis, bundle: example('single.zip') });
  assert.deepEqual([wrong.state, wrong.kind], ['FILE', 'bad']);
  assert.deepEqual(faults, []);
});

test('the short page says no yes where the browser has no Ed25519', { skip }, async () => {
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    const { importKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.importKey = function (form, key, algorithm, ...more) {
      if (algorithm.name !== 'Ed25519') return importKey.call(this, form, key, algorithm, ...more);
      return Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
    };
  });
  const files = { genesis, bundle: example('single.zip') };
  const { state, kind, text } = await judge(files, 'verify-short.html', tab);
  assert.deepEqual([state, kind], ['NOT_JUDGED', 'care']);
  assert.match(text, /COSIGNATURES +not judged: no Ed25519/);
});

test('has texts in both languages for every check', async () => {
  const { CHECKS } = await import('../verify.mjs');
  const { TEXTS } = await import('../page/texts.mjs');
  for (const { name } of CHECKS) {
    for (const texts of [TEXTS.en, TEXTS.zh]) assert.equal(texts.checks[name]?.length, 3, name);
  }
  assert.deepEqual(Object.keys(TEXTS.en), Object.keys(TEXTS.zh));
});
