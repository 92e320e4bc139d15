// The reader of a grant traces a work or a party within it, signed in the page. Each page that is asked
// for is a read: it stands on the chain's count and in the node's journal before the answer comes.
import { make, section } from '../lib/dom.mjs';
import { hash, hashLink, short } from '../lib/format.mjs';
import { beyond, openedBy, readInScope } from '../lib/reading.mjs';
import { say } from '../lib/words.mjs';
import { eventRow } from './events.mjs';
import { chosen, textField } from './fields.mjs';
import { inviteToSign, signer, signerLine } from './signer.mjs';
import { loading, notTaken } from './states.mjs';

export async function traceDesk(grant, renew, signal) {
  if (!grant.effective) return [];
  const who = await signer(signal);
  const { grantee } = grant;
  if (who.key?.subject !== grantee)
    return who.key ? [] : [inviteToSign(say('grant.invite', grantee))];
  return [
    section(
      say('grant.trace'),
      { note: say('grant.traceNote') },
      signerLine(who),
      form(who.key, grant, renew, signal),
    ),
  ];
}

function form(key, grant, renew, signal) {
  const { scope, receipt } = grant;
  let files = [];
  const opened = make('p', { class: 'note', role: 'status', text: say('grant.noOpenings') });
  const openings = make('input', {
    type: 'file',
    id: 'openings',
    multiple: true,
    accept: '.json',
    onchange: async ({ target }) => {
      files = [...target.files];
      const found = await openedBy(files, [...scope.works, ...scope.parties]);
      opened.textContent = say('grant.opened', found.length);
      opened.dataset.opened = found.length;
      if (found.length === 1) text.input.value = found[0].text;
    },
  });
  const kind = chosen('target-kind', say('grant.what'), [
    ['work', say('aWork')],
    ['party', say('subject')],
  ]);
  const text = textField('target', say('grant.whom'), { required: true, maxlength: 64 });
  const place = make('div', { id: 'traced', 'aria-live': 'polite' });
  const asked = async (cursor) => {
    const found = await openedBy(files, [...scope.works, ...scope.parties]);
    const target = { [kind.input.value]: text.input.value.trim() };
    return readInScope(key, receipt.id, target, found, cursor, signal);
  };
  return make(
    'div',
    {},
    make(
      'form',
      {
        class: 'card form',
        onsubmit: async (event) => {
          event.preventDefault();
          await trace(asked, place, scope, renew, signal);
        },
      },
      make(
        'label',
        { class: 'field' },
        openings,
        make('strong', { text: say('grant.openings') }),
        make('span', { text: say('grant.openingsHint') }),
      ),
      opened,
      kind.field,
      text.field,
      make(
        'p',
        { class: 'actions' },
        make('button', { type: 'submit', 'data-does': 'trace', text: say('grant.ask') }),
      ),
    ),
    place,
  );
}

async function trace(asked, place, scope, renew, signal) {
  place.replaceChildren(loading());
  try {
    await showPage(await asked(''), asked, place, scope, renew);
  } catch (fault) {
    if (!signal.aborted) place.replaceChildren(notTaken(fault));
  }
  if (!signal.aborted) await renew();
}

async function showPage({ faults, row, view }, asked, place, scope, renew) {
  const outside = beyond(scope, view.events);
  const holds = faults.length === 0 && outside.length === 0;
  const more = make('button', {
    type: 'button',
    text: say('grant.next'),
    onclick: async () => {
      more.remove();
      const next = make('div', {});
      place.append(next);
      try {
        await showPage(await asked(view.nextCursor), asked, next, scope, renew);
      } catch (fault) {
        next.replaceChildren(notTaken(fault));
      }
      await renew();
    },
  });
  place.replaceChildren(
    make(
      'div',
      { class: `verdict ${holds ? 'good' : 'bad'}`, 'data-read': holds ? 'held' : 'failed' },
      make('h3', { text: say('grant.given', view.events.length) }),
      make('p', {
        text: holds
          ? say('grant.within')
          : say('grant.beyond', [...faults, ...outside.map((one) => short(one.receipt.id))].join(', ')),
      }),
      make('p', {}, say('grant.row', row.number), ' ', hashLink('record', row.lease)),
      make('p', { class: 'not' }, say('grant.query'), ' ', hash(row.query)),
    ),
    make('p', {
      class: `withheld ${Number(view.withheld) > 0 ? 'some' : ''}`,
      'data-withheld': view.withheld,
      text: say('grant.withheld', Number(view.withheld)),
    }),
    make(
      'ol',
      { class: 'events' },
      view.events.map((event) => make('li', {}, eventRow(event))),
    ),
    view.nextCursor ? more : '',
  );
}
