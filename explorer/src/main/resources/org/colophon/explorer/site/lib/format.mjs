// How hashes, times and numbers are shown.
import { link, make } from './dom.mjs';
import { say, spoken } from './words.mjs';

export const HASH = /^[0-9a-f]{64}$/;

export const toHex = (bytes) =>
  Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');
export const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));

/** A hash in short; its whole is the title. */
export const short = (hash, head = 10) =>
  hash.length > 24 ? `${hash.slice(0, head)}…${hash.slice(-6)}` : hash;

/** A hash that leads to a page. */
export const hashLink = (route, hash) =>
  link(`${route}/${hash}`, short(hash), { class: 'hash', title: hash });

/** A hash in full, which breaks where it must. */
export const hash = (value) => make('code', { class: 'hash whole', text: value });

export const count = (number) =>
  Number(number).toLocaleString(spoken() === 'zh' ? 'zh-CN' : 'en-GB');

const BEIJING_MS = 8 * 3_600_000;
const clock = (ms) =>
  new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$|Z$/, '');

/** A time in UTC; in Chinese as clocks in China show it, with UTC beside it. */
export function time(value) {
  const ms = Number(value);
  if (!ms) return make('span', { class: 'none', text: '—' });
  const text = spoken() === 'zh' ? `${clock(ms + BEIJING_MS)} 北京时间` : `${clock(ms)} UTC`;
  return make('time', {
    datetime: new Date(ms).toISOString(),
    title: spoken() === 'zh' ? `${clock(ms)} UTC` : undefined,
    text,
  });
}

/** The day alone, by the same clock. */
export const day = (value) =>
  clock(Number(value) + (spoken() === 'zh' ? BEIJING_MS : 0)).slice(0, 10);

/** When a day of the form 2026-07-01 begins, in ms, by the same clock. */
export const midnight = (text) => Date.parse(text) - (spoken() === 'zh' ? BEIJING_MS : 0);

/** The day and the minute. */
export const moment = (value) =>
  clock(Number(value) + (spoken() === 'zh' ? BEIJING_MS : 0)).slice(0, 16);

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A length of time in its largest unit, such as "3 minutes". */
export function lasting(ms) {
  const [unit, one] = UNITS.find(([, length]) => Math.abs(ms) >= length) ?? UNITS.at(-1);
  return new Intl.NumberFormat(spoken() === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'second' && Math.abs(ms) < 10_000 ? 1 : 0,
  }).format(ms / one);
}

export const percent = (basisPoints) => `${(basisPoints / 100).toLocaleString('en-GB')} %`;

export function bytes(size) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, size)) / 10));
  const value = size / 2 ** (10 * step);
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 && step ? 1 : 0 })} ${units[step]}`;
}

/** A link that saves what the node gives. */
export const download = (path, text, name) =>
  make('a', { class: 'button quiet', href: `/v1/${path}`, download: name ?? true, text });

export const sealedText = (sealed) => say(sealed ? 'sealed' : 'unsealed');
