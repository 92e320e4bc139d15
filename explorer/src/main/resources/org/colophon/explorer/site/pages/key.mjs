// Signing in with the reader's own key: opened from a file, or made here, and never sent anywhere.
import { facts, link, make, section } from '../lib/dom.mjs';
import { hash, hashLink } from '../lib/format.mjs';
import { KeyFault, algorithmsHere, forget, makeKey, openKeyFile, signIn } from '../lib/keys.mjs';
import { ask, askIfThere, query, textOf, theGenesis } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { fileField, textField, chosen } from '../parts/fields.mjs';
import { promises } from '../parts/promises.mjs';
import { save } from '../parts/saving.mjs';
import { signer } from '../parts/signer.mjs';
import { failed, later } from '../parts/states.mjs';

const SUBJECT = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const TRACED_MAX = 500;
const PAGES_MAX = 20;
const BEGINNINGS = ['subject.register', 'key.rotate'];
const REGISTRARS = ['NOTARY', 'IP_OFFICE', 'COURT', 'PROCURATORATE'];

export async function show({ signal }) {
  const place = make('div', { id: 'sign-in' });
  const stand = async () => {
    const { key, caller } = await signer(signal);
    place.replaceChildren(...(key ? held(key, caller, renew, signal) : await offered(renew)));
  };
  const renew = () =>
    stand().catch((fault) => signal.aborted || place.replaceChildren(failed(fault, renew)));
  await stand();
  return {
    title: say('myKey.title'),
    content: [
      make('h1', { text: say('myKey.heading') }),
      make('p', { class: 'lead', text: say('myKey.lead') }),
      place,
      worth(),
    ],
  };
}

// ---- Somebody has signed in

function held(key, caller, renew, signal) {
  return [
    make(
      'div',
      { class: 'card', 'data-signed-in': key.subject },
      make('h2', { text: say('myKey.signedIn', key.subject) }),
      facts(
        [say('key'), make('code', { class: 'hash whole', id: 'key-name', text: key.name })],
        [say('myKey.from'), say(key.origin === 'MADE' ? 'myKey.madeHere' : 'myKey.fromFile')],
        [say('myKey.certificate'), certificateText(caller)],
      ),
      make(
        'p',
        { class: 'actions' },
        link('creator', say('pages.creator'), { class: 'button' }),
        link('desk', say('pages.desk'), { class: 'button quiet' }),
        make('button', {
          type: 'button',
          class: 'quiet',
          'data-does': 'forget',
          text: say('myKey.forget'),
          onclick: async () => {
            if (key.origin === 'MADE' && !confirm(say('myKey.forgetMade'))) return;
            await forget();
            await renew();
          },
        }),
      ),
    ),
    later(standing(key, signal), signal),
  ];
}

const certificateText = ({ kind, member, name, organisation }) =>
  kind === 'ANONYMOUS'
    ? say('myKey.noCertificate')
    : say(member ? 'myKey.certificateOf' : 'myKey.strangeCertificate', name, organisation);

/** Whether the chain takes this key for the subject's: the genesis, its registration, what came after. */
async function standing(key, signal) {
  const { document } = await theGenesis();
  const isFounder = document.membership.organisations.some(
    ({ id, recordKeys }) => id === key.subject && recordKeys.includes(key.name),
  );
  const path = `subjects/${encodeURIComponent(key.subject)}`;
  if (!isFounder && !(await askIfThere(path, signal)))
    return [verdict('care', 'myKey.unknown', 'myKey.unknownText'), askForRegistration(key)];
  const { last, isWhole } = await newestOf(path, key, signal);
  const record = last && hashLink('record', last.id);
  if (last?.isEnd) return verdict('care', 'myKey.ended', 'myKey.endedText', record);
  if (!isWhole) return verdict('care', 'myKey.long', 'myKey.longText');
  if (last) return verdict('good', 'myKey.registered', 'myKey.registeredText', record);
  return isFounder
    ? verdict('good', 'myKey.ofFounder', 'myKey.ofFounderText')
    : verdict('care', 'myKey.other', 'myKey.otherText');
}

/**
 * The newest record of the subject that begins this key or has ended it.
 * @returns {Promise<object>} `{last: {id, isEnd}, isWhole}`: there may be none, and more than is read
 */
async function newestOf(path, key, signal) {
  let last;
  let cursor = '';
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await ask(`${path}/trace?${query({ page_size: TRACED_MAX, cursor })}`, signal);
    for (const event of page.events) {
      const said = JSON.parse(textOf(event.statement));
      if (said.subject !== key.subject) continue;
      const { id } = event.receipt;
      if (isEnd(event.type, said, key)) last = { id, isEnd: true };
      else if (BEGINNINGS.includes(event.type) && said.key === key.name) last = { id, isEnd: false };
    }
    cursor = page.nextCursor;
    if (!cursor) return { isWhole: true, last };
  }
  return { isWhole: false, last };
}

