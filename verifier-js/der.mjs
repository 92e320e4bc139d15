// A strict reader of DER (X.690): definite and shortest lengths, shortest numbers, nothing behind.
import { demand, refuse } from './forms.mjs';
import { fromHex, joined, toHex } from './signatures.mjs';

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  none: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
};
const DEEPEST = 64;
const MOST_ITEMS = 262144; // of one value: a revocation list of that many entries
const MOST_VALUES = 524288; // in all

/** One value: `tag` is its first byte, `content` its content, `whole` all its bytes. */
class Value {
  constructor(tag, content, whole) {
    Object.assign(this, { tag, content, whole });
  }

  /** The values inside a constructed one. */
  items() {
    demand(this.tag & 0x20, 'DER: a primitive value (expected: a constructed one)');
    const found = [];
    for (let at = 0; at < this.content.length; ) {
      const value = readAt(this.content, at);
      found.push(value);
      demand(found.length <= MOST_ITEMS, 'DER: too many values');
      at += value.whole.length;
    }
    return found;
  }

  /** The one value inside. */
  only() {
    const found = this.items();
    demand(found.length === 1, `DER: ${found.length} values (expected: 1)`);
    return found[0];
  }

  /** The values inside, to be taken one by one. */
  fields(tag = TAG.sequence) {
    this.expect(tag);
    return new Fields(this.items());
  }

  expect(tag) {
    demand(this.tag === tag, `DER: tag ${this.tag.toString(16)} (expected: ${tag.toString(16)})`);
    return this;
  }

  oid() {
    const arcs = [0n];
    for (const byte of this.expect(TAG.oid).content) {
      arcs.push((arcs.pop() << 7n) | BigInt(byte & 0x7f));
      if (byte < 0x80) arcs.push(0n);
    }
    arcs.pop();
    const first = arcs[0] < 80n ? arcs[0] / 40n : 2n;
    return [first, arcs.shift() - first * 40n, ...arcs].join('.');
  }

  /** A whole number from 0 to 2^31 − 1. */
  small(tag = TAG.integer) {
    const { content } = this.expect(tag);
    demand(content.length <= 4 && content[0] < 0x80, 'DER: a number out of range');
    return content.reduce((number, byte) => number * 256 + byte, 0);
  }

  /** The octets of a BIT STRING of whole octets. */
  octetsOfBits() {
    demand(this.expect(TAG.bits).content[0] === 0, 'DER: bits (expected: whole octets)');
    return this.content.subarray(1);
  }

  /** A UTCTime or GeneralizedTime in UTC, in milliseconds since 1970. */
  time() {
    const text = String.fromCharCode(...this.content.subarray(0, 32));
    if (this.tag === TAG.utcTime) {
      const [, year, rest] = /^(\d\d)(\d{10})Z$/.exec(text) ?? refuse('DER: no time in UTC');
      return momentOf(`${Number(year) < 50 ? 20 : 19}${year}${rest}`, '');
    }
    this.expect(TAG.time);
    const [, seconds, fraction = ''] =
      /^(\d{14})(?:\.(\d{0,8}[1-9]))?Z$/.exec(text) ?? refuse('DER: no time in UTC');
    return momentOf(seconds, fraction);
  }
}

