// A case: what of it stands on the chain, who may read under which grant, how much was read.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { count, day, hash, hashLink } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { endingDesk } from '../parts/ending.mjs';
import { empty } from '../parts/states.mjs';
import { steps } from '../parts/steps.mjs';
import { threeTimes } from '../parts/times.mjs';

export async function show({ name, signal }) {
  const id = encodeURIComponent(name);
  const [found, { grants }, { assessments }] = await Promise.all([
    ask(`cases/${id}`, signal),
    ask(`grants?case=${id}&page_size=200`, signal),
    ask(`assessments?allegation=${id}&page_size=200`, signal),
  ]);
  const again = () => dispatchEvent(new HashChangeEvent('hashchange'));
  return {
    title: say('desk.case'),
    content: [
      make('p', { class: 'over', text: called('caseKinds', found.kind) }),
      make('h1', { text: say('desk.caseAt', found.organ) }),
      hash(found.receipt.id),
      threeTimes(found.times),
      facts(
        [say('state'), called('caseStatus', found.status)],
        [say('desk.number'), hash(found.number)],
        [say('desk.worksOf'), say('desk.commitments', found.works.length)],
        [say('desk.partiesOf'), say('desk.commitments', found.parties.length)],
        [
          say('desk.seal'),
          found.sealLifted
            ? say('desk.sealLifted')
            : Number(found.sealUntil)
              ? say('desk.sealUntil', day(found.sealUntil))
              : say('desk.sealed'),
        ],
      ),
      section(say('steps'), { note: say('stepsNote') }, steps(found.steps, 'caseStatus')),
      section(
        say('desk.grants'),
        { note: say('desk.grantsNote') },
        grants.length === 0 ? empty(say('desk.noGrants')) : grantTable(grants),
      ),
      section(
        say('allegation.assessments'),
        { note: say('allegation.assessmentsNote') },
        assessments.length === 0
          ? empty(say('allegation.noAssessments'))
          : assessmentTable(assessments),
      ),
      ...(await endingDesk(found, again, signal)),
    ],
  };
}

const grantTable = (grants) =>
  table(
    say('desk.grants'),
    [
      say('desk.grantee'),
      say('desk.basis'),
      say('desk.verbs'),
      say('desk.until'),
      say('desk.reads'),
      say('state'),
      say('grant.title'),
    ],
    grants.map(({ basis, effective, grantee, reads, receipt, scope }) => [
      link(`subject/${grantee}`, grantee),
      basis,
      scope.verbs.join(', '),
      day(scope.until),
      reads
        ? say('desk.readsText', count(reads.used), count(reads.leased), count(reads.left))
        : '—',
      make('span', {
        class: `tag ${effective ? 'good' : ''}`,
        text: say(effective ? 'desk.effective' : 'desk.ended'),
      }),
      hashLink('grant', receipt.id),
    ]),
  );

const assessmentTable = (assessments) =>
  table(
    say('allegation.assessments'),
    [
      say('reckoning.assessor'),
      say('state'),
      say('times.ordered'),
      say('allegation.title'),
      say('reckoning.assessment'),
    ],
    assessments.map(({ allegation, assessor, receipt, status }) => [
      link(`subject/${assessor}`, assessor),
      called('assessmentStatus', status),
      day(receipt.time),
      hashLink('allegation', allegation),
      hashLink('assessment', receipt.id),
    ]),
  );
