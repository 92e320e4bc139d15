// One leaf's bytes and its path to the sealed root, drawn as a tree that is computed while one looks,
// and computed again when a byte is changed: the tamper drill.
import { draw, link, make } from '../lib/dom.mjs';
import { hash, short } from '../lib/format.mjs';
import { climb, leafHash } from '../lib/tree.mjs';
import { say } from '../lib/words.mjs';

const ROW = 64;
const WIDTH = 720;
const ABOVE = 44;
const BELOW = 28;
const BOX = { width: 208, height: 36 };

/**
 * @param {object} leaf `{bytes, index, size, path, root, seal}`: the leaf, its proof, the root that
 *   the seal or the node's tree has, and the seal's number when there is one
 */
export async function proof({ bytes, index, size, path, root, seal }) {
  const original = new TextDecoder().decode(bytes);
  const right = await computed(bytes, index, size, path);
  const figure = make('div', {
    class: 'tree scroll',
    tabindex: 0,
    role: 'group',
    'aria-label': say('proof.figure'),
  });
  const verdict = make('p', { class: 'tree-verdict', role: 'status' });
  const editor = make('textarea', {
    id: 'leaf-bytes',
    class: 'leaf-bytes',
    rows: Math.min(16, Math.ceil(original.length / 50) + 1),
    spellcheck: 'false',
    autocomplete: 'off',
    oninput: () => show(),
  });
  editor.value = original;

  async function show() {
    const changed = editor.value !== original;
    const found = changed
      ? await computed(new TextEncoder().encode(editor.value), index, size, path)
      : right;
    const holds = found.at(-1).hash === root;
    figure.replaceChildren(tree(found, right, root, index));
    figure.dataset.holds = String(holds);
    verdict.className = `tree-verdict ${holds ? 'good' : 'bad'}`;
    verdict.replaceChildren(
      ...(holds
        ? [say('proof.holds', path.length)]
        : [
            make('b', { text: say('proof.broken', brokenIn(found, right)) }),
            ' ',
            say(seal ? 'proof.brokenSeal' : 'proof.brokenRoot'),
          ]),
    );
  }

  const reset = () => {
    editor.value = original;
    return show();
  };
  await show();
  return make(
    'div',
    { class: 'proof' },
    make(
      'div',
      { class: 'proof-bytes' },
      make('label', { for: 'leaf-bytes', text: say('proof.bytes', bytes.length) }),
      editor,
      make('p', { class: 'note', text: say('proof.drill') }),
      make(
        'p',
        { class: 'actions' },
        make('button', {
          type: 'button',
          text: say('proof.flip'),
          'data-drill': 'flip',
          onclick: () => flip(editor, show),
        }),
        make('button', {
          type: 'button',
          class: 'quiet',
          text: say('proof.restore'),
          'data-drill': 'restore',
          onclick: reset,
        }),
      ),
      verdict,
      make('p', { class: 'note' }, say('proof.root'), ' ', hash(root)),
      seal && make('p', {}, link(`seal/${seal}`, say('proof.seal', seal))),
    ),
    figure,
  );
}

/** The hashes from the leaf up; the first is the leaf's own. */
async function computed(bytes, index, size, path) {
  const leaf = await leafHash(bytes);
  return [{ hash: leaf }, ...(await climb(leaf, index, size, path))];
}

const brokenIn = (found, right) => found.filter((step, i) => step.hash !== right[i].hash).length;

/** Changes one character in the middle of the bytes, and shows which. */
function flip(editor, show) {
  const at = Math.floor(editor.value.length / 2);
  const now = editor.value[at];
  editor.setRangeText(now === '0' ? '1' : '0', at, at + 1, 'select');
  editor.focus();
  return show();
}

function tree(found, right, root, index) {
  const levels = found.length;
  const height = ABOVE + (levels - 1) * ROW + BOX.height + BELOW;
  const y = (level) => ABOVE + (levels - 1 - level) * ROW;
  const centre = WIDTH / 2;
  const picture = draw('svg', {
    viewBox: `0 0 ${WIDTH} ${height}`,
    class: 'tree-picture',
    role: 'img',
    'aria-label': say('proof.figureText', levels - 1),
  });
  const edges = draw('g', { class: 'edges' });
  picture.append(edges);
  found.forEach((step, level) => {
    const isBroken = step.hash !== right[level].hash;
    if (level > 0) {
      const x = centre + (step.isLeft ? -1 : 1) * 250;
      edges.append(
        elbow(centre, y(level - 1), centre, y(level), isBroken),
        elbow(x, y(level - 1), centre, y(level), false),
      );
      picture.append(box(x, y(level - 1), step.sibling, 'given'));
    }
    const kind = level === levels - 1 ? 'root' : level === 0 ? 'leaf' : 'computed';
    picture.append(
      box(
        centre,
        y(level),
        step.hash,
        `${kind} ${isBroken ? 'broken' : 'right'}`,
        kind === 'leaf' && say('proof.leaf', index),
      ),
    );
  });
  const top = found.at(-1).hash === root;
  picture.append(
    draw(
      'text',
      {
        x: centre,
        y: ABOVE - 14,
        class: `crown ${top ? 'right' : 'broken'}`,
        'text-anchor': 'middle',
      },
      say(top ? 'proof.same' : 'proof.other'),
    ),
  );
  return picture;
}

const elbow = (x1, y1, x2, y2, isBroken) =>
  draw('path', {
    d: `M${x1} ${y1} V${(y1 + y2 + BOX.height) / 2} H${x2} V${y2 + BOX.height}`,
    class: isBroken ? 'broken' : '',
  });

function box(x, y, value, kind, label) {
  const group = draw(
    'g',
    { class: `node ${kind}`, transform: `translate(${x - BOX.width / 2} ${y})` },
    draw('rect', { width: BOX.width, height: BOX.height, rx: 6 }),
    draw('text', { x: BOX.width / 2, y: 23, 'text-anchor': 'middle' }, short(value, 12)),
  );
  group.append(draw('title', {}, value));
  if (label)
    group.append(
      draw(
        'text',
        { x: BOX.width / 2, y: BOX.height + 15, class: 'below', 'text-anchor': 'middle' },
        label,
      ),
    );
  return group;
}
