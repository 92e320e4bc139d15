// Writes the corpus into a folder: node tools/write-corpus.mjs FOLDER. Each case is NAME.zip, with
// NAME.genesis and NAME.file when it is judged with them; cases.txt lists `NAME EXPECTED`, and where
// `colophon evidence verify` is known to say something else also that, and why.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from './corpus.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node tools/write-corpus.mjs FOLDER');
mkdirSync(folder, { recursive: true });
const all = cases();
for (const { name, bytes, genesis, file } of all) {
  writeFileSync(join(folder, `${name}.zip`), bytes);
  if (genesis) writeFileSync(join(folder, `${name}.genesis`), genesis);
  if (file) writeFileSync(join(folder, `${name}.file`), file);
}
const line = ({ name, expect = 'VERIFIED', known = '', why = '' }) =>
  `${name} ${expect} ${known} ${why}`.trim();
writeFileSync(join(folder, 'cases.txt'), all.map((one) => `${line(one)}\n`).join(''));
const good = all.filter(({ expect }) => !expect).length;
console.log(`${good} good bundles, ${all.length - good} bad ones`);
