// Files on their way to being declared: dropped, read with progress, signed, sent, each with what
// became of it.
import { link, make } from '../lib/dom.mjs';
import { bytes, hashLink } from '../lib/format.mjs';
import * as declaring from '../lib/declaring.mjs';
import { FILES_MAX, filesChosen, filesDropped } from '../lib/dropped.mjs';
import { REFUSED, REGISTERED, SIGNED } from '../lib/outbox.mjs';
import { called, say } from '../lib/words.mjs';
import { chosen, textField } from './fields.mjs';
import { virtualList } from './list.mjs';
import { notTaken } from './states.mjs';

const HEIGHTS = [64, 116];
const AI_USES = ['NONE', 'ASSISTED', 'GENERATED'];
/** States that do not change any more. */
const SETTLED = [
  declaring.ALREADY,
  declaring.SAME,
  declaring.UNREADABLE,
  REFUSED,
  REGISTERED,
];
const GOOD = [REGISTERED, declaring.ALREADY];
const BAD = [REFUSED, declaring.UNREADABLE];

/** @param {() => void} renew is told when the receipts have changed */
export function declareDesk(key, renew, signal) {
  const choices = choiceFields();
  const place = make('div', { id: 'declared', 'aria-live': 'polite' });
  const tooMany = make('p', {
    class: 'note',
    role: 'alert',
    hidden: true,
    text: say('creator.tooMany', FILES_MAX),
  });
  const take = (files) => {
    if (files.length === 0) return;
    tooMany.hidden = files.length <= FILES_MAX;
    const items = files.slice(0, FILES_MAX).map((file) => ({ file, state: declaring.WAITING }));
    run(key, items, choices.chosen(items.length), place, renew, signal);
  };
  return make('div', {}, filesField(take), choices.field, tooMany, place);
}

function filesField(take) {
  const chosenFiles = (event) => {
    take(filesChosen(event.target.files));
    event.target.value = '';
  };
  const over = (isOver) => field.classList.toggle('over', isOver);
  const folder = make('input', {
    type: 'file',
    id: 'folder',
    class: 'hidden',
    tabindex: -1,
    webkitdirectory: true,
    onchange: chosenFiles,
    'aria-label': say('creator.chooseFolder'),
  });
  const field = make(
    'label',
    {
      class: 'drop',
      ondragenter: () => over(true),
      ondragover: () => over(true),
      ondragleave: () => over(false),
      ondrop: async (event) => {
        over(false);
        take(await filesDropped(event.dataTransfer));
      },
    },
    make('input', { type: 'file', id: 'files', multiple: true, onchange: chosenFiles }),
    make('strong', { text: say('creator.drop') }),
    make('span', { text: say('creator.dropHint') }),
    make('span', { class: 'button', text: say('creator.choose') }),
  );
  return [
    field,
    make(
      'p',
      { class: 'actions' },
      make('button', {
        type: 'button',
        class: 'quiet',
        text: say('creator.chooseFolder'),
        onclick: () => folder.click(),
      }),
      folder,
    ),
  ];
}

function choiceFields() {
  const title = textField(
    'title',
    say('creator.workTitle'),
    { maxlength: 200 },
    say('creator.titleHint'),
  );
  const aiUse = chosen(
    'ai-use',
    say('creator.aiUse'),
    AI_USES.map((one) => [one, called('aiUses', one)]),
  );
  const unpublished = make('input', { type: 'checkbox', id: 'unpublished' });
  return {
    field: make(
      'div',
      { class: 'columns choices-of-works' },
      title.field,
      aiUse.field,
      make(
        'div',
        { class: 'labelled' },
        make('label', { class: 'box', for: 'unpublished' }, unpublished, ' ', say('creator.unpublished')),
        make('p', { class: 'note', text: say('creator.unpublishedHint') }),
      ),
    ),
    chosen: (files) => ({
      aiUse: aiUse.input.value,
      title: files === 1 ? title.input.value.trim() : '',
      unpublished: unpublished.checked,
    }),
  };
}

async function run(key, items, choices, place, renew, signal) {
  const count = make('p', { role: 'status', 'data-declaring': 'running' });
  const bar = make('progress', {
    max: items.length,
    value: 0,
    'aria-label': say('creator.progress'),
  });
  const list = virtualList({
    label: say('creator.files'),
    heights: HEIGHTS,
    length: () => items.length,
    row: (i) => row(items[i]),
  });
  const tell = () => {
    const settled = items.filter(({ state }) => SETTLED.includes(state));
    bar.value = settled.length;
    count.textContent = say(
      'creator.counted',
      settled.length,
      items.length,
      items.filter(({ state }) => state === REGISTERED).length,
    );
    list.refresh();
  };
  tell();
  place.replaceChildren(make('div', { class: 'card' }, count, bar), list);
  try {
    await declaring.declare(key, items, choices, tell, signal);
  } catch (fault) {
    if (signal.aborted) return;
    place.prepend(notTaken(fault, () => run(key, items, choices, place, renew, signal)));
  }
  count.dataset.declaring = 'done';
  tell();
  renew();
}

const row = ({ digest, done, entry, file, others, state, why }) =>
  make(
    'div',
    { class: 'file-row', 'data-state': state },
    make('strong', { text: file.name }),
    make('span', {
      class: `tag ${GOOD.includes(state) ? 'good' : BAD.includes(state) ? 'bad' : 'wait'}`,
      text: called('fileStates', state),
    }),
    make(
      'span',
      { class: 'note' },
      state === declaring.READING ? `${bytes(done)} / ${bytes(file.size)}` : bytes(file.size),
      why && ` · ${why}`,
      state === REFUSED && entry?.refusal && ` · ${entry.refusal.reason}`,
      entry && [' · ', say('record'), ' ', hashLink('record', entry.id)],
      others?.length > 0 && [
        ' · ',
        link(`?digest=${digest}`, say('creator.others', others.length)),
      ],
      state === SIGNED && ` · ${say('creator.unanswered')}`,
    ),
  );
