// The front page: was this file registered, by whom, when; or: does this evidence hold?
import { link, make } from '../lib/dom.mjs';
import { bytes, HASH, hash } from '../lib/format.mjs';
import { digestOfFile } from '../lib/digest.mjs';
import { say } from '../lib/words.mjs';
import { promises } from '../parts/promises.mjs';
import { registrations } from '../parts/registrations.mjs';
import { failed, later } from '../parts/states.mjs';

const BUNDLE_BYTES_MAX = 16 * 1024 * 1024;

export async function show({ query, signal }) {
  const answer = make('div', { id: 'answer', 'aria-live': 'polite' });
  const turn = { run: 0, signal, answer };
  const digest = query.get('digest') ?? '';
  if (HASH.test(digest)) answerDigest(turn, digest);
  return {
    title: say('verify.title'),
    content: [
      make(
        'div',
        { class: 'hero' },
        make('h1', { text: say('verify.heading') }),
        make('p', { class: 'lead', text: say('verify.lead') }),
      ),
      dropField((file) => take(turn, file)),
      digestField(digest),
      scanField((file) => take(turn, file, true)),
      answer,
      worth(),
    ],
  };
}

function dropField(take) {
  const input = make('input', {
    type: 'file',
    id: 'file',
    onchange: ({ target }) => target.files[0] && take(target.files[0]),
  });
  const over = (isOver) => field.classList.toggle('over', isOver);
  const field = make(
    'label',
    {
      class: 'drop',
      ondragenter: () => over(true),
      ondragover: () => over(true),
      ondragleave: () => over(false),
      ondrop: (event) => {
        over(false);
        const [file] = event.dataTransfer.files;
        if (file) take(file);
      },
    },
    input,
    make('strong', { text: say('verify.drop') }),
    make('span', { text: say('verify.dropHint') }),
    make('span', { class: 'button', text: say('verify.choose') }),
  );
  return field;
}

function digestField(value) {
  const input = make('input', {
    id: 'digest',
    name: 'digest',
    value,
    spellcheck: 'false',
    autocomplete: 'off',
    maxlength: 64,
    placeholder: 'e3b0c442…',
  });
  const complaint = make('p', { class: 'complaint', id: 'digest-complaint', role: 'alert' });
  return make(
    'form',
    {
      class: 'line',
      onsubmit: (event) => {
        event.preventDefault();
        const digest = input.value.trim().toLowerCase();
        const isDigest = HASH.test(digest);
        complaint.textContent = isDigest ? '' : say('verify.noDigest', digest.length);
        input.setAttribute('aria-invalid', String(!isDigest));
        input.setAttribute('aria-describedby', 'digest-complaint');
        if (isDigest) location.hash = `#/?digest=${digest}`;
      },
    },
    make('label', { for: 'digest', text: say('verify.orDigest') }),
    input,
    make('button', { type: 'submit', text: say('verify.look') }),
    complaint,
  );
}

/** On a phone this opens the camera; elsewhere any picture will do. */
const scanField = (take) =>
  make(
    'label',
    { class: 'field scan' },
    make('b', { text: say('scan.title') }),
    make('span', { text: say('scan.hint') }),
    make('input', {
      type: 'file',
      id: 'code',
      accept: 'image/*',
      capture: 'environment',
      onchange: ({ target }) => target.files[0] && take(target.files[0]),
    }),
  );

/** A file is either evidence to be checked or something whose digest is looked up. */
async function take(turn, file, isCode = false) {
  const mine = ++turn.run;
  const isCurrent = () => mine === turn.run && !turn.signal.aborted;
  try {
    if (isCode) {
      const { checkCode } = await import('../parts/scan.mjs');
      if (isCurrent()) await checkCode(file, turn.answer, isCurrent);
    } else if (await isBundle(file)) {
      const { checkBundle } = await import('../parts/bundle.mjs');
      if (isCurrent()) await checkBundle(file, turn.answer, isCurrent);
    } else {
      await answerFile(turn, file, isCurrent);
    }
  } catch (fault) {
    if (isCurrent()) turn.answer.replaceChildren(failed(fault, () => take(turn, file, isCode)));
  }
}

/** Also a damaged bundle is one: it is told by the names of parts, not by their being right. */
async function isBundle(file) {
  if (file.size > BUNDLE_BYTES_MAX || (await file.slice(0, 2).text()) !== 'PK') return false;
  const text = new TextDecoder('latin1').decode(await file.arrayBuffer());
  return ['manifest.json', 'seal.note', 'record.json'].some((name) => text.includes(name));
}

async function answerFile(turn, file, isCurrent) {
  const bar = make('progress', { max: Math.max(1, file.size), value: 0, 'aria-label': file.name });
  const read = make('span', { text: say('verify.reading', file.name, bytes(0), bytes(file.size)) });
  turn.answer.replaceChildren(make('div', { class: 'card' }, make('p', {}, read), bar));
  const started = performance.now();
  const digest = await digestOfFile(
    file,
    (done) => {
      bar.value = done;
      read.textContent = say('verify.reading', file.name, bytes(done), bytes(file.size));
    },
    turn.signal,
  );
  if (!isCurrent()) return;
  const ms = Math.round(performance.now() - started);
  answerDigest(turn, digest, say('verify.digested', file.name, bytes(file.size), ms));
}

function answerDigest(turn, digest, how) {
  turn.answer.replaceChildren(
    make(
      'div',
      { class: 'digest' },
      make('p', { class: 'label', text: how ?? say('verify.digestGiven') }),
      hash(digest),
    ),
    later(registrations(digest, turn.signal), turn.signal),
  );
}

const worth = () =>
  promises('promises', 'verify', ['file', 'bundle', 'offline'], {
    file: link('search', say('verify.otherwise')),
    offline: make('a', {
      class: 'button quiet',
      href: '/explorer/verifier/verify.html',
      download: 'colophon-verify.html',
      text: say('verify.savePage'),
    }),
  });
