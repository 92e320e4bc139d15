// Compares what two verifiers said of each case: node tools/compare.mjs FOLDER, where chosen.txt lists
// `NAME EXPECTED` and NAME.java, NAME.js hold their JSON, NAME.java-code, NAME.js-code their exit codes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');

function verdictOf(name, verifier) {
  const code = read(`${name}.${verifier}-code`).trim();
  try {
    const { verified, failed } = JSON.parse(read(`${name}.${verifier}`));
    const consistent = code === (verified ? '0' : '1') && verified === !failed;
    return consistent ? (failed ?? 'VERIFIED') : `exit code ${code} with ${verified}`;
  } catch {
    return `no verdict (exit code ${code}): ${read(`${name}.${verifier}-error`).split('\n')[0]}`;
  }
}

function detailOf(name, verifier) {
  try {
    return JSON.parse(read(`${name}.${verifier}`)).checks.at(-1).detail;
  } catch {
    return '';
  }
}

let wrong = 0;
const chosen = read('chosen.txt')
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
for (const [name, expected] of chosen) {
  const [java, js] = [verdictOf(name, 'java'), verdictOf(name, 'js')];
  if (java === expected && js === expected) continue;
  wrong++;
  console.log(`${name}: (expected: ${expected})`);
  console.log(`  Java        ${java}: ${detailOf(name, 'java')}`);
  console.log(`  JavaScript  ${js}: ${detailOf(name, 'js')}`);
}
const good = chosen.filter(([, expected]) => expected === 'VERIFIED').length;
const bad = chosen.length - good;
console.log(
  `two verifiers: ${good} good bundles and ${bad} bad ones, ${wrong} judged otherwise than expected`,
);
process.exitCode = wrong === 0 ? 0 : 1;
