// The corpus of good and bad bundles: `cases()` gives each with its name, its bytes and the name of
// the check that must refuse it. Most bad ones carry a manifest that was made anew after the change,
// as a forger would make it. All follow from seeds: the same bytes every time.
import { badContainers } from './corpus-container.mjs';
import { levels } from './corpus-level.mjs';
import { badLedgers } from './corpus-ledger.mjs';
import { badRecords } from './corpus-record.mjs';
import { recordTypes } from './corpus-types.mjs';
import { smBundles } from './corpus-sm.mjs';
import { goodBundles } from './corpus-good.mjs';

/**
 * @returns {Array<{name, expect?, part?, bytes, genesis?, file?}>} `expect` is absent when it must
 *   verify; `part` is what the short verifier does not judge of that check
 */
export function cases() {
  const good = goodBundles();
  const all = [
    ...good.cases,
    ...badContainers(good),
    ...badLedgers(good),
    ...badRecords(good),
    ...smBundles(good),
    ...levels(),
    ...recordTypes(),
  ];
  const names = new Set(all.map(({ name }) => name));
  if (names.size !== all.length) throw new Error('two cases of one name');
  return all;
}
