// A work's story: its three times, what happened, whose it is, who may use it, who disputes it; as of
// any time that the reader picks.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { bytes, count, download, hash, hashLink, percent, time } from '../lib/format.mjs';
import { ask, askIfThere, query } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { events } from '../parts/events.mjs';
import { lanes } from '../parts/lanes.mjs';
import { bars } from '../parts/licences.mjs';
import { graph } from '../parts/rights.mjs';
import { failed, loading } from '../parts/states.mjs';
import { threeTimes, timeLine } from '../parts/times.mjs';

const PAGE = 200;

export async function show({ name, signal }) {
  const path = `works/${encodeURIComponent(name)}`;
  const page = (cursor) => ask(`${path}/trace?${query({ page_size: PAGE, cursor })}`, signal);
  const [work, first, { infringements }] = await Promise.all([
    ask(path, signal),
    page(''),
    ask(`infringements?${query({ work: name, page_size: PAGE })}`, signal),
  ]);
  const opened = Number(work.opened.time);
  const story = make('div', { class: 'as-of-part', 'aria-live': 'polite' });
  const declared = declaredAt(work, first);
  const tell = (at) => asOf(story, path, name, at, declared, signal);
  tell(0);
  return {
    title: work.title || say('untitled'),
    content: [
      make('p', {
        class: 'over',
        text: `${called('ipKinds', work.ipKind) || say('aWork')} · ${called('workStatus', work.status)}`,
      }),
      make('h1', { text: work.title || say('untitled') }),
      hash(work.work),
      notices(work),
      threeTimes(work.times),
      about(work),
      exports(work),
      section(say('lanes.title'), { note: say('lanes.note') }, lanes(first.events, Date.now())),
      slider(opened, tell),
      story,
      disputes(work, infringements),
      ...confirmations(work),
      section(
        say('work.events'),
        { note: say('work.eventsNote') },
        await events(page, signal, first),
      ),
    ].filter(Boolean),
  };
}

const about = (work) =>
  facts(
    [say('work.opener'), link(`subject/${work.opener}`, work.opener)],
    [say('work.category'), work.category],
    [say('work.drafts'), Number(work.drafts) > 0 && count(work.drafts)],
    [say('work.derivedFrom'), work.derivedFrom && hashLink('work', work.derivedFrom)],
    [say('work.declaration'), work.declared && hashLink('record', work.declared)],
    [say('work.contents'), work.contents.length > 0 && work.contents.map(content)],
    [say('work.release'), work.release && time(work.release.first.times.ordered)],
    [
      say('work.uses'),
      Number(work.uses?.recommendations) > 0 &&
        say('work.usesText', count(work.uses.recommendations)),
    ],
    ...(work.uses?.accesses ?? []).map(({ mode, total, licensed }) => [
      called('modes', mode),
      say('work.accesses', count(total), count(licensed)),
    ]),
  );

const content = ({ sha256, size, mediaType }) =>
  make(
    'div',
    {},
    link(`?digest=${sha256}`, sha256, { class: 'hash whole' }),
    mediaType && ` ${mediaType}, ${bytes(Number(size))}`,
  );

const exports = ({ work, declared, opened, times }) =>
  make(
    'p',
    { class: 'actions' },
    Number(times.attested) > 0 && [
      download(`records/${declared || opened.id}/evidence.zip`, say('exports.bundle')),
      download(
        `records/${declared || opened.id}/certificate.pdf?language=zh-en`,
        say('exports.certificate'),
      ),
    ],
    download(`works/${work}/prov.json`, say('exports.prov')),
    make('button', {
      type: 'button',
      class: 'quiet no-print',
      text: say('print'),
      onclick: () => window.print(),
    }),
  );

/** What a reader must not miss. */
function notices({ conflicts, objections }) {
  const standing = objections.filter((one) => one.standing).length;
  const lines = [
    conflicts.length > 0 && say('work.hasConflicts', conflicts.length),
    standing > 0 && say('work.hasObjections', standing),
  ].filter(Boolean);
  return (
    lines.length > 0 &&
    make(
      'div',
      { class: 'verdict care' },
      lines.map((text) => make('p', { text })),
    )
  );
}

/** Picks the time as of which titles and licences are told; the right end is now. */
function slider(opened, tell) {
  const now = Date.now();
  const output = make('output', { for: 'as-of', text: say('asOf.now') });
  const input = make('input', {
    type: 'range',
    id: 'as-of',
    min: 0,
    max: 1000,
    value: 1000,
    oninput: () => {
      output.replaceChildren(input.value === '1000' ? say('asOf.now') : time(at()));
      input.setAttribute('aria-valuetext', output.textContent);
    },
    onchange: () => tell(input.value === '1000' ? 0 : at()),
  });
  const at = () => Math.round(opened + ((now - opened) * input.value) / 1000);
  return make(
    'div',
    { class: 'slider no-print' },
    make('label', { for: 'as-of', text: say('asOf.label') }),
    input,
    output,
  );
}

