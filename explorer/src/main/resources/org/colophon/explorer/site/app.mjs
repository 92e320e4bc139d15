// The shell: language, theme, the node's state in the masthead, and which page is shown.
import { link, make } from './lib/dom.mjs';
import { shownAs } from './lib/keys.mjs';
import { ask } from './lib/node.mjs';
import { LANGUAGES, called, say, speak, spoken } from './lib/words.mjs';
import { failed, loading } from './parts/states.mjs';

/** Each route's page: a module whose `show(place)` gives what stands in the main part. */
const PAGES = {
  '': 'verify',
  search: 'search',
  work: 'work',
  record: 'record',
  subject: 'subject',
  chain: 'chain',
  block: 'block',
  seal: 'seal',
  network: 'network',
  desk: 'desk',
  creator: 'creator',
  key: 'key',
  grant: 'grant',
  assessment: 'assessment',
  standard: 'standard',
  application: 'application',
  case: 'case',
  allegation: 'allegation',
  objection: 'objection',
  doctor: 'doctor',
};
const NAVIGATION = ['', 'search', 'creator', 'desk', 'chain', 'network'];
const THEMES = ['auto', 'light', 'dark'];
const PULSE_MS = 4_000;

const find = (id) => document.getElementById(id);
let leave = new AbortController();

/** The route of the address: `#/work/ID?at=TIME` is the page `work` with that name and query. */
function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page, ...rest] = path.split('/').map(decodeURIComponent);
  return { page, name: rest.join('/'), query: new URLSearchParams(query) };
}

const modulesOf = (page) => import(`./pages/${PAGES[page]}.mjs`);

async function show() {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const { page, name, query } = route();
  const main = find('main');
  main.replaceChildren(loading());
  navigation(page);
  try {
    if (!(page in PAGES)) throw new Error(say('noSuchPage'));
    const { show: make } = await modulesOf(page);
    const shown = await make({ name, query, signal });
    if (signal.aborted) return;
    main.replaceChildren(...[shown.content].flat());
    document.title = `${shown.title} · Colophon`;
  } catch (fault) {
    if (signal.aborted) return;
    main.replaceChildren(failed(fault, show));
    document.title = `${say('failedTitle')} · Colophon`;
  }
  main.dataset.shown = location.hash || '#/';
}

function shell() {
  find('skip').textContent = say('skip');
  find('masthead').replaceChildren(
    make(
      'a',
      { class: 'brand', href: '#/' },
      make('span', { class: 'mark', 'aria-hidden': 'true', text: '證' }),
      make(
        'span',
        {},
        make('span', { class: 'name', text: 'Colophon' }),
        make('span', { class: 'tagline', text: say('tagline') }),
      ),
    ),
    make('nav', { id: 'navigation', 'aria-label': say('navigation') }),
    make('div', { class: 'choices' }, signInLink(), languageChoice(), themeChoice()),
  );
  find('footer').replaceChildren(
    make('p', { id: 'pulse', text: say('pulse.asking') }),
    make('p', { text: say('footer') }),
  );
}

function navigation(page) {
  find('navigation').replaceChildren(
    ...NAVIGATION.map((name) =>
      link(name, say(`pages.${name || 'verify'}`), {
        'aria-current': name === page ? 'page' : undefined,
      }),
    ),
  );
}

/** In whose name this browser signs, or the way to sign in. */
const signInLink = () =>
  link('key', shownAs() ?? say('signer.signIn'), { id: 'signed-in', class: 'button quiet' });

function languageChoice() {
  const other = Object.keys(LANGUAGES).find((name) => name !== spoken());
  return make('button', {
    type: 'button',
    id: 'language',
    lang: other === 'zh' ? 'zh-CN' : other,
    text: LANGUAGES[other],
    onclick: async () => {
      await speak(other);
      shell();
      await Promise.all([show(), pulse()]);
      find('language').focus();
    },
  });
}

function themeChoice() {
  const button = make('button', { type: 'button', id: 'theme' });
  const dress = (theme) => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    localStorage.setItem('colophon-theme', theme);
    button.textContent = { auto: '◐', light: '☀', dark: '☾' }[theme];
    button.setAttribute('aria-label', say(`themes.${theme}`));
    button.title = say(`themes.${theme}`);
    button.dataset.theme = theme;
  };
  const kept = localStorage.getItem('colophon-theme');
  dress(THEMES.includes(kept) ? kept : 'auto');
  button.addEventListener('click', () =>
    dress(THEMES[(THEMES.indexOf(button.dataset.theme) + 1) % THEMES.length]),
  );
  return button;
}

/** How the node is, on every page: one line below, and its alarms above. */
async function pulse() {
  let state = 'bad';
  let text;
  let alarms = [];
  try {
    const status = await ask('status');
    const open = Number(status.size) - Number(status.sealedSize);
    state = status.alarms.length > 0 ? 'bad' : open > 0 ? 'wait' : 'good';
    text = say('pulse.text', status.node, status.chain, status.height, open);
    alarms = status.alarms;
  } catch {
    text = say('pulse.silent');
  }
  find('pulse').replaceChildren(
    make('span', { class: `dot ${state}`, 'aria-hidden': 'true' }),
    text,
  );
  find('alarms').replaceChildren(
    ...alarms.map((name) =>
      make('p', {}, make('b', { text: name }), ' ', called('alarmNames', name)),
    ),
  );
}

async function beat() {
  if (!document.hidden) await pulse();
  setTimeout(beat, PULSE_MS);
}

/** Moves the reader to the new page, as a browser does with a new document. */
async function turn() {
  await show();
  window.scrollTo(0, 0);
  find('main').focus({ preventScroll: true });
}

// The page's modules come while the texts do. Should they not come, the page itself says so.
if (route().page in PAGES) modulesOf(route().page).catch(() => {});
await speak();
shell();
find('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address is the route
  find('main').focus();
});
for (const name of ['dragover', 'drop']) {
  // A file dropped beside the field must not replace the page.
  document.addEventListener(name, (event) => event.preventDefault());
}
window.addEventListener('hashchange', turn);
window.addEventListener('colophon-signed', () => find('signed-in').replaceWith(signInLink()));
await show();
beat();
