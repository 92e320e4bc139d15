// Runs a verifier over every case of a folder in one process: node tools/judge.mjs FOLDER js|short. For
// each line of chosen.txt this writes NAME.js, NAME.js-error and NAME.js-code, or the same of short.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run as runFull } from '../verify.mjs';
import { run as runShort } from '../short.mjs';

const [folder, verifier] = process.argv.slice(2);
const [run, options] = {
  js: [runFull, ['genesis', 'file', 'tsa-ca']],
  short: [runShort, ['genesis', 'file']],
}[verifier];

for (const line of readFileSync(join(folder, 'chosen.txt'), 'utf8').trim().split('\n')) {
  const [name] = line.split(' ');
  const path = (ending) => join(folder, `${name}.${ending}`);
  const words = [path('zip'), '--json'];
  for (const option of options) {
    if (existsSync(path(option))) words.push(`--${option}`, path(option));
  }
  if (verifier === 'js' && existsSync(path('at')))
    words.push('--at', readFileSync(path('at'), 'utf8'));
  const out = [];
  const err = [];
  const code = await run(
    words,
    (text) => out.push(text),
    (text) => err.push(text),
  );
  writeFileSync(path(verifier), out.join('\n'));
  writeFileSync(path(`${verifier}-error`), err.join('\n'));
  writeFileSync(path(`${verifier}-code`), String(code));
}
