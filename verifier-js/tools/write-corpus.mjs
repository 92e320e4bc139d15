// Writes the corpus into a folder: node tools/write-corpus.mjs FOLDER [all]. Each case is NAME.zip, with
// NAME.genesis, NAME.file and NAME.at when it is judged with them; cases.txt lists `NAME EXPECTED`, and what
// the short verifier says (see corpus-short.mjs). With `all` there are
// also those with time-stamps, changed members, evidence records and certificates.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from './corpus.mjs';
import { longTerm } from './corpus-longterm.mjs';
import { shortOf } from './corpus-short.mjs';

const [folder, extent] = process.argv.slice(2);
if (!folder) throw new Error('usage: node tools/write-corpus.mjs FOLDER [all]');
mkdirSync(folder, { recursive: true });
const all = [...cases(), ...(extent === 'all' ? longTerm() : [])];
for (const { name, bytes, genesis, file, at } of all) {
  writeFileSync(join(folder, `${name}.zip`), bytes);
  if (genesis) writeFileSync(join(folder, `${name}.genesis`), genesis);
  if (file) writeFileSync(join(folder, `${name}.file`), file);
  if (at) writeFileSync(join(folder, `${name}.at`), String(at));
}
const line = (one) => `${one.name} ${one.expect ?? 'VERIFIED'} ${shortOf(one)}\n`;
writeFileSync(join(folder, 'cases.txt'), all.map(line).join(''));
const good = all.filter(({ expect }) => !expect).length;
console.log(`${good} good bundles, ${all.length - good} bad ones`);
