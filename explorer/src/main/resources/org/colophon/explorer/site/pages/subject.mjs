// What the chain knows of a subject: who registered it, and all that it signed or that is about it.
import { facts, link, make, section } from '../lib/dom.mjs';
import { hashLink } from '../lib/format.mjs';
import { ask, askIfThere, query } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { events } from '../parts/events.mjs';
import { empty } from '../parts/states.mjs';

export async function show({ name, signal }) {
  const path = `subjects/${encodeURIComponent(name)}`;
  const found = await askIfThere(path, signal);
  const page = (cursor) => ask(`${path}/trace?${query({ page_size: 100, cursor })}`, signal);
  return {
    title: name,
    content: [
      make('p', { class: 'over', text: say('subject') }),
      make('h1', { text: name }),
      found
        ? facts(
            [say('kind'), called('subjectKinds', found.kind)],
            [
              say('registrar'),
              found.registrar && link(`subject/${found.registrar}`, found.registrar),
            ],
            [say('registration'), found.receipt && hashLink('record', found.receipt.id)],
          )
        : empty(say('noSuchSubject', name)),
      found &&
        section(say('work.events'), { note: say('subjectNote') }, await events(page, signal)),
    ].filter(Boolean),
  };
}
