// The forms of bytes and values: the zip, canonical JSON, base64 (docs/formats.md, "Conventions",
// "Canonical JSON", "The zip, byte by byte"). All that is not exactly of its form is refused.
import { ALGORITHMS, fromHex, hash, joined, toHex } from './signatures.mjs';

/** A check does not hold; the message says what was found. Anything else thrown is our own fault. */
export class Refusal extends Error {}

export function refuse(message) {
  throw new Refusal(message);
}

export function demand(condition, message) {
  if (!condition) refuse(message);
}

export const hexHash = (...pieces) => toHex(hash(...pieces));
export const encode = (text) => new TextEncoder().encode(text);

// ---- The zip: exactly one archive of given parts (docs/formats.md, "The zip, byte by byte")

export const MEBI = 1024 * 1024;

/** Parts by name, in their order; refuses an archive that writing its parts anew does not give. */
export function readZip(bytes, rule = readZip.bundle) {
  demand(
    bytes.length <= 16 * MEBI,
    `archive: ${bytes.length} bytes (expected: at most ${16 * MEBI})`,
  );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = new Map();
  let at = 0;
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const start = at + 30 + view.getUint16(at + 26, true);
    const name = String.fromCharCode(...bytes.subarray(at + 30, start));
    at = start + view.getUint32(at + 18, true);
    demand(at <= bytes.length, 'archive: ends within a part');
    demand(
      name.length <= 64 && rule.name.test(name),
      `archive: a part named ${JSON.stringify(name.slice(0, 64))}`,
    );
    demand(!parts.has(name), `${name}: twice`);
    parts.set(name, bytes.subarray(start, at));
    demand(parts.size <= 256, 'archive: over 256 parts');
  }
  const names = [...parts.keys()];
  demand(
    !rule.sorted || names.every((name, i) => i === 0 || names[i - 1] < name),
    'archive: parts out of order',
  );
  demand(
    parts.size > 0 && equal(bytes, writeZip(parts)),
    'archive: not a zip archive of this form',
  );
  return parts;
}
readZip.bundle = { name: /^[A-Za-z0-9][A-Za-z0-9.-]*$/, sorted: true };
readZip.asice = { name: /^(META-INF\/)?[A-Za-z0-9][A-Za-z0-9.-]*$/, sorted: false };

/** The one archive of these parts, in the order of the map. */
export function writeZip(parts) {
  const items = [];
  const directory = [];
  let offset = 0;
  for (const [name, data] of parts) {
    const common = joined(
      fromHex('00000000' + '0000' + '2100'),
      le(crc32(data), 4),
      le(data.length, 4),
      le(data.length, 4),
      le(name.length, 2),
      le(0, 2),
    );
    items.push(fromHex('504b03040a00'), common, encode(name), data);
    directory.push(
      fromHex('504b01020a000a00'),
      common,
      new Uint8Array(10),
      le(offset, 4),
      encode(name),
    );
    offset += 30 + name.length + data.length;
  }
  const central = joined(...directory);
  const count = le(parts.size, 2);
  return joined(
    ...items,
    central,
    fromHex('504b050600000000'),
    count,
    count,
    le(central.length, 4),
    le(offset, 4),
    le(0, 2),
  );
}

const le = (number, length) =>
  Uint8Array.from({ length }, (_, i) => Math.floor(number / 256 ** i) % 256);

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

function crc32(bytes) {
  let value = -1;
  for (const byte of bytes) value = (value >>> 8) ^ CRC_TABLE[(value ^ byte) & 255];
  return ~value >>> 0;
}

// ---- Canonical JSON: read in one pass, refused at the first thing that is not canonical