/** Title and licences as of a time, with what the chain knew then; of now when it is 0. */
async function asOf(place, path, work, at, declared, signal) {
  const run = (place.run = (place.run ?? 0) + 1);
  place.replaceChildren(loading());
  try {
    const [title, { licences }] = await Promise.all([
      (at || Date.now()) < declared
        ? undefined
        : askIfThere(`${path}/title?${query({ time: at })}`, signal),
      ask(`licences?${query({ work, time: at, page_size: 200 })}`, signal),
    ]);
    if (run !== place.run) return;
    place.replaceChildren(
      ...[
        title &&
          section(
            say('rights.title'),
            { note: say('rights.note') },
            verdict(title),
            ...graph(title.chain),
          ),
        section(
          say('licences.title'),
          { note: say('licences.note') },
          bars(licences, at || Date.now()),
        ),
      ].filter(Boolean),
    );
  } catch (fault) {
    if (!signal.aborted) place.replaceChildren(failed(fault));
  }
}

/** When the work was declared; before that it has no title. 0 when that is not among its first events. */
function declaredAt({ status }, { events: first }) {
  if (status === 'DRAFT') return Infinity;
  return Number(first.find(({ type }) => type === 'work.declare')?.times.ordered ?? 0);
}

const verdict = ({ verdict: kind, findings, asOfHeight }) =>
  make(
    'div',
    { class: `verdict ${{ SOUND: 'good', DOUBTFUL: 'care', BROKEN: 'bad' }[kind]}` },
    make('h3', { text: called('titleVerdicts', kind) }),
    make('p', { class: 'note', text: say('rights.asOf', asOfHeight) }),
    findings.length > 0 &&
      make(
        'ul',
        {},
        findings.map(({ kind: why, record }) =>
          make('li', {}, called('titleFindings', why), ' ', record && hashLink('record', record)),
        ),
      ),
  );

function disputes({ conflicts, objections, moreConflicts }, infringements) {
  if (conflicts.length + objections.length + infringements.length === 0) return undefined;
  return section(
    say('disputes.title'),
    { note: say('disputes.note') },
    conflicts.map((one) =>
      make(
        'article',
        { class: 'card conflict' },
        make('h3', { text: say('disputes.conflict') }),
        make('p', {}, say('disputes.digest'), ' ', hash(one.digest)),
        make(
          'div',
          { class: 'columns' },
          ['earlier', 'later'].map((which) =>
            make(
              'div',
              {},
              make('h4', { text: say(`disputes.${which}`) }),
              make(
                'p',
                {},
                hashLink('work', one[`${which}Work`]),
                ' · ',
                hashLink('record', one[which]),
              ),
              make('p', { class: 'event-times' }, timeLine(one[`${which}Times`])),
            ),
          ),
        ),
      ),
    ),
    moreConflicts && make('p', { class: 'note', text: say('disputes.more') }),
    objections.map((one) =>
      make(
        'article',
        { class: 'card' },
        make(
          'h3',
          {},
          link(
            `objection/${one.receipt.id}`,
            say('disputes.objection', called('grounds', one.ground)),
          ),
          ' ',
          make('span', {
            class: `tag ${one.standing ? 'bad' : ''}`,
            text: called('objectionStatus', one.status),
          }),
        ),
        make(
          'p',
          {},
          link(`subject/${one.objector}`, one.objector),
          ' · ',
          hashLink('record', one.receipt.id),
        ),
        make('p', { class: 'event-times' }, timeLine(one.times)),
      ),
    ),
    infringements.map((one) =>
      make(
        'article',
        { class: 'card' },
        make(
          'h3',
          {},
          link(`allegation/${one.receipt.id}`, say('allegation.title')),
          ' ',
          make('span', { class: 'tag', text: called('allegationStatus', one.status) }),
        ),
        make('p', {}, one.typology.map((act) => called('typology', act)).join(' · ')),
        make('p', { class: 'event-times' }, timeLine(one.times)),
      ),
    ),
  );
}

const confirmations = ({ applications, holdings }) => [
  applications.length > 0 &&
    section(
      say('confirmations.title'),
      {},
      table(
        say('confirmations.title'),
        [say('confirmations.office'), say('state'), say('confirmations.number'), say('record')],
        applications.map(({ office, receipt, registration, status }) => [
          office,
          called('applicationStatus', status),
          registration || '—',
          link(`application/${receipt.id}`, say('show')),
        ]),
      ),
    ),
  holdings.length > 0 &&
    section(
      say('holdings.title'),
      { note: say('holdings.note') },
      table(
        say('holdings.title'),
        [say('rights.which'), say('subject'), say('rights.share')],
        holdings.map(({ right, share, subject }) => [
          called('rightNames', right),
          link(`subject/${subject}`, subject),
          percent(share),
        ]),
      ),
    ),
];
