// Makes the folders vendor/ of the verifier and of the pages from the libraries that
// package-lock.json pins, so that nothing needs to be installed. With --check says only whether they
// are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(`${root}/${path}`, 'utf8');
const PAGES = '../explorer/src/main/resources/org/colophon/explorer/site/vendor';

const bundled = async (entry) => {
  const made = await build({
    absWorkingDir: root,
    bundle: true,
    charset: 'utf8',
    entryPoints: [entry],
    format: 'esm',
    write: false,
  });
  return made.outputFiles[0].text;
};
const named = (library) =>
  `${library} ${JSON.parse(read(`node_modules/${library}/package.json`)).version}`;
const by = 'see LICENSES.txt. Made by tools/build-vendor.mjs, not by hand.';
const licences = (files) =>
  Object.entries(files)
    .map(([library, file]) => {
      const text = read(`node_modules/${library}/${file}`).trim();
      return `${named(library)}\n\n${text}\n`;
    })
    .join('\n----\n\n');

const libraries = {
  '@noble/curves': 'LICENSE',
  '@noble/hashes': 'LICENSE',
  '@noble/post-quantum': 'LICENSE',
};
const nobles = Object.keys(libraries).map(named).join(', ');
const made = {
  'vendor/noble.mjs': `// ${nobles}; MIT, ${by}\n${await bundled('tools/vendor-entry.mjs')}`,
  'vendor/LICENSES.txt': licences(libraries),
  [`${PAGES}/qr.mjs`]: `// ${named('qr')}; MIT or Apache-2.0, ${by}\n${await bundled('tools/vendor-qr.mjs')}`,
  [`${PAGES}/LICENSES.txt`]: licences({ qr: 'LICENSE-MIT' }),
};
for (const [path, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(`${root}/${path}`, text);
  else if (read(path) !== text) throw new Error(`${path}: not current: run npm run build`);
}
