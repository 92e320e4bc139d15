// How something came to stand as it does: one row for each record that changed it.
import { link, make, table } from '../lib/dom.mjs';
import { hashLink, time } from '../lib/format.mjs';
import { called, say } from '../lib/words.mjs';

export const steps = (list, statusNames, groundNames = 'decisionGrounds') =>
  table(
    say('steps'),
    [say('times.ordered'), say('state'), say('steps_by'), say('steps_why'), say('record')],
    list.map(({ by, grounds, receipt, status }) => [
      time(receipt.time),
      make('b', { text: called(statusNames, status) }),
      link(`subject/${by}`, by),
      grounds.map((ground) => called(groundNames, ground)).join(' · ') || '—',
      hashLink('record', receipt.id),
    ]),
  );
