// Compares what the verifiers said of each case: node tools/compare.mjs FOLDER, where chosen.txt lists
// `NAME EXPECTED SHORT` and NAME.java, NAME.js, NAME.short hold their JSON, NAME.java-code … their exit
// codes. Two must say what is expected. The short one must refuse by the check SHORT, or verify and list SHORT
// as not judged; corpus-short.mjs tells where that is not what is expected of the others. It never says yes to
// what hangs on an SM2 signature.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRight } from './corpus-short.mjs';

const [folder] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');

/** What a verifier said, with the reason that it gave last. */
function saidBy(verifier, name) {
  const code = read(`${name}.${verifier}-code`).trim();
  try {
    const { verified, failed, checks, notJudged = [] } = JSON.parse(read(`${name}.${verifier}`));
    const isConsistent = code === (verified ? '0' : '1') && !(verified && failed);
    const verdict = verified ? 'VERIFIED' : (failed ?? 'NOT JUDGED');
    return {
      verdict: isConsistent ? verdict : `exit code ${code} with ${verdict}`,
      detail: checks.at(-1).detail,
      notJudged: notJudged.map((one) => one.name),
    };
  } catch {
    const error = read(`${name}.${verifier}-error`).split('\n')[0];
    return { verdict: `no verdict (exit code ${code})`, detail: error, notJudged: [] };
  }
}

const chosen = read('chosen.txt')
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
const withSm2 = [];
const otherwise = {};
let wrong = 0;
for (const [name, expected, short] of chosen) {
  const said = {};
  for (const verifier of ['java', 'js', 'short']) said[verifier] = saidBy(verifier, name);
  const { verdict, notJudged } = said.short;
  if (verdict === 'NOT JUDGED') withSm2.push(name);
  else if (verdict !== expected) otherwise[short] = (otherwise[short] ?? 0) + 1;
  const isShortRight = isRight(
    verdict,
    notJudged,
    short,
    readFileSync(join(folder, `${name}.zip`)),
  );
  if (said.java.verdict === expected && said.js.verdict === expected && isShortRight) continue;
  wrong++;
  console.log(`${name}: (expected: ${expected})`);
  for (const [verifier, one] of Object.entries(said))
    console.log(`  ${verifier.padEnd(6)} ${one.verdict}: ${one.detail}`);
}
const good = chosen.filter(([, expected]) => expected === 'VERIFIED').length;
const bad = chosen.length - good;
const counts = Object.entries(otherwise).map(([said, count]) => `${count} ${said}`);
console.log(`bad ones of which the short verifier says otherwise: ${counts.join(', ') || 'none'}`);
console.log(`not judged by it for an SM2 signature: ${withSm2.join(', ') || 'none'}`);
console.log(
  `verifiers: ${good} good bundles and ${bad} bad ones, ${wrong} judged otherwise than expected`,
);
process.exitCode = wrong === 0 ? 0 : 1;
