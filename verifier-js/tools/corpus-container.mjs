// Bundles that are no archive of their kind, or whose manifest does not hold.
import { deflateRawSync } from 'node:zlib';
import { writeZip } from '../forms.mjs';
import { joined } from '../signatures.mjs';
import { bundleOf, edited, rewritten } from './corpus-good.mjs';
import { sorted, utf8, withManifest, zip } from './world.mjs';

export function badContainers({ world }) {
  const cases = [];
  const parts = bundleOf(world, 'song');
  const bytes = zip(parts);
  const end = bytes.length - 22;
  const central = Buffer.from(bytes).readUInt32LE(end + 16);
  const bad = (name, spoilt) =>
    cases.push({ name: `container-${name}`, expect: 'CONTAINER', bytes: spoilt });
  const patched = (...patches) => {
    const copy = Buffer.from(bytes);
    for (const [at, ...values] of patches) values.forEach((value, i) => (copy[at + i] = value));
    return new Uint8Array(copy);
  };
  const with_ = (...more) => zip(withManifest(new Map([...parts, ...more])));
  const without = (name) => zip(withManifest(new Map([...parts].filter(([key]) => key !== name))));

  bad('empty-file', new Uint8Array(0));
  bad('no-zip', utf8('PK is what a zip begins with\n'.repeat(40)));
  bad('empty-archive', bytes.slice(end).fill(0, 8, 20));
  bad('cut-in-half', bytes.slice(0, bytes.length / 2));
  bad('cut-in-directory', bytes.slice(0, end - 7));
  bad('cut-last-byte', bytes.slice(0, -1));
  bad('byte-behind', joined(bytes, Uint8Array.of(0)));
  bad('byte-before', joined(Uint8Array.of(0), bytes));
  bad('another-zip-behind', joined(bytes, bytes));
  bad('archive-comment', joined(patched([bytes.length - 2, 2]), utf8('hi')));
  bad('time-of-a-part', patched([10, 1], [central + 12, 1]));
  bad('time-in-one-place', patched([10, 1]));
  bad('version-needed', patched([4, 20], [central + 6, 20]));
  bad('flag-utf8', patched([7, 8], [central + 9, 8]));
  bad('flag-descriptor', patched([6, 8], [central + 8, 8]));
  bad('external-attributes', patched([central + 38, 0xff]));
  bad('checksum', patched([14, 0xff], [central + 16, 0xff]));
  bad('flipped-data', patched([30 + 13 + 40, 0]));
  bad('length-beyond', patched([18, 0xff, 0xff, 0xff, 0x7f], [22, 0xff, 0xff, 0xff, 0x7f]));
  bad('length-zip64', patched([18, 0xff, 0xff, 0xff, 0xff], [22, 0xff, 0xff, 0xff, 0xff]));
  bad('count-in-directory', patched([end + 8, parts.size + 1]));
  bad('offset-of-directory', patched([end + 16, 0]));
  bad('offset-of-a-part', patched([central + 42, 1]));
  bad('deflated-bomb', deflated(parts, 'seal.note', new Uint8Array(64 * 1024 * 1024)));
  bad('deflated-part', deflated(parts, 'seal.note', parts.get('seal.note')));
  bad('name-leads-upwards', with_(['../evil.json', utf8('{}')]));
  bad('name-from-the-root', with_(['/etc/passwd', utf8('x')]));
  bad('name-with-backslash', with_(['..\\evil', utf8('x')]));
  bad('name-with-nul', with_(['record.json\0', utf8('x')]));
  bad('name-empty', with_(['', utf8('x')]));
  bad('name-of-65', with_(['x'.repeat(65), utf8('x')]));
  bad('name-of-a-folder', with_(['folder/', utf8('')]));
  bad('name-in-other-case', with_(['Record.json', parts.get('record.json')]));
  bad('foreign-part', with_(['extra.txt', utf8('hello')]));
  bad('foreign-token', with_(['seal.tsr', utf8('x')]));
  bad('support-of-one-digit', with_(['support-1.json', parts.get('support-00.json')]));
  bad(
    'support-64',
    with_(
      ...Array.from({ length: 64 }, (_, i) => [
        `support-${String(i + 1).padStart(2, '0')}.json`,
        parts.get('support-00.json'),
      ]),
    ),
  );
  bad('parts-out-of-order', writeZip(new Map([...parts].reverse())));
  bad('part-twice', twice(parts));
  bad(
    'parts-257',
    with_(...Array.from({ length: 257 - parts.size }, (_, i) => [`x${i}`, utf8('')])),
  );
  bad('17-mebibytes', with_(['x', new Uint8Array(17 * 1024 * 1024)]));
  for (const name of parts.keys()) {
    if (!/^(before|support)/.test(name))
      bad(`without-${name}`, name === 'manifest.json' ? zip(missing(parts)) : without(name));
  }
  return [...cases, ...badManifests(parts)];
}

