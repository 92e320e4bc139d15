// An organisation's desk: an office's queue, a court's cases and inbox, all of it read from the public
// chain. What is decided is signed where the matter is shown, with the organisation's own key.
import { link, make, section, table } from '../lib/dom.mjs';
import { day, hashLink, lasting, time } from '../lib/format.mjs';
import { ask, theGenesis } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { empty, later } from '../parts/states.mjs';

const LIST_MAX = 200;
const DESKS = { IP_OFFICE: office, COURT: court, PROCURATORATE: court };

export async function show({ name, signal }) {
  const [{ document }, { operator }] = await Promise.all([theGenesis(), ask('caller', signal)]);
  const organisations = document.membership.organisations.filter(({ kind }) => kind in DESKS);
  const chosen = organisations.find(({ id }) => id === name) ?? organisations[0];
  return {
    title: say('pages.desk'),
    content: [
      make('h1', { text: say('desk.heading') }),
      make('p', { class: 'lead', text: say('desk.lead') }),
      make(
        'nav',
        { class: 'tabs', 'aria-label': say('desk.organisations') },
        organisations.map(({ id, kind }) =>
          link(`desk/${id}`, `${id} · ${called('orgKinds', kind)}`, {
            'aria-current': id === chosen?.id ? 'true' : undefined,
          }),
        ),
      ),
      ...(chosen ? DESKS[chosen.kind](chosen.id, signal) : [empty(say('desk.none'))]),
      make('p', { class: 'note', text: say('desk.signing') }),
      operator &&
        make(
          'p',
          { class: 'actions' },
          link('doctor', say('doctor.title'), { class: 'button quiet' }),
        ),
    ].filter(Boolean),
  };
}

function office(id, signal) {
  return [
    section(
      say('desk.queue'),
      { note: say('desk.queueNote') },
      later(applications(`office=${id}&open=true`, 'desk.queue', signal), signal),
    ),
    section(
      say('desk.decided'),
      {},
      later(
        applications(
          `office=${id}`,
          'desk.decided',
          signal,
          ({ status }) => !['PENDING', 'SUPPLEMENT'].includes(status),
        ),
        signal,
      ),
    ),
  ];
}

async function applications(query, title, signal, wanted = () => true) {
  const found = (
    await ask(`applications?${query}&page_size=${LIST_MAX}`, signal)
  ).applications.filter(wanted);
  if (found.length === 0) return empty(say('desk.emptyQueue'));
  return table(
    say(title),
    [say('aWork'), say('desk.applicant'), say('state'), say('desk.filed'), say('desk.clock')],
    found.map(({ applicant, pendingMs, receipt, status, supplementMs, title: name }) => [
      link(`application/${receipt.id}`, name || say('untitled')),
      link(`subject/${applicant}`, applicant),
      make('span', {
        class: `tag ${status === 'CONFIRMED' ? 'good' : status === 'PENDING' ? 'wait' : ''}`,
        text: called('applicationStatus', status),
      }),
      time(receipt.time),
      say('desk.clockText', lasting(Number(pendingMs)), lasting(Number(supplementMs))),
    ]),
  );
}

function court(id, signal) {
  return [
    section(say('desk.cases'), { note: say('desk.casesNote') }, later(cases(id, signal), signal)),
    section(say('desk.inbox'), { note: say('desk.inboxNote') }, later(inbox(id, signal), signal)),
    section(say('desk.standards'), {}, later(standards(signal), signal)),
  ];
}

async function cases(id, signal) {
  const { cases: found } = await ask(`cases?organ=${id}&page_size=${LIST_MAX}`, signal);
  if (found.length === 0) return empty(say('desk.noCases'));
  return table(
    say('desk.cases'),
    [say('desk.case'), say('kind'), say('state'), say('desk.opened'), say('desk.seal')],
    found.map(({ kind, receipt, sealLifted, sealUntil, status }) => [
      hashLink('case', receipt.id),
      called('caseKinds', kind),
      called('caseStatus', status),
      time(receipt.time),
      sealLifted
        ? say('desk.sealLifted')
        : Number(sealUntil)
          ? say('desk.sealUntil', day(sealUntil))
          : say('desk.sealed'),
    ]),
  );
}

async function inbox(id, signal) {
  const { submissions } = await ask(`submissions?court=${id}&page_size=${LIST_MAX}`, signal);
  if (submissions.length === 0) return empty(say('desk.noSubmissions'));
  return table(
    say('desk.inbox'),
    [say('record'), say('desk.from'), say('state'), say('times.ordered')],
    submissions.map(({ receipt, status, submitter }) => [
      hashLink('record', receipt.id),
      link(`subject/${submitter}`, submitter),
      make('span', {
        class: `tag ${status === 'RECEIVED' ? 'good' : 'wait'}`,
        text: called('submissionStatus', status),
      }),
      time(receipt.time),
    ]),
  );
}

async function standards(signal) {
  const { standards: found } = await ask(`standards?page_size=${LIST_MAX}`, signal);
  if (found.length === 0) return empty(say('desk.noStandards'));
  return table(
    say('desk.standards'),
    [say('desk.standard'), say('desk.version'), say('state'), say('desk.votes'), say('record')],
    found.map(({ hash, id, receipt, status, version, votes }) => [
      link(`standard/${hash}`, id),
      String(version),
      called('standardStatus', status),
      votes.join(', '),
      hashLink('record', receipt.id),
    ]),
  );
}
