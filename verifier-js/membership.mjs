// The form of a membership and of its organisations (docs/formats.md, "Genesis").
import {
  base64,
  demand,
  integer,
  list,
  matches,
  members,
  NAME,
  readKey,
  string,
} from './forms.mjs';

const KINDS = [
  'COURT',
  'PROCURATORATE',
  'IP_OFFICE',
  'NOTARY',
  'PLATFORM',
  'TSA',
  'APPRAISER',
  'AUDITOR',
];
const TIERS = ['VALIDATOR', 'OBSERVER', 'PARTICIPANT'];
/** Names that a tlog-policy gives a meaning of their own. */
const RESERVED = ['none', 'all', 'any', 'validators'];
/** The newest feature level whose rules are known here; all before it are known, too. */
export const LEVEL_KNOWN = 2;
/** The feature level of a membership: absent for the first. */
export const levelOf = ({ level }) => level ?? 1;
/** Most validators of a chain, and of one of the suite sm, where each has a fourth line. */
export const VALIDATORS_MAX = 85;
const VALIDATORS_SM_MAX = 64;

export function checkMembership(found) {
  members(found, 'organisations quorum', 'level');
  if ('level' in found) integer(found.level, 2, 9999, 'level');
  const nodes = new Set();
  const keys = new Set();
  let last = '';
  for (const org of list(found.organisations, 1, 512)) {
    checkOrganisation(org);
    demand(last < org.id, 'organisations: not in ascending order');
    last = org.id;
    demand(!RESERVED.includes(org.id), `${org.id}: a word of policies`);
    for (const node of org.nodes) {
      demand(!nodes.has(node), `${node}: a node of two organisations`);
      nodes.add(node);
    }
    for (const key of [...org.recordKeys, ...Object.values(org.checkpointKeys ?? {})]) {
      demand(!keys.has(key), `${org.id}: a key that occurs twice`);
      keys.add(key);
    }
  }
  const validators = found.organisations.filter(({ tier }) => tier === 'VALIDATOR');
  const withSm2 = validators.filter(hasSm2).length;
  demand(
    withSm2 === 0 || withSm2 === validators.length,
    'checkpointKeys.sm2: not of all validators',
  );
  const max = withSm2 === 0 ? VALIDATORS_MAX : VALIDATORS_SM_MAX;
  const count = validators.length;
  demand(count <= max, `${count} validators (expected: at most ${max})`);
  integer(found.quorum, Math.floor(count / 2) + 1, count, 'quorum');
}

const hasSm2 = ({ checkpointKeys }) => 'sm2' in (checkpointKeys ?? {});

/** The suite for which the validators of a membership have their keys. */
export const suiteOf = ({ organisations }) => (organisations.some(hasSm2) ? 'sm' : 'standard');

/** One organisation as a genesis or a proposal has it. */
export function checkOrganisation(org) {
  members(org, 'certificate id kind nodes recordKeys tier', 'checkpointKeys');
  matches(org.id, NAME, 'id');
  demand(KINDS.includes(org.kind) && TIERS.includes(org.tier), `${org.id}: unknown kind or tier`);
  base64(string(org.certificate, 'certificate', 8192));
  list(org.recordKeys, 0, 16).forEach(readKey);
  for (const node of list(org.nodes, org.tier === 'VALIDATOR' ? 1 : 0, 16))
    matches(node, NAME, 'node');
  demand(
    (org.tier === 'VALIDATOR') === 'checkpointKeys' in org,
    `${org.id}: checkpointKeys are a validator's`,
  );
  if (org.tier !== 'VALIDATOR') return;
  members(org.checkpointKeys, 'ed25519 log mlDsa44', 'sm2');
  base64(org.checkpointKeys.log, 32);
  base64(org.checkpointKeys.ed25519, 32);
  base64(org.checkpointKeys.mlDsa44, 1312);
  if (!hasSm2(org)) return;
  const [form] = base64(org.checkpointKeys.sm2, 33);
  demand(form === 2 || form === 3, `${org.id}: an SM2 key that is no compressed point`);
}
