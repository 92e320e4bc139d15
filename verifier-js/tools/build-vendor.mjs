// Makes vendor/noble.mjs and vendor/LICENSES.txt from the libraries that package-lock.json pins, so
// that the verifier runs without installing anything. With --check says only whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(`${root}/${path}`, 'utf8');
const libraries = ['@noble/curves', '@noble/hashes', '@noble/post-quantum'];

const bundled = await build({
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  entryPoints: ['tools/vendor-entry.mjs'],
  format: 'esm',
  write: false,
});
const versions = libraries.map((library) => {
  const { version } = JSON.parse(read(`node_modules/${library}/package.json`));
  return `${library} ${version}`;
});
const made = {
  'vendor/noble.mjs': `// ${versions.join(', ')}; MIT, see LICENSES.txt. Made by tools/build-vendor.mjs, not by hand.\n${bundled.outputFiles[0].text}`,
  'vendor/LICENSES.txt': libraries
    .map((library, i) => `${versions[i]}\n\n${read(`node_modules/${library}/LICENSE`).trim()}\n`)
    .join('\n----\n\n'),
};
for (const [path, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(`${root}/${path}`, text);
  else if (read(path) !== text) throw new Error(`${path}: not current: run npm run build`);
}