/** The value of a canonical text within limits; objects have no prototype, so no foreign member. */
export function parseJson(bytes, limits) {
  demand(bytes.length <= limits.bytes, `${bytes.length} bytes (expected: at most ${limits.bytes})`);
  const text = utf8(bytes);
  let at = 0;
  const wrong = (expected) => refuse(`character ${at}: (expected: ${expected})`);
  const take = (character) => (text[at] === character ? at++ >= 0 : false);

  function value(depth) {
    if (text[at] === '{' || text[at] === '[') {
      if (depth === limits.depth) wrong(`at most ${limits.depth} levels`);
      return take('{') ? object(depth + 1) : take('[') && array(depth + 1);
    }
    if (text[at] === '"') return quoted();
    for (const word of [true, false]) {
      if (text.startsWith(String(word), at)) return (at += String(word).length) && word;
    }
    return integer();
  }

  function object(depth) {
    const found = Object.create(null);
    let last;
    for (let count = 0; !(count === 0 && take('}')); count++) {
      if (count === limits.width) wrong(`at most ${limits.width} members`);
      const name = text[at] === '"' ? quoted() : wrong('a member');
      if (!/^[\x00-\x7e]*$/.test(name)) wrong('a name in ASCII');
      if (last !== undefined && last >= name) wrong('names in ascending order');
      if (!take(':')) wrong(':');
      found[name] = value(depth);
      last = name;
      if (take('}')) break;
      if (!take(',')) wrong(', or }');
    }
    return found;
  }

  function array(depth) {
    const found = [];
    if (take(']')) return found;
    do {
      if (found.length === limits.width) wrong(`at most ${limits.width} items`);
      found.push(value(depth));
    } while (take(','));
    return take(']') ? found : wrong(', or ]');
  }

  function quoted() {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    const token = text.slice(at, end + 1);
    let content;
    try {
      content = JSON.parse(token);
    } catch {
      wrong('a string');
    }
    const canonical =
      JSON.stringify(content) === token && content.isWellFormed() && !content.includes('\x7f');
    if (!canonical) wrong('a string in its canonical form');
    at = end + 1;
    return content;
  }

  function integer() {
    const token = /^(0|-?[1-9][0-9]{0,15})(?![0-9.eE])/.exec(text.slice(at, at + 18))?.[0];
    if (!Number.isSafeInteger(Number(token))) wrong('a value');
    at += token.length;
    return Number(token);
  }

  const found = value(0);
  if (at !== text.length) wrong('the end');
  return found;
}

/** The canonical text of a value that parseJson gave or that is made of such values. */
export function writeJson(value) {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${writeJson(value[name])}`);
  return `{${pairs.join(',')}}`;
}

// ---- The form of values

export const HASH = /^[0-9a-f]{64}$/;
export const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
export const CHAIN = /^colophon\/[a-z0-9-]{1,32}\/[0-9a-f]{16}$/;
export const LARGEST = Number.MAX_SAFE_INTEGER;

/** What parseJson gives for an object has no prototype: it is told by what it is not. */
export function isObject(value) {
  return Boolean(value) && typeof value === 'object' && !Array.isArray(value);
}

export function members(object, required, optional = '') {
  demand(isObject(object), '(expected: an object)');
  // Of nothing, split gives one empty name; a member of that name is not wanted.
  const [must, may] = [required, optional].map((names) => names.split(' ').filter(Boolean));
  for (const name of must) demand(name in object, `${name}: missing`);
  for (const name of Object.keys(object)) {
    demand(must.includes(name) || may.includes(name), `${name.slice(0, 64)}: an unknown member`);
  }
}

export function string(value, what, longest = LARGEST) {
  demand(
    typeof value === 'string' && value !== '' && value.length <= longest,
    `${what}: no text within the limit`,
  );
  return value;
}

export function matches(value, pattern, what) {
  demand(typeof value === 'string' && pattern.test(value), `${what}: not of its form`);
}

export function integer(value, from, to, what) {
  demand(
    Number.isInteger(value) && from <= value && value <= to,
    `${what}: not from ${from} to ${to}`,
  );
}

export function list(value, from, to) {
  demand(
    Array.isArray(value) && from <= value.length && value.length <= to,
    `not a list of ${from} to ${to}`,
  );
  return value;
}

export function base64(text, length) {
  string(text, 'base64');
  demand(/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0, 'not base64');
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  demand(toBase64(bytes) === text, 'not canonical base64');
  demand(
    length === undefined || bytes.length === length,
    `${bytes.length} bytes (expected: ${length})`,
  );
  return bytes;
}

export function toBase64(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The algorithm and the raw public key of a key name. */
export function readKey(name) {
  const [, algorithm, text] =
    /^([a-z0-9]+):([A-Za-z0-9_-]+)$/.exec(string(name, 'key', 128)) ??
    refuse('key: not of its form');
  demand(Object.hasOwn(ALGORITHMS, algorithm), `key: unknown algorithm ${algorithm}`);
  const padded = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(text.length / 4) * 4, '=');
  const bytes = base64(padded, ALGORITHMS[algorithm].keyBytes);
  const isPoint = algorithm === 'ed25519' || bytes[0] === 2 || bytes[0] === 3;
  demand(isPoint, 'key: no compressed point');
  return { algorithm, bytes };
}

export function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('not UTF-8');
  }
}

export const equal = (one, other) =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);
export const iso = (time) => new Date(time).toISOString();