/** Milliseconds since 1970 of 14 digits from the year to the second, and of what follows them. */
export function momentOf(digits, fraction) {
  const [year, month, day, hour, minute, second] = /^(....)(..)(..)(..)(..)(..)$/
    .exec(digits)
    .slice(1)
    .map(Number);
  const moment = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  moment.setUTCFullYear(year, month - 1, day);
  const shown = moment.toISOString().replace(/\D/g, '').slice(0, 14);
  demand(shown === digits, 'DER: no such day or time');
  return moment.getTime() + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** Demands the order of DER in a SET OF: ascending encodings (X.690, 11.6), here each once. */
export function demandSet(items) {
  const encodings = items.map(({ whole }) => toHex(whole));
  const isAscending = encodings.every((encoding, i) => i === 0 || encodings[i - 1] < encoding);
  demand(isAscending, 'DER: a set that is not in ascending order');
  return items;
}

class Fields {
  constructor(items) {
    this.left = items;
  }

  take(tag) {
    demand(this.left.length > 0, 'DER: a field is missing');
    const value = this.left.shift();
    return tag === undefined ? value : value.expect(tag);
  }

  /** The next value when it has this tag. */
  maybe(...tags) {
    return tags.includes(this.left[0]?.tag) ? this.left.shift() : undefined;
  }

  end() {
    demand(this.left.length === 0, 'DER: an unexpected field');
  }
}

/** The one value that these bytes are, checked to its last leaf. */
export function readDer(bytes, limits = { deepest: DEEPEST, values: MOST_VALUES }) {
  const value = readAt(bytes, 0);
  demand(value.whole.length === bytes.length, 'DER: bytes behind the value');
  demandStrict(value, 1, { ...limits });
  return value;
}

/** Like readDer, of a value in a field of a fixed size that zeros fill up. */
export function readPadded(bytes) {
  const value = readAt(bytes, 0);
  const filling = bytes.subarray(value.whole.length);
  demand(
    filling.every((byte) => byte === 0),
    'DER: bytes behind the value',
  );
  return readDer(value.whole);
}

/** A value of these contents. */
export function encodeDer(tag, ...contents) {
  const content = joined(...contents);
  if (content.length < 0x80) return joined(Uint8Array.of(tag, content.length), content);
  const digits = content.length.toString(16);
  const length = fromHex(digits.length % 2 ? `0${digits}` : digits);
  return joined(Uint8Array.of(tag, 0x80 + length.length), length, content);
}

function readAt(bytes, at) {
  demand(at + 2 <= bytes.length, 'DER: cut off');
  const tag = bytes[at];
  demand((tag & 0x1f) !== 0x1f, 'DER: a long tag');
  let start = at + 2;
  let length = bytes[at + 1];
  if (length >= 0x80) {
    const octets = length - 0x80;
    demand(
      octets >= 1 && octets <= 4 && start + octets <= bytes.length,
      'DER: a length out of range',
    );
    length = bytes.subarray(start, start + octets).reduce((number, byte) => number * 256 + byte, 0);
    const shortest = length >= 0x80 && length >= 256 ** (octets - 1);
    demand(shortest, 'DER: a length that is not the shortest');
    start += octets;
  }
  demand(start + length <= bytes.length, 'DER: cut off');
  return new Value(tag, bytes.subarray(start, start + length), bytes.subarray(at, start + length));
}

function demandStrict(value, depth, left) {
  demand(left.values-- > 0, 'DER: too many values');
  if (value.tag & 0x20) {
    demand(depth <= left.deepest, 'DER: too deep');
    for (const item of value.items()) demandStrict(item, depth + 1, left);
  }
  if ((value.tag & 0xc0) === 0) demandUniversal(value);
}

function demandUniversal({ tag, content }) {
  const constructed = tag === TAG.sequence || tag === TAG.set;
  demand(constructed === Boolean(tag & 0x20), 'DER: constructed where it must not be');
  const [first, second] = content;
  const isRight = {
    [TAG.boolean]: () => content.length === 1 && (first === 0 || first === 255),
    [TAG.integer]: () => isShortestNumber(content),
    [TAG.enumerated]: () => isShortestNumber(content),
    [TAG.none]: () => content.length === 0,
    [TAG.oid]: () =>
      /^(([89a-f][0-9a-f])*[0-7][0-9a-f])+$/.test(toHex(content)) && !/^80/.test(toHex(content)),
    [TAG.bits]: () =>
      content.length > 0 &&
      first < 8 &&
      (first === 0 || second !== undefined) &&
      (content.at(-1) & ((1 << first) - 1) & (content.length > 1 ? 255 : 0)) === 0,
  }[tag];
  demand(!isRight || isRight(), `DER: a value of type ${tag} that is not of its form`);
}

function isShortestNumber(content) {
  if (content.length < 2) return content.length === 1;
  return !(content[0] === 0 && content[1] < 0x80) && !(content[0] === 255 && content[1] >= 0x80);
}
