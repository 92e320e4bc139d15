// A grant to read: its bounds, what was read under it as the chain counts it, and, for its reader, a
// trace within it, with what was withheld.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { count, day, hash, hashLink, time } from '../lib/format.mjs';
import { ask, query } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { revocationDesk } from '../parts/revocation.mjs';
import { empty, failed } from '../parts/states.mjs';
import { threeTimes } from '../parts/times.mjs';
import { traceDesk } from '../parts/trace.mjs';

const LIST_MAX = 200;

export async function show({ name, signal }) {
  const id = encodeURIComponent(name);
  const [grant, audit] = await Promise.all([
    ask(`grants/${id}`, signal),
    leases(id, signal),
  ]);
  const again = () => dispatchEvent(new HashChangeEvent('hashchange'));
  const audited = make('div', { id: 'audit' }, audit);
  const renew = async () => {
    try {
      const [{ reads }, next] = await Promise.all([ask(`grants/${id}`, signal), leases(id, signal)]);
      counted.replaceChildren(readsText(reads));
      audited.replaceChildren(next);
    } catch (fault) {
      if (!signal.aborted) audited.replaceChildren(failed(fault, renew));
    }
  };
  const counted = make('span', { id: 'reads-left', text: readsText(grant.reads) });
  return {
    title: say('grant.title'),
    content: [
      make('p', { class: 'over', text: say(grant.effective ? 'desk.effective' : 'desk.ended') }),
      make('h1', { text: say('grant.heading', grant.grantee) }),
      hash(grant.receipt.id),
      threeTimes(grant.times),
      bounds(grant, counted),
      ...(await traceDesk(grant, renew, signal)),
      section(say('grant.audit'), { note: say('grant.auditNote') }, audited),
      ...(await revocationDesk(grant, again, signal)),
    ],
  };
}

const readsText = (reads) =>
  reads ? say('desk.readsText', count(reads.used), count(reads.leased), count(reads.left)) : '—';

const bounds = ({ basis, case: of, grantee, grantors, line, receipt, scope }, counted) =>
  facts(
    [say('desk.case'), hashLink('case', of)],
    [say('desk.grantee'), link(`subject/${grantee}`, grantee)],
    [say('grant.by'), grantors.join(', ')],
    [say('desk.basis'), basis],
    [say('desk.verbs'), scope.verbs.map((verb) => called('verbs', verb)).join(' · ')],
    [
      say('grant.types'),
      scope.types.includes('*')
        ? say('grant.allTypes')
        : scope.types.map((type) => called('types', type)).join(' · '),
    ],
    [say('grant.readers'), called('readerClasses', scope.readers)],
    [say('grant.window'), `${day(scope.recordsFrom)} – ${day(scope.recordsUntil)}`],
    [say('desk.worksOf'), say('desk.commitments', scope.works.length)],
    [say('desk.partiesOf'), say('desk.commitments', scope.parties.length)],
    [say('desk.until'), time(scope.until)],
    [say('desk.reads'), counted],
    [
      say('grant.line'),
      line.length > 1 && line.map((one) => make('div', {}, hashLink('grant', one))),
    ],
    [say('record'), hashLink('record', receipt.id)],
  );

/** Nodes take reads on the chain before they give anything out, and settle them under a root after. */
async function leases(id, signal) {
  const { leases: found } = await ask(
    `grants/${id}/leases?${query({ page_size: LIST_MAX })}`,
    signal,
  );
  if (found.length === 0) return empty(say('grant.noLeases'));
  return table(
    say('grant.audit'),
    [
      say('times.ordered'),
      say('grant.node'),
      say('grant.leased'),
      say('grant.used'),
      say('grant.root'),
      say('record'),
    ],
    found.map(({ node, reads, receipt, root, settlement, used }) => [
      time(receipt.time),
      node,
      count(reads),
      settlement ? count(used) : say('grant.unsettled'),
      root ? hash(root) : '—',
      hashLink('record', settlement?.id ?? receipt.id),
    ]),
  );
}
