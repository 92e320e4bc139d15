// The signature of certificate.pdf (ISO 32000-1, section 12.8; ETSI EN 319 142-1), with no more of
// PDF than where the signature lies and what its dictionary says.
import { readPadded } from './der.mjs';
import { demand, refuse } from './forms.mjs';
import { fromHex, joined } from './signatures.mjs';
import { readSigned, verifySigned } from './timestamps.mjs';
import { findPath, uriNames } from './x509.mjs';

const DATA = '1.2.840.113549.1.7.1';
const LARGEST_HOLE = 131072;

/**
 * Demands one signature over the whole file but the hole that holds it, for this reason, by a
 * certificate that leads to one of the roots; gives the root's organisation and the signer's URIs.
 */
export async function verifyPdf(bytes, roots, reason) {
  const text = latin1(bytes);
  const { hole, range } = readByteRange(text);
  const dictionary = readDictionary(text, hole);
  demand(dictionary.get('Type') === '/Sig', 'PDF: the signature is of another type');
  demand(
    dictionary.get('SubFilter') === '/ETSI.CAdES.detached',
    'PDF: not signed as ETSI.CAdES.detached',
  );
  demand(
    dictionary.get('Reason') === `(${reason})`,
    `PDF: signed for another reason (expected: ${reason})`,
  );
  const [, hex] =
    /^<((?:[0-9A-Fa-f]{2})+)>$/.exec(text.slice(...hole)) ??
    refuse('PDF: the hole holds no signature');
  const signed = readSigned(readPadded(fromHex(hex)), 1);
  demand(signed.type === DATA && !signed.content, 'PDF: the signature is not detached');
  const content = joined(bytes.subarray(0, range[1]), bytes.subarray(range[2]));
  const certificate = await verifySigned(signed, content);
  const path = await findPath(certificate, signed.certificates, roots, []);
  return { organisation: path.at(-1).organisation, uris: uriNames(certificate) };
}

function readByteRange(text) {
  const at = text.indexOf('/ByteRange');
  demand(at >= 0 && text.indexOf('/ByteRange', at + 1) < 0, 'PDF: not exactly one signature');
  const form = /^\/ByteRange\s*\[\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]/;
  const range = (form.exec(text.slice(at, at + 128)) ?? refuse('PDF: a byte range of another form'))
    .slice(1)
    .map(Number);
  const [start, before, end, after] = range;
  const isWhole = start === 0 && before < end && end + after === text.length;
  demand(
    isWhole && /\/Contents\s*$/.test(text.slice(Math.max(0, before - 32), before)),
    'PDF: the signature does not cover the whole file',
  );
  demand(end - before <= LARGEST_HOLE, 'PDF: too large a signature');
  return { hole: [before, end], range };
}

/** The entries of the object around the hole, each as it is written. */
function readDictionary(text, [holeStart, holeEnd]) {
  const start = text.lastIndexOf(' obj', holeStart) + 4;
  const end = text.indexOf('endobj', holeEnd);
  demand(
    start >= 4 && end >= 0 && holeStart - start < 16384 && end - holeEnd < 16384,
    'PDF: no signature dictionary',
  );
  const tokens = tokensOf(text.slice(start, holeStart) + '<>' + text.slice(holeEnd, end));
  demand(tokens.shift() === '<<' && tokens.pop() === '>>', 'PDF: no signature dictionary');
  const found = new Map();
  while (tokens.length > 0) {
    const name = tokens.shift();
    demand(
      name.startsWith('/') && !found.has(name.slice(1)),
      'PDF: a signature dictionary of another form',
    );
    found.set(name.slice(1), takeValue(tokens));
  }
  return found;
}

/** One value from the front of the tokens, as written; references are three tokens. */
function takeValue(tokens) {
  const taken = [];
  let depth = 0;
  do {
    const token = tokens.shift() ?? refuse('PDF: a value is missing');
    if (token === '<<' || token === '[') depth++;
    if (token === '>>' || token === ']') depth--;
    taken.push(token);
    const isReference = /^\d+$/.test(token) && /^\d+$/.test(tokens[0] ?? '') && tokens[1] === 'R';
    if (isReference) taken.push(tokens.shift(), tokens.shift());
  } while (depth > 0);
  demand(depth === 0, 'PDF: a value of another form');
  return taken.join(' ');
}

function tokensOf(text) {
  const tokens = [];
  const form = /\s+|(<<|>>|\[|\]|\/[^\s()<>[\]{}/%]*|<[0-9A-Fa-f\s]*>|[^\s()<>[\]{}/%]+)|(\()/y;
  while (form.lastIndex < text.length) {
    const start = form.lastIndex;
    const [, token, open] =
      form.exec(text) ?? refuse('PDF: a signature dictionary of another form');
    if (token) tokens.push(token);
    if (open) {
      const end = endOfString(text, start);
      tokens.push(text.slice(start, end));
      form.lastIndex = end;
    }
  }
  return tokens;
}

/** Behind the closing bracket of a literal string, which may hold balanced brackets. */
function endOfString(text, start) {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return refuse('PDF: a string without its end');
}

function latin1(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}
