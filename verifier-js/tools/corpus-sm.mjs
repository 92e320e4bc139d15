// Bundles of a chain of the suite sm: good ones, and such whose fourth lines, second root or paths in the
// tree with SM3 do not hold.
import { readFileSync } from 'node:fs';
import { writeJson } from '../forms.mjs';
import { bundleOf, edited, makeWorld, platform, validators } from './corpus-good.mjs';
import { makeGenesis, makeValidator, policyOf, rootOf, utf8, withManifest, zip } from './world.mjs';

const smValidators = validators.map(({ id }) => makeValidator(id, undefined, 'sm'));
const smGenesis = makeGenesis('corpus-sm', smValidators, 3, [platform]);
const smWorld = (change = {}) =>
  makeWorld({ genesis: smGenesis, validators: smValidators, ...change });

export function smBundles({ world: standard }) {
  const world = smWorld();
  const parts = bundleOf(world, 'song');
  const good = ['li', 'poem', 'song', 'batch'].map((name) => ({
    name: `sm-good-${name}`,
    bytes: zip(bundleOf(world, name)),
    genesis: world.genesisBytes,
  }));
  const oneTime = { name: 'sm-good-differing-times' };
  oneTime.bytes = zip(
    bundleOf(world, 'song', { note: world.note({ seconds: (i) => 1767225600 + i * 7 }) }),
  );
  const read = (name) =>
    new Uint8Array(readFileSync(new URL(`../../docs/examples/sm/${name}`, import.meta.url)));
  const example = {
    name: 'sm-good-example',
    bytes: read('song.zip'),
    genesis: read('genesis.json'),
  };
  return [
    ...good,
    oneTime,
    example,
    ...badGeneses(world, parts),
    ...badLines(world),
    ...badHeaders(),
    ...badPaths(world, parts, bundleOf(standard, 'song')),
  ];
}

/** A list of cases of one check, each with the manifest made anew. */
function list(expect) {
  const cases = [];
  const prefix = `sm-${expect.toLowerCase().replaceAll('_', '-')}`;
  const bad = (name, parts) =>
    cases.push({ name: `${prefix}-${name}`, expect, bytes: zip(withManifest(parts)) });
  return [cases, bad];
}

function badGeneses(world, parts) {
  const [cases, bad] = list('GENESIS');
  const change = (name, edit) => bad(name, edited(parts, 'genesis.json', edit));
  const first = (found) => found.membership.organisations[0].checkpointKeys;
  change('unknown-suite', (found) => void (found.suite = 'gm'));
  change('named-standard', (found) => void (found.suite = 'standard'));
  change('key-missing', (found) => void delete first(found).sm2);
  change(
    'key-not-compressed',
    (found) => void (first(found).sm2 = `B${first(found).sm2.slice(1)}`),
  );
  change('key-too-short', (found) => void (first(found).sm2 = first(found).sm2.slice(4)));
  change(
    'key-of-two',
    (found) => void (first(found).sm2 = found.membership.organisations[1].checkpointKeys.sm2),
  );
  const without = structuredClone(smGenesis);
  for (const { checkpointKeys } of without.membership.organisations) delete checkpointKeys?.sm2;
  bad('keys-of-the-standard-suite', new Map(parts).set('genesis.json', utf8(writeJson(without))));
  const [policies, badPolicy] = list('POLICY');
  const standard = policyOf(without.membership, world.chain);
  badPolicy('without-sm2', new Map(parts).set('policy.txt', utf8(standard)));
  return [...cases, ...policies];
}

function badLines(world) {
  const [cases, bad] = list('COSIGNATURES');
  const change = (name, options) =>
    bad(name, bundleOf(world, 'song', { note: world.note(options) }));
  const lines = (edit) => {
    const [text, signed] = world.note().split('\n\n');
    return `${text}\n\n${edit(signed.trimEnd().split('\n')).join('\n')}\n`;
  };
  const isSm2 = (line) => line.split(' ')[2].length < 160 && line.split(' ')[2].length > 140;
  const dropped = lines((all) => all.filter((line) => line !== all.find(isSm2)));
  bad('fourth-line-missing', bundleOf(world, 'song', { note: dropped }));
  const none = lines((all) => all.filter((line) => !isSm2(line)));
  bad('no-fourth-lines', bundleOf(world, 'song', { note: none }));
  change('another-time', { line: { time: 1767225601 } });
  change('signs-another-text', { line: { signed: (text) => `${text}more\n` } });
  change('signs-the-root-of-sha-256-alone', {
    line: { signed: (text) => text.split('\n').slice(3).join('\n') },
  });
  change('flipped-byte', {
    line: { signature: (made) => made.map((b, i) => (i === 40 ? b ^ 1 : b)) },
  });
  change('cut-signature', { line: { signature: (made) => made.subarray(0, -1) } });
  change('no-signature', { line: { signature: () => new Uint8Array(0) } });
  change('two-sm3-roots', { sm3Root: (i) => (i === 1 ? new Uint8Array(32) : world.sm3Root()) });
  return cases;
}

function badHeaders() {
  const [cases, bad] = list('HEADER');
  const sealed = (name, header) => bad(`sealed-${name}`, bundleOf(smWorld({ header }), 'song'));
  sealed('no-hash', () => ({ sm3Root: 'x' }));
  bad(
    'sealed-root-on-a-standard-chain',
    bundleOf(makeWorld({ header: () => ({ sm3Root: '0'.repeat(64) }) }), 'song'),
  );
  return cases;
}

function badPaths(world, parts, standardParts) {
  const [cases, bad] = list('SM3_INCLUSION');
  const change = (name, edit) => bad(name, edited(parts, 'proofs-sm3.json', edit));
  const without = new Map(parts);
  without.delete('proofs-sm3.json');
  bad('missing', without);
  bad(
    'on-a-standard-chain',
    new Map(standardParts).set('proofs-sm3.json', parts.get('proofs-sm3.json')),
  );
  bad('paths-of-sha-256', new Map(parts).set('proofs-sm3.json', parts.get('proofs.json')));
  const flip = (hex) => hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  for (const leaf of ['header', 'record']) {
    change(`${leaf}-flipped`, (found) => void (found[leaf].path[0] = flip(found[leaf].path[0])));
    change(`${leaf}-cut`, (found) => void found[leaf].path.pop());
    change(`${leaf}-longer`, (found) => void found[leaf].path.push('0'.repeat(64)));
    change(`${leaf}-of-another`, (found) => void (found[leaf] = world.sm3Place(1)));
  }
  change('support-flipped', (found) => {
    found.supports[0].path[0] = flip(found.supports[0].path[0]);
  });
  change('support-away', (found) => void found.supports.pop());
  change('support-more', (found) => void found.supports.push(world.sm3Place(1)));
  change('another-size', (found) => void (found.size -= 1));
  change('unknown-member', (found) => void (found.remark = 'x'));
  // All validators sign the root of the tree with SHA-256, or of a shorter log, as the second one.
  const roots = { 'root-of-sha-256': rootOf(world.leaves), 'root-of-nothing': new Uint8Array(32) };
  for (const [name, sm3Root] of Object.entries(roots))
    bad(name, bundleOf(world, 'song', { note: world.note({ sm3Root }) }));
  return cases;
}
