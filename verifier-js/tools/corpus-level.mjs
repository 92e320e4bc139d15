// Bundles of chains of each feature level, and of releases that know more than this verifier.
import { writeJson } from '../forms.mjs';
import { LEVEL_KNOWN } from '../membership.mjs';
import { bundleOf, genesis, keys, makeWorld } from './corpus-good.mjs';
import { hexHash, makeRecord, utf8, withManifest, zip } from './world.mjs';

const LATER = LEVEL_KNOWN + 1;
const HASH = hexHash(utf8('a header'));

const at = (level) => ({ ...genesis, membership: { ...genesis.membership, level } });
const version = (number) => ({ header: () => ({ version: number }) });
const disputing = (chain) => ({
  song: makeRecord(chain, 'time.dispute', { block: 1, header: HASH, seen: 5 }, [
    [keys.wang, 'node', 'wang-wei'],
  ]),
});

export function levels() {
  const cases = [];
  const song = (name, expect, change, more = {}) => {
    const parts = withManifest(bundleOf(makeWorld(change), 'song', { supports: ['wang'] }));
    cases.push({ name: `level-${name}`, expect, bytes: zip(parts), ...more });
  };
  song('second', undefined, { genesis: at(2), ...version(2) });
  song('dispute-of-the-second', undefined, { genesis: at(2), ...version(2), records: disputing });
  song('dispute-of-the-first', 'RECORD', { records: disputing }, { part: 'CONTENTS' });
  song('version-below-its-membership', 'HEADER', { genesis: at(2) });
  song('version-above-its-membership', 'HEADER', version(2));
  song('version-none', 'HEADER', version(0));
  song('version-a-word', 'HEADER', version('1'));
  song('first-written-out', 'GENESIS', { genesis: at(1) });
  song('of-a-later-genesis', 'LEVEL', { genesis: at(LATER), ...version(LATER) });
  song('of-a-later-header', 'LEVEL', version(LATER));
  song('beyond-all', 'LEVEL', version(10000));
  // Told before anything of a form that this verifier does not know.
  const parts = bundleOf(makeWorld(), 'song');
  const header = JSON.parse(Buffer.from(parts.get('header.json')).toString());
  header.block = { ...header.block, remark: 'x', version: LATER };
  parts.set('header.json', utf8(writeJson(header)));
  cases.push({
    name: 'level-later-header-of-another-form',
    expect: 'LEVEL',
    bytes: zip(withManifest(parts)),
  });
  return cases;
}