const isEnd = (type, said, { name }) =>
  (type === 'key.revoke' && said.key === name) ||
  (type === 'key.rotate' && said.previous === name && !(said.overlapUntil > Date.now()));

const verdict = (kind, title, text, ...more) =>
  make(
    'div',
    { class: `verdict ${kind}`, 'data-standing': title },
    make('h3', { text: say(title) }),
    make('p', {}, say(text), ' ', ...more),
  );

function askForRegistration(key) {
  const place = make('div', { 'aria-live': 'polite' });
  theGenesis().then(
    ({ document }) => {
      const registrars = document.membership.organisations.filter(
        ({ kind, recordKeys }) => REGISTRARS.includes(kind) && recordKeys.length > 0,
      );
      place.replaceChildren(requestForm(key, registrars, place));
    },
    (fault) => place.replaceChildren(failed(fault)),
  );
  return section(say('myKey.register'), { note: say('myKey.registerNote') }, place);
}

function requestForm(key, registrars, place) {
  const registrar = chosen(
    'registrar',
    say('registrar'),
    registrars.map(({ id, kind }) => [id, `${id} · ${called('orgKinds', kind)}`]),
  );
  const kind = chosen(
    'kind',
    say('kind'),
    ['PERSON', 'ORGANISATION'].map((one) => [one, called('subjectKinds', one)]),
  );
  const name = textField('real-name', say('myKey.realName'), { required: true, maxlength: 120 });
  const told = make('div', {});
  return make(
    'form',
    {
      class: 'card form',
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const { offerFile, registration } = await import('../lib/offers.mjs');
          const { id, recordKeys } = registrars.find((one) => one.id === registrar.input.value);
          const offer = await registration(
            key,
            { key: recordKeys[0], subject: id },
            kind.input.value,
            name.input.value.trim(),
          );
          save(offerFile(offer, `request-${key.subject}.json`));
          told.replaceChildren(
            make('p', { 'data-done': 'request', text: say('myKey.requestSaved', id) }),
            make('pre', {
              tabindex: 0,
              text: `colophon subject register request-${key.subject}.json`,
            }),
          );
        } catch (fault) {
          place.append(failed(fault));
        }
      },
    },
    registrar.field,
    kind.field,
    name.field,
    make(
      'p',
      { class: 'actions' },
      make('button', { type: 'submit', text: say('myKey.saveRequest') }),
    ),
    told,
  );
}

// ---- Nobody has

async function offered(renew) {
  const algorithms = await algorithmsHere();
  const complaint = make('p', { class: 'complaint', role: 'alert', id: 'key-complaint' });
  const subject = textField('subject', say('myKey.subject'), {
    autocomplete: 'username',
    placeholder: 'li-wei',
    required: true,
    spellcheck: 'false',
    maxlength: 63,
  });
  const algorithm = chosen(
    'algorithm',
    say('myKey.algorithm'),
    algorithms.map((one) => [one, called('algorithms', one)]),
  );
  const enter = async (origin, give) => {
    complaint.textContent = '';
    const name = subject.input.value.trim();
    subject.input.setAttribute('aria-invalid', String(!SUBJECT.test(name)));
    if (!SUBJECT.test(name)) {
      complaint.textContent = say('myKey.noSubject');
      subject.input.focus();
      return;
    }
    try {
      await signIn(name, await give(), origin);
      await renew();
    } catch (fault) {
      complaint.textContent =
        fault instanceof KeyFault ? called('keyFaults', fault.message) : String(fault.message);
    }
  };
  return [
    make(
      'form',
      { class: 'card form', onsubmit: (event) => event.preventDefault() },
      subject.field,
      complaint,
      make(
        'div',
        { class: 'columns' },
        make(
          'section',
          { 'aria-labelledby': 'open-key' },
          make('h2', { id: 'open-key', text: say('myKey.open') }),
          make('p', { class: 'note', text: say('myKey.openNote') }),
          fileField('key-file', say('myKey.choose'), (file) =>
            enter('FILE', () => openKeyFile(file)),
          ),
        ),
        make(
          'section',
          { 'aria-labelledby': 'make-key' },
          make('h2', { id: 'make-key', text: say('myKey.make') }),
          make('p', { class: 'note', text: say('myKey.makeNote') }),
          algorithms.length > 0
            ? [
                algorithm.field,
                make(
                  'p',
                  { class: 'actions' },
                  make('button', {
                    type: 'button',
                    'data-does': 'make',
                    text: say('myKey.makeNow'),
                    onclick: () => enter('MADE', () => makeKey(algorithm.input.value)),
                  }),
                ),
              ]
            : make('p', { text: say('myKey.noAlgorithm') }),
        ),
      ),
    ),
  ];
}

const worth = () => promises('key-worth', 'myKey', ['stays', 'two', 'risk']);
