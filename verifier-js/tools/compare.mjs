// Compares what the verifiers said of each case: node tools/compare.mjs FOLDER, where chosen.txt lists
// `NAME EXPECTED [PART]` and NAME.java, NAME.js, NAME.short hold their JSON, NAME.java-code … their exit
// codes. Two must say what is expected. The short one must say so too, but for what it says itself that
// it does not judge; it never says yes to what hangs on an SM2 signature.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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

const isSignedWithSm2 = (name) =>
  readFileSync(join(folder, `${name}.zip`), 'latin1').includes('"key":"sm2:');

const chosen = read('chosen.txt')
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
const withSm2 = [];
const leftOut = {};
let wrong = 0;
for (const [name, expected, part = expected] of chosen) {
  const said = {};
  for (const verifier of ['java', 'js', 'short']) said[verifier] = saidBy(verifier, name);
  const { verdict, notJudged } = said.short;
  const isOpen = verdict === 'NOT JUDGED' && isSignedWithSm2(name);
  const isLeftOut = verdict === 'VERIFIED' && verdict !== expected && notJudged.includes(part);
  if (isOpen) withSm2.push(name);
  if (isLeftOut) leftOut[part] = (leftOut[part] ?? 0) + 1;
  const isRight = verdict === expected || isOpen || isLeftOut;
  if (said.java.verdict === expected && said.js.verdict === expected && isRight) continue;
  wrong++;
  console.log(`${name}: (expected: ${expected})`);
  for (const [verifier, one] of Object.entries(said))
    console.log(`  ${verifier.padEnd(6)} ${one.verdict}: ${one.detail}`);
}
const good = chosen.filter(([, expected]) => expected === 'VERIFIED').length;
const bad = chosen.length - good;
const counts = Object.entries(leftOut).map(([check, count]) => `${count} ${check}`);
console.log(
  `bad ones that the short verifier leaves to the full ones: ${counts.join(', ') || 'none'}`,
);
console.log(`not judged by it for an SM2 signature: ${withSm2.join(', ') || 'none'}`);
console.log(
  `verifiers: ${good} good bundles and ${bad} bad ones, ${wrong} judged otherwise than expected`,
);
process.exitCode = wrong === 0 ? 0 : 1;
