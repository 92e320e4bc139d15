// A standard of damages: what it asks for, how it reckons, step by step, and who agreed to it.
import { facts, link, make, section } from '../lib/dom.mjs';
import { day, hash, hashLink } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { stepList, worded } from '../parts/reckoning.mjs';
import { threeTimes } from '../parts/times.mjs';

export async function show({ name, signal }) {
  const found = await ask(`standards/${encodeURIComponent(name)}`, signal);
  const standard = JSON.parse(found.document);
  return {
    title: worded(standard.title),
    content: [
      make('p', { class: 'over', text: called('standardStatus', found.status) }),
      make('h1', { text: worded(standard.title) }),
      make('p', { class: 'lead', text: worded(standard.law) }),
      hash(found.hash),
      threeTimes(found.times),
      facts(
        [say('desk.standard'), `${standard.id} · ${say('desk.version')} ${standard.version}`],
        [say('reckoning.currency'), standard.currency],
        [
          say('allegation.window'),
          `${day(standard.from)} – ${standard.until ? day(standard.until) : ''}`,
        ],
        [say('reckoning.proposer'), link(`subject/${found.proposer}`, found.proposer)],
        [say('desk.votes'), found.votes.join(', ')],
        [say('record'), hashLink('record', found.receipt.id)],
      ),
      section(
        say('reckoning.steps'),
        { note: say('reckoning.stepsNote') },
        stepList(standard, [{ name: '', of: ({ kind }) => called('kindsOfFigures', kind) }]),
      ),
      standard.parameters.length > 0 &&
        section(
          say('reckoning.contested'),
          { note: say('reckoning.contestedNote') },
          facts(
            ...standard.parameters.map(({ label, readings }) => [
              worded(label),
              readings.map((reading) => worded(reading.label)).join(' · '),
            ]),
          ),
        ),
      section(
        say('reckoning.asks'),
        {},
        make(
          'ul',
          { class: 'plain' },
          standard.inputs.map(({ kind, label, name: input, source }) =>
            make(
              'li',
              {},
              make('code', { text: input }),
              ' ',
              worded(label),
              ' ',
              make('span', { class: 'tag', text: called('bases', source) }),
              ' ',
              make('span', { class: 'note', text: called('kindsOfFigures', kind) }),
            ),
          ),
        ),
      ),
    ].filter(Boolean),
  };
}
