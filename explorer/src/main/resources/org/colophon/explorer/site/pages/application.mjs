// An application at an IP office: how it stands, who has waited for whom, each step.
import { facts, link, make, section } from '../lib/dom.mjs';
import { hashLink, lasting } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { decisionDesk } from '../parts/decision.mjs';
import { steps } from '../parts/steps.mjs';
import { threeTimes } from '../parts/times.mjs';

export async function show({ name, signal }) {
  const found = await ask(`applications/${encodeURIComponent(name)}`, signal);
  const again = () => dispatchEvent(new HashChangeEvent('hashchange'));
  return {
    title: found.title || say('desk.application'),
    content: [
      make('p', { class: 'over', text: say('desk.application') }),
      make('h1', { text: found.title || say('untitled') }),
      make(
        'p',
        {},
        make('span', {
          class: `tag ${found.status === 'CONFIRMED' ? 'good' : 'wait'}`,
          text: called('applicationStatus', found.status),
        }),
      ),
      threeTimes(found.times),
      facts(
        [say('confirmations.office'), link(`desk/${found.office}`, found.office)],
        [say('desk.applicant'), link(`subject/${found.applicant}`, found.applicant)],
        [say('aWork'), hashLink('work', found.work)],
        [say('confirmations.number'), found.registration],
        [
          say('desk.clock'),
          say(
            'desk.clockText',
            lasting(Number(found.pendingMs)),
            lasting(Number(found.supplementMs)),
          ),
        ],
        [say('record'), hashLink('record', found.receipt.id)],
      ),
      section(say('steps'), { note: say('stepsNote') }, steps(found.steps, 'applicationStatus')),
      ...(await decisionDesk(found, again, signal)),
    ],
  };
}