const missing = (parts) => new Map([...parts].filter(([name]) => name !== 'manifest.json'));

/** The archive with one part compressed, its directory consistent with that. */
function deflated(parts, name, data) {
  const compressed = new Uint8Array(deflateRawSync(data));
  const bytes = Buffer.from(zip(new Map(parts).set(name, compressed)));
  for (const [signature, method, size] of [
    ['504b0304', 8, 22],
    ['504b0102', 10, 24],
  ]) {
    const nameAt = bytes.indexOf(
      name,
      signature === '504b0102' ? bytes.lastIndexOf(Buffer.from('504b0304', 'hex')) + 60 : 0,
    );
    const at = bytes.lastIndexOf(Buffer.from(signature, 'hex'), nameAt);
    bytes.writeUInt16LE(8, at + method);
    bytes.writeUInt32LE(data.length, at + size);
  }
  return new Uint8Array(bytes);
}

/** An archive with two parts of one name, the forged one first. */
function twice(parts) {
  const forged = new Map();
  for (const [name, data] of sorted(parts)) {
    if (name === 'record.json') forged.set('record.jsom', utf8('{}'));
    forged.set(name, data);
  }
  const bytes = Buffer.from(writeZip(forged));
  for (let at = bytes.indexOf('record.jsom'); at >= 0; at = bytes.indexOf('record.jsom'))
    bytes.write('record.json', at);
  return new Uint8Array(bytes);
}

function badManifests(parts) {
  const cases = [];
  const bad = (name, spoilt) =>
    cases.push({ name: `manifest-${name}`, expect: 'MANIFEST', bytes: zip(spoilt) });
  const manifest = (name, change) => bad(name, rewritten(parts, 'manifest.json', change));
  const members = (name, change) => bad(name, edited(parts, 'manifest.json', change));
  const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);

  bad(
    'part-changed',
    rewritten(parts, 'record.json', (text) => text.replace('Song', 'Sung')),
  );
  bad('part-added', new Map(parts).set('support-01.json', parts.get('support-00.json')));
  members(
    'part-too-many',
    (found) => void (found.parts['support-01.json'] = found.parts['support-00.json']),
  );
  members('part-not-listed', (found) => void delete found.parts['header.json']);
  members(
    'lists-itself',
    (found) => void (found.parts['manifest.json'] = found.parts['header.json']),
  );
  members(
    'upper-case-digest',
    (found) => void (found.parts['header.json'] = found.parts['header.json'].toUpperCase()),
  );
  members('another-format', (found) => void (found.format = 'colophon-evidence/2'));
  members('unknown-member', (found) => void (found.remark = 'x'));
  members('no-record', (found) => void delete found.record);
  members(
    'chain-name-of-33',
    (found) => void (found.chain = `colophon/${'x'.repeat(33)}/0123456789abcdef`),
  );
  members(
    'chain-name-in-capitals',
    (found) => void (found.chain = found.chain.replace('corpus', 'Corpus')),
  );
  members('record-no-hash', (found) => void (found.record = 'x'));
  members('proto-member', (found) =>
    Object.defineProperty(found, '__proto__', { value: 'x', enumerable: true }),
  );
  manifest('a-space', (text) => text.replace(':', ': '));
  manifest('a-newline-behind', (text) => `${text}\n`);
  manifest('byte-order-mark', (text) => `\ufeff${text}`);
  manifest('members-out-of-order', (text) =>
    text.replace(/^\{("chain":"[^"]*"),("format":"[^"]*")/, '{$2,$1'),
  );
  manifest('member-twice', (text) => text.replace(/^\{("chain":"[^"]*")/, '{$1,$1'));
  manifest('escaped-letter', (text) => text.replace('"format"', '"\\u0066ormat"'));
  manifest('escaped-slash', (text) => text.replace('colophon/', 'colophon\\/'));
  manifest('empty', () => '');
  manifest('deep', () => nested(100000));
  manifest('wide', () => `[${'0,'.repeat(100000)}0]`);
  manifest('null', () => 'null');
  manifest('no-object', () => '[]');
  manifest('float', (text) => text.replace(/"record":.*$/, '"record":1.0}'));
  manifest('giant-number', (text) =>
    text.replace(/"record":.*$/, `"record":${'9'.repeat(100000)}}`),
  );
  manifest('minus-zero', (text) => text.replace(/"record":.*$/, '"record":-0}'));
  manifest('cut-off', (text) => text.slice(0, -1));
  bad('no-utf8', new Map(parts).set('manifest.json', Uint8Array.of(0x22, 0xff, 0x22)));
  bad(
    'surrogate-in-utf8',
    new Map(parts).set('manifest.json', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)),
  );
  bad(
    'over-a-mebibyte',
    rewritten(parts, 'manifest.json', () => `"${'x'.repeat(1024 * 1024)}"`),
  );
  return cases;
}
