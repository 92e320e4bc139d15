// An objection to a title: who raised it and why, what it sets against it, and how it was decided.
import { facts, link, make, section } from '../lib/dom.mjs';
import { hash, hashLink } from '../lib/format.mjs';
import { ask } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { resolutionDesk } from '../parts/resolution.mjs';
import { steps } from '../parts/steps.mjs';
import { threeTimes } from '../parts/times.mjs';

export async function show({ name, signal }) {
  const found = await ask(`objections/${encodeURIComponent(name)}`, signal);
  const again = () => dispatchEvent(new HashChangeEvent('hashchange'));
  return {
    title: say('objection.title'),
    content: [
      make('p', { class: 'over', text: say('objection.title') }),
      make('h1', { text: say('disputes.objection', called('grounds', found.ground)) }),
      hash(found.receipt.id),
      make(
        'p',
        {},
        make('span', {
          class: `tag ${found.standing ? 'bad' : ''}`,
          text: called('objectionStatus', found.status),
        }),
      ),
      threeTimes(found.times),
      facts(
        [say('aWork'), hashLink('work', found.work)],
        [say('objection.by'), link(`subject/${found.objector}`, found.objector)],
        [say('objection.claim'), found.claim && hashLink('record', found.claim)],
        [say('record'), hashLink('record', found.receipt.id)],
      ),
      section(
        say('steps'),
        { note: say('stepsNote') },
        steps(found.steps, 'objectionStatus', 'grounds'),
      ),
      ...(await resolutionDesk(found, again, signal)),
    ],
  };
}
