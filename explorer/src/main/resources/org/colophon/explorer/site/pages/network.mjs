// The consortium as this node sees it: who takes part, who leads, and what needs somebody's attention.
import { facts, make, section, table } from '../lib/dom.mjs';
import { bytes, count, hash, lasting, time } from '../lib/format.mjs';
import { ask, theGenesis } from '../lib/node.mjs';
import { poll } from '../lib/poll.mjs';
import { judged } from '../lib/seals.mjs';
import { called, say } from '../lib/words.mjs';

const POLL_MS = 3_000;

export async function show({ signal }) {
  const place = make('div', { class: 'network' });
  const { document } = await theGenesis();
  const draw = async () => {
    const [status, view] = await Promise.all([
      ask('status', signal),
      ask('seal', signal).catch(() => undefined),
    ]);
    const seal = view && (await judged(view.seal, view.changes).catch(() => undefined));
    if (!signal.aborted)
      place.replaceChildren(...parts(status, view?.seal, seal, document.membership));
  };
  await draw();
  poll(draw, POLL_MS, signal);
  return {
    title: say('pages.network'),
    content: [
      make('h1', { text: say('network.heading') }),
      make('p', { class: 'lead', text: say('network.lead') }),
      place,
    ],
  };
}

const parts = (status, sealed, seal, membership) => [
  state(status, sealed),
  section(
    say('network.members'),
    { id: 'members', note: say('network.membersNote') },
    members(status, seal, membership),
  ),
  section(say('network.node', status.node), { id: 'node' }, node(status)),
  section(
    say('network.validities'),
    { id: 'validities', note: say('network.validitiesNote') },
    validities(status),
  ),
  section(say('network.stamping'), { id: 'stamping' }, stamping(status.stamping)),
];

/** What is wrong, in words; or that nothing is. */
function state({ alarms, leader, sealedSize, size }, sealed) {
  const age = sealed ? Date.now() - Number(sealed.attested) : undefined;
  const open = Number(size) - Number(sealedSize);
  const troubles = [
    ...alarms.map((name) => `${name}: ${called('alarmNames', name)}`),
    !leader && say('network.noLeader'),
  ].filter(Boolean);
  return make(
    'div',
    {
      class: `verdict ${troubles.length > 0 ? 'bad' : 'good'}`,
      'data-verdict': troubles.length > 0 ? 'TROUBLE' : 'WELL',
    },
    make('h2', { text: say(troubles.length > 0 ? 'network.trouble' : 'network.well') }),
    ...troubles.map((text) => make('p', { text })),
    make('p', { text: open > 0 ? say('network.open', count(open)) : say('network.allSealed') }),
    age !== undefined && make('p', { text: say('network.sealAge', lasting(Math.max(0, age))) }),
  );
}

function members({ leader, node: self, peers }, seal, { organisations }) {
  const best = Math.max(...peers.map(({ matchIndex }) => Number(matchIndex)));
  const rows = organisations.flatMap((org) => org.nodes.map((name) => row(org, name)));
  function row({ id, kind, tier }, name) {
    const peer = peers.find((one) => one.node === name);
    const match = Number(peer?.matchIndex ?? -1);
    const clock = seal?.clocks.find((one) => one.id === id)?.at;
    return [
      make(
        'span',
        {},
        make('b', { text: name }),
        name === leader && make('span', { class: 'tag good', text: say('network.leads') }),
      ),
      make('span', {}, id, make('span', { class: 'note', text: ` ${called('orgKinds', kind)}` })),
      say(tier === 'VALIDATOR' ? 'network.validator' : 'network.observer'),
      name === self
        ? say('network.self')
        : !peer
          ? say('network.absent')
          : match < 0
            ? say('network.unknown')
            : match === best
              ? say('network.level')
              : say('network.behind', count(best - match)),
      clock
        ? make(
            'span',
            {},
            time(clock),
            make('span', { class: 'note', text: ` ${offset(clock - seal.attested)}` }),
          )
        : '—',
    ];
  }
  return table(
    say('network.members'),
    [
      say('network.name'),
      say('network.organisation'),
      say('network.part'),
      say('network.log'),
      say('network.clock'),
    ],
    rows,
  );
}

const offset = (ms) =>
  Number.isNaN(ms) || ms === 0 ? '' : `${ms > 0 ? '+' : '−'}${lasting(Math.abs(ms))}`;

const node = (status) =>
  facts(
    [say('network.organisation'), status.organisation],
    [say('network.role'), called('raftRoles', status.role)],
    [say('network.leader'), status.leader || say('network.noLeader')],
    [say('network.term'), count(status.term)],
    [say('chain.height'), count(status.height)],
    [
      say('network.leaves'),
      say('network.leavesText', count(status.size), count(status.sealedSize)),
    ],
    [say('chain.root'), hash(status.root)],
    [say('network.suite'), called('suites', status.suite)],
    [say('network.version'), status.version],
    [
      say('network.custody'),
      status.custody?.custodian
        ? say(
            'network.custodyText',
            count(status.custody.named),
            bytes(Number(status.custody.namedBytes)),
            count(status.custody.erased),
          )
        : say('network.noCustody'),
    ],
  );

const validities = ({ validities: list }) =>
  table(
    say('network.validities'),
    [say('network.what'), say('network.until'), say('network.left')],
    list.map(({ due, until, what }) => [
      called('validityNames', what),
      time(until),
      make('span', {
        class: `tag ${due ? 'bad' : 'good'}`,
        text: lasting(Number(until) - Date.now()),
      }),
    ]),
  );

const stamping = ({ authorities, newestStamped, unstampedSeals }) => [
  facts(
    [say('network.newestStamped'), time(newestStamped)],
    [say('network.unstamped'), count(unstampedSeals)],
  ),
  authorities.length > 0 &&
    table(
      say('network.stamping'),
      [say('network.authority'), say('network.lastStamp'), say('network.failure')],
      authorities.map(({ failure, lastStamp, name }) => [name, time(lastStamp), failure || '—']),
    ),
];
