// The code on a certificate, read from a picture: which record of which chain, under which root.
// What it names is then proven from the node's evidence, in this page.
import { make } from '../lib/dom.mjs';
import { HASH, hash } from '../lib/format.mjs';
import { askBytes, theGenesis } from '../lib/node.mjs';
import { say } from '../lib/words.mjs';
import { checkBundle } from './bundle.mjs';

/** Wider pictures are made smaller; a code fills some part of any. */
const SIDE_MAX = 2000;
const CODE_CHARS_MAX = 1024;
const SEARCH_MS = 1500;

/** Reads the code, has its record's evidence checked, and says whether the root is the same. */
export async function checkCode(file, place, isCurrent) {
  place.replaceChildren(
    make('p', {
      class: 'state waiting',
      role: 'status',
      text: say('scan.reading'),
    }),
  );
  const code = await codeOf(file);
  if (!isCurrent()) return;
  if (!code) return place.replaceChildren(wrong('NO_CODE', 'scan.noCode', 'scan.noCodeHint'));
  const { chain } = await theGenesis();
  if (!isCurrent()) return;
  if (code.chain !== chain)
    return place.replaceChildren(
      wrong('OTHER_CHAIN', 'scan.otherChain', 'scan.otherChainHint', code),
    );
  const evidence = new File(
    [await askBytes(`records/${code.record}/evidence.zip`)],
    `${code.record}.zip`,
  );
  if (!isCurrent()) return;
  const judged = make('div');
  const told = make('div', { class: 'card', 'data-code': 'WORKING' });
  place.replaceChildren(told, judged);
  const result = await checkBundle(evidence, judged, isCurrent);
  if (isCurrent() && result) tell(told, code, result);
}

function tell(place, code, { verified, facts }) {
  const same = verified && facts.record === code.record && facts.root === code.root;
  place.dataset.code = same ? 'SAME' : 'DIFFERS';
  place.replaceChildren(
    make('h2', { text: say(same ? 'scan.same' : 'scan.differs') }),
    make('p', { text: say(same ? 'scan.sameText' : 'scan.differsText') }),
    make('p', {}, say('scan.root'), ' ', hash(code.root)),
  );
}

const wrong = (name, title, hint, code) =>
  make(
    'div',
    { class: 'state refused', role: 'alert', 'data-code': name },
    make('h2', { text: say(title, code?.chain) }),
    make('p', { text: say(hint) }),
  );

/** `{chain, record, root}`; undefined when there is none in the picture. */
async function codeOf(file) {
  let pixels;
  try {
    pixels = await pixelsOf(file);
  } catch {
    return undefined; // no picture that this browser reads
  }
  const { decodeQR } = await import('../vendor/qr.mjs');
  try {
    return parsed(decodeQR(pixels, { timeLimit: SEARCH_MS }));
  } catch {
    return undefined; // a picture without a code
  }
}

async function pixelsOf(file) {
  const picture = await createImageBitmap(file);
  try {
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    // Pictures may be clear where paper is white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } finally {
    picture.close();
  }
}

/** Both forms of docs/formats.md; undefined for any other text. */
export function parsed(text) {
  if (text.length > CODE_CHARS_MAX) return undefined;
  const plain = /^colophon:([^?#\s]{1,64})\?record=([0-9a-f]{64})&root=([0-9a-f]{64})$/.exec(text);
  if (plain) return { chain: plain[1], record: plain[2], root: plain[3] };
  if (!text.startsWith('https://') || !URL.canParse(text)) return undefined;
  const of = (name) => new URL(text).searchParams.get(name) ?? '';
  const code = { chain: of('chain'), record: of('record'), root: of('root') };
  return code.chain && HASH.test(code.record) && HASH.test(code.root) ? code : undefined;
}
