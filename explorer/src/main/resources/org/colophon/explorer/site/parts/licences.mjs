// Licences as bars over time, each with its extent, and whether they are in force as of the time asked.
import { link, make } from '../lib/dom.mjs';
import { day, download } from '../lib/format.mjs';
import { called, say } from '../lib/words.mjs';
import { empty } from './states.mjs';

const YEAR_MS = 365.25 * 86_400_000;
/** Licences may run for a century: the picture ends this long behind the time asked. */
const AHEAD_MS = 10 * YEAR_MS;

export function bars(licences, asOf) {
  if (licences.length === 0) return empty(say('licences.none'));
  const from = Math.min(
    asOf,
    ...licences.map(({ terms }) => Math.max(Number(terms.from), asOf - AHEAD_MS)),
  );
  const until = Math.max(
    asOf + YEAR_MS / 12,
    Math.min(asOf + AHEAD_MS, Math.max(...licences.map(({ terms }) => Number(terms.until)))),
  );
  const part = (ms) =>
    `${(Math.min(1, Math.max(0, (ms - from) / (until - from))) * 100).toFixed(2)}%`;
  return make(
    'div',
    { class: 'licences' },
    licences.map((licence) => bar(licence, part, until, asOf)),
    make(
      'p',
      { class: 'axis' },
      make('span', { text: day(from) }),
      make('span', { text: day(until) }),
    ),
  );
}

function bar(licence, part, until, asOf) {
  const { receipt, terms, licensee, licensors, standing, begin, end, disputedBy } = licence;
  const over = Number(end) || Number(terms.until);
  const strip = make('span', { class: `strip ${standing}` });
  strip.style.insetInlineStart = part(Number(begin) || Number(terms.from));
  strip.style.width = `calc(${part(over)} - ${part(Number(begin) || Number(terms.from))})`;
  if (over > until) strip.classList.add('beyond');
  const now = make('span', { class: 'now', title: day(asOf) });
  now.style.insetInlineStart = part(asOf);
  return make(
    'article',
    { class: 'licence' },
    make(
      'header',
      {},
      make('h3', {}, link(`record/${receipt.id}`, licensee || say('licences.everybody'))),
      make('span', {
        class: `tag ${standing === 'IN_FORCE' ? 'good' : ''}`,
        text: called('standings', standing),
      }),
      terms.exclusive && make('span', { class: 'tag', text: say('licences.exclusive') }),
      disputedBy.length > 0 && make('span', { class: 'tag bad', text: say('licences.disputed') }),
    ),
    make(
      'div',
      {
        class: 'track',
        role: 'img',
        'aria-label': say('licences.span', day(begin || terms.from), day(over)),
      },
      strip,
      now,
    ),
    make(
      'p',
      {},
      terms.rights.map((right) => called('rightNames', right)).join(' · '),
      make(
        'span',
        { class: 'note' },
        ` — ${say('licences.by')} ${licensors.join(', ')} · ${day(terms.from)} – ${day(terms.until)} · ${say('licences.territory')} ${everywhere(terms.territory)} · ${say('licences.recreation')} ${called('recreations', terms.recreation)}${terms.sublicensing ? ` · ${say('licences.sublicensing')}` : ''}`,
      ),
    ),
    make('p', { class: 'actions' }, download(`licences/${receipt.id}/odrl.jsonld`, 'ODRL')),
  );
}

const everywhere = (labels) =>
  labels.includes('*') ? say('licences.everywhere') : labels.join(', ');
