// Makes verify.html and verify-short.html, each verifier as one file that a browser opens from a disk:
// modules cannot be imported there, so each becomes a function that gives what it exports, in the order
// of their imports, with their text unchanged otherwise. With --check says only whether the pages are
// current.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

const root = new URL('..', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const nameOf = (path) => `module_${path.replace(/\W/g, '_')}`;

/** The scripts of a module and of all that it imports, those that others need first. */
function scriptsOf(path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const scripts = [];
  let text = read(path).replace(/^#!.*\n/, '');
  text = text.replace(/^import \{([^}]*)\} from '([^']*)';$/gm, (_, names, from) => {
    const imported = posix.join(posix.dirname(path), from);
    scripts.push(...scriptsOf(imported, seen));
    return `const {${names}} = ${nameOf(imported)};`;
  });
  const exported = [];
  text = text.replace(/^export ((?:async )?function\*?|const|class) (\w+)/gm, (_, kind, name) => {
    exported.push(name);
    return `${kind} ${name}`;
  });
  text = text.replace(/^export \{([^}]*)\};$/gm, (_, names) => {
    exported.push(
      ...names
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    );
    return '';
  });
  const left = /^(import|export)\b.*/m.exec(text);
  if (left) throw new Error(`${path}: a line that is not understood: ${left[0]}`);
  if (/<\/script|<!--/i.test(text)) throw new Error(`${path}: would end the script of the page`);
  const body = `${text.trim()}\nreturn { ${exported.join(', ')} };`;
  return [...scripts, `// ---- ${path}\nconst ${nameOf(path)} = (() => {\n${body}\n})();\n`];
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function pageOf(module, template) {
  const script = `'use strict';\n${scriptsOf(module).join('\n')}`;
  const style = read('page/page.css');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts = { policy, script, style };
  return read(template).replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

const pages = {
  'verify.html': pageOf('page/page.mjs', 'page/template.html'),
  'verify-short.html': pageOf('page/short.mjs', 'page/short.html'),
};
for (const [name, page] of Object.entries(pages)) {
  const target = new URL(name, root);
  if (!process.argv.includes('--check')) writeFileSync(target, page);
  else if (readFileSync(target, 'utf8') !== page) {
    throw new Error(`${name}: not current: run node tools/build-page.mjs`);
  }
}
