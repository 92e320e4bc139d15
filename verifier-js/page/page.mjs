// The page around the verifier: takes the files, shows each check, and says what is proven and what
// not. All text from a bundle is put in as text, never as markup.
import { CHECKS, digestOf, readPem, verifyBundle } from '../verify.mjs';
import { bytesOf, chunksOf } from './files.mjs';
import { TEXTS } from './texts.mjs';

const find = (id) => document.getElementById(id);
const inputs = { bundle: null, genesis: null, original: null, roots: null };
let shown = { state: 'nothing' };
let language = (navigator.language || 'en').startsWith('zh') ? 'zh' : 'en';
let run = 0;

function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

async function check() {
  const mine = ++run;
  show({ state: 'working' });
  await new Promise((done) => setTimeout(done, 20)); // lets the page say that it is working
  try {
    const result = await verifyBundle(await bytesOf(inputs.bundle), await readOptions());
    if (mine === run) show({ state: 'judged', result });
  } catch (fault) {
    if (mine === run) show({ state: 'unread', fault: fault.message });
  }
}

async function readOptions() {
  const options = {};
  if (inputs.genesis) options.genesis = await bytesOf(inputs.genesis);
  if (inputs.original) options.fileDigest = await digestOf(chunksOf(inputs.original));
  if (inputs.roots) options.roots = readPem(await inputs.roots.text());
  return options;
}

function show(next) {
  shown = next;
  const texts = TEXTS[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text];
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  const { result } = shown;
  for (const element of document.querySelectorAll('[data-chosen]')) {
    const chosen = inputs[element.dataset.chosen];
    element.textContent = chosen ? chosen.name : texts.choose;
    element.parentElement.classList.toggle('given', Boolean(chosen));
  }
  fill('verdict', shown.state !== 'nothing' && verdict(texts));
  fill('facts', result?.verified && facts(texts, result.facts));
  fill('checks', result && steps(texts, result));
  fill('limits', result?.verified && limits(texts));
  document.body.dataset.state = result ? (result.failed ?? 'VERIFIED') : shown.state;
}

function fill(id, content) {
  find(id).hidden = !content;
  find(id).replaceChildren(...(content || []));
}

function verdict(texts) {
  const { state, result, fault } = shown;
  const say = (kind, heading, ...lines) => {
    find('verdict').className = `verdict ${kind}`;
    return [make('h2', { text: heading }), ...lines.map((text) => make('p', { text }))];
  };
  if (state === 'working') return say('wait', texts.working);
  if (state === 'unread') return say('bad', texts.refused, texts.unread + fault);
  if (!result.verified) {
    const [title] = texts.checks[result.failed];
    return say('bad', texts.refused, texts.refusedText, `${title} (${result.failed})`);
  }
  if (result.trustedGenesis) return say('good', texts.verified, texts.verifiedText);
  return say('care', texts.unanchored, texts.unanchoredText, result.facts.chain);
}

function facts(texts, found) {
  const body = make('tbody');
  const row = (name, value, note, kind = '') =>
    body.append(
      make(
        'tr',
        {},
        make('th', { text: name, scope: 'row' }),
        make('td', { class: kind }, value, note && make('small', { text: note })),
      ),
    );
  row(texts.file, inputs.bundle.name);
  row(texts.record, found.record, found.type, 'hash');
  row(texts.author, found.signers.join(', '));
  row(texts.chain, found.chain, undefined, 'hash');
  row(texts.place, texts.placeText(found.height, found.index));
  row(texts.claimed, timeText(found.claimed), texts.claimedNote);
  row(texts.ordered, timeText(found.ordered), texts.orderedNote);
  row(texts.attested, timeText(found.attested), texts.attestedNote(found.signedBy.join(', ')));
  if (found.notBefore) row(texts.notBefore, timeText(found.notBefore), texts.notBeforeNote);
  for (const { authority, time } of found.stamps) row(texts.stamps, timeText(time), authority);
  if (found.stamps.length === 0) row(texts.stamps, texts.stampsNone);
  for (const { authority, time } of found.archive ?? [])
    row(texts.archive, timeText(time), authority);
  const statement = make(
    'details',
    {},
    make('summary', { text: texts.statement }),
    make('pre', { text: JSON.stringify(found.statement, null, 2) }),
  );
  return [make('h2', { text: texts.factsTitle }), make('table', {}, body), statement];
}

/** A time in UTC, and in Chinese also as clocks in China show it. */
function timeText(time) {
  const show = (moment) =>
    new Date(moment)
      .toISOString()
      .replace('T', ' ')
      .replace(/\.000Z|Z/, '');
  const utc = `${show(time)} UTC`;
  return language === 'zh' ? `${show(time + 8 * 3600000)} 北京时间（${utc}）` : utc;
}

function steps(texts, { checks }) {
  const list = make('ol', { class: 'steps' });
  for (const { name, when } of CHECKS) {
    const outcome = checks.find((one) => one.name === name);
    if (outcome || !when) list.append(step(texts, name, outcome));
  }
  return [make('h2', { text: texts.checksTitle }), list];
}

function step(texts, name, outcome) {
  const [title, proves, not] = texts.checks[name];
  const heading = make('h3', { text: title }, make('code', { text: name }));
  const line = (lead, text, kind) => make('p', { class: kind }, make('b', { text: lead }), text);
  if (!outcome) {
    const sign = make('span', { class: 'sign', text: '–' });
    return make('li', { class: 'step unseen' }, sign, heading, make('p', { text: texts.unseen }));
  }
  const kind = !outcome.passed ? 'failed' : outcome.proves ? 'held' : 'nothing';
  const sign = { failed: '✕', held: '✓', nothing: '–' }[kind];
  return make(
    'li',
    { class: `step ${kind}` },
    make('span', { class: 'sign', text: sign }),
    heading,
    kind === 'held' && line(texts.proves, proves, 'proves'),
    kind === 'held' && line(texts.not, not, 'not'),
    make('p', { class: 'found', text: outcome.detail }),
  );
}

function limits(texts) {
  const list = make('ul', {}, ...texts.limits.map((text) => make('li', { text })));
  return [make('h2', { text: texts.limitsTitle }), list];
}

/** Takes a file for one of the inputs, and judges anew when there is a bundle. */
function take(id, file) {
  inputs[id] = file ?? null;
  if (inputs.bundle) check();
  else show({ state: 'nothing' });
}

for (const id of Object.keys(inputs)) {
  find(id).addEventListener('change', (event) => take(id, event.target.files[0]));
}
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    language = button.dataset.language;
    show(shown);
  });
}
for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    event.preventDefault(); // a file dropped beside a field must not replace the page
    const over = name === 'dragenter' || name === 'dragover' ? fieldOf(event) : undefined;
    for (const field of document.querySelectorAll('.take')) {
      field.classList.toggle('over', field === over);
    }
  });
}
document.addEventListener('drop', (event) => {
  const [file] = event.dataTransfer.files;
  if (file) take(fieldOf(event).dataset.input, file);
});

/** The field under the pointer; the bundle's when there is none. */
function fieldOf(event) {
  return event.target.closest?.('.take') ?? document.querySelector('[data-input=bundle]');
}

show(shown);
