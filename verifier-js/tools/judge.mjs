// Runs the verifier over every case of a folder in one process: node tools/judge.mjs FOLDER. For each
// line of chosen.txt this writes NAME.js, NAME.js-error and NAME.js-code.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../verify.mjs';

const [folder] = process.argv.slice(2);

for (const line of readFileSync(join(folder, 'chosen.txt'), 'utf8').trim().split('\n')) {
  const [name] = line.split(' ');
  const path = (ending) => join(folder, `${name}.${ending}`);
  const words = [path('zip'), '--json'];
  for (const option of ['genesis', 'file', 'tsa-ca']) {
    if (existsSync(path(option))) words.push(`--${option}`, path(option));
  }
  if (existsSync(path('at'))) words.push('--at', readFileSync(path('at'), 'utf8'));
  const out = [];
  const err = [];
  const code = await run(
    words,
    (text) => out.push(text),
    (text) => err.push(text),
  );
  writeFileSync(path('js'), out.join('\n'));
  writeFileSync(path('js-error'), err.join('\n'));
  writeFileSync(path('js-code'), String(code));
}
