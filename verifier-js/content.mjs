// The members of each type of record and their form (docs/formats.md, "Record types"). Whether a
// record's effects were allowed is the ledger's matter: for that a bundle has the validators' word.
import {
  base64,
  demand,
  HASH,
  integer,
  isObject,
  LARGEST,
  list,
  matches,
  members,
  NAME,
  readKey,
  string,
} from './forms.mjs';
import { checkOrganisation, VALIDATORS_MAX } from './membership.mjs';

const hash = (value, what) => matches(value, HASH, what);
const name = (value, what) => matches(value, NAME, what);
const key = (value) => void readKey(value);
const time = (value, what) => integer(value, 0, LARGEST, what);
const text = (longest) => (value, what) => void string(value, what, longest);
const ed25519Key = (value, what) =>
  demand(readKey(value).algorithm === 'ed25519', `${what}: (expected: an Ed25519 key)`);
const signature = (value, what) => void base64(string(value, what, 128));
const count = (from, to) => (value, what) => integer(value, from, to, what);
const like = (pattern) => (value, what) => matches(value, pattern, what);
const oneOf =
  (...words) =>
  (value, what) =>
    demand(words.includes(value), `${what}: (expected: one of ${words})`);

const TOKEN = '[a-z0-9][a-z0-9!#$&^_.+-]*';
const mediaType = (value, what) => {
  string(value, what, 127);
  matches(value, new RegExp(`^${TOKEN}/${TOKEN}$`), what);
};

/** An X-Wing key: an ML-KEM-768 key, whose numbers of 12 bits are below 3329, and an X25519 key. */
function recipientKey(value, what) {
  const [, text] = /^x-wing:([A-Za-z0-9_-]{1622})$/.exec(string(value, what, 1629)) ?? [];
  demand(text, `${what}: not of its form`);
  const raw = base64(`${text.replaceAll('-', '+').replaceAll('_', '/')}==`, 1216);
  for (let i = 0; i < 1152; i += 3) {
    const low = raw[i] | ((raw[i + 1] & 15) << 8);
    const high = (raw[i + 1] >> 4) | (raw[i + 2] << 4);
    demand(low < 3329 && high < 3329, `${what}: no ML-KEM-768 key`);
  }
}

/** A day of the calendar as YYYY-MM-DD. */
function day(value, what) {
  matches(value, /^\d{4}-\d\d-\d\d$/, what);
  const moment = new Date(`${value}T00:00:00Z`);
  demand(
    !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value),
    `${what}: no day`,
  );
}

const once = (values, what) =>
  demand(new Set(values).size === values.length, `${what}: one occurs twice`);

/** A list whose items have exactly these members; `unique` is the member that differs in each. */
const each = (from, to, required, optional, unique) => (value, what) => {
  const items = list(value, from, to);
  for (const item of items) checkMembers(item, required, optional);
  if (unique)
    once(
      items.map((item) => item[unique]),
      what,
    );
};

const SCHEMES = {
  ISBN: (value) => /^\d{13}$/.test(value) && weighted(value, (i) => (i % 2 ? 3 : 1)) % 10 === 0,
  ISSN: (value) => /^\d{7}[\dX]$/.test(value) && weighted(value, (i) => 8 - i) % 11 === 0,
  ISRC: (value) => /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(value),
  ISWC: (value) =>
    /^T\d{10}$/.test(value) &&
    (1 + weighted(value.slice(1), (i) => (i === 9 ? 1 : i + 1))) % 10 === 0,
  DOI: (value) => /^10\.\d+(\.\d+)*\/./.test(value),
};

function weighted(digits, weight) {
  return [...digits].reduce(
    (sum, digit, i) => sum + weight(i) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
}

/** ISNI: the last of 16 characters is the check character of MOD 11-2 (ISO 7064). */
function isni(value, what) {
  matches(value, /^\d{15}[\dX]$/, what);
  const sum = [...value.slice(0, 15)].reduce(
    (total, digit) => ((total + Number(digit)) * 2) % 11,
    0,
  );
  demand('0123456789X'[(12 - sum) % 11] === value[15], `${what}: a wrong check character`);
}

function identifiers(value) {
  for (const item of list(value, 1, 16)) {
    checkMembers(item, { scheme: oneOf(...Object.keys(SCHEMES)), value: text(LARGEST) });
    demand(SCHEMES[item.scheme](item.value), `identifiers: no ${item.scheme}`);
  }
}

const RIGHTS = (
  'PUBLICATION AUTHORSHIP REVISION INTEGRITY REPRODUCTION DISTRIBUTION RENTAL EXHIBITION ' +
  'PERFORMANCE PROJECTION BROADCASTING NETWORK_DISSEMINATION CINEMATOGRAPHY ADAPTATION TRANSLATION ' +
  'COMPILATION OTHER'
).split(' ');

function rights(value, what) {
  const named = list(value, 1, RIGHTS.length);
  if (named.length === 1 && named[0] === 'ALL_ECONOMIC') return;
  for (const right of named) oneOf(...RIGHTS)(right, what);
  once(named, what);
}

const someOf =
  (...words) =>
  (value, what) => {
    const named = list(value, 1, words.length);
    for (const word of named) oneOf(...words)(word, what);
    once(named, what);
  };

/** An extent: labels that narrow from left to right at a hyphen, none of which covers another. */
const labels = (form) => (value, what) => {
  const texts = list(value, 1, 64);
  for (const label of texts) {
    string(label, what, 32);
    if (label !== '*') matches(label, form, what);
  }
  const covers = (wide, narrow) => wide === '*' || `${narrow}-`.startsWith(`${wide}-`);
  const apart = texts.every((one, i) => texts.every((other, j) => i === j || !covers(one, other)));
  demand(apart, `${what}: one label covers another`);
};
const TERRITORY = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** The word for what rights say of making new works. */
function recreationOf(named) {
  const translates = named.includes('TRANSLATION');
  const adapts = named.includes('ADAPTATION');
  return translates ? (adapts ? 'ANY' : 'TRANSLATE') : adapts ? 'ADAPT' : 'NONE';
}

const checkInterval = ({ from, until }) => demand(until > from, 'until: (expected: after from)');

/** A licence, of a work or under another licence. */
const licence = (of) => ({
  required: {
    channel: labels(/^[a-z0-9]{1,32}(-[a-z0-9]{1,32}){0,3}$/),
    from: time,
    language: labels(LANGUAGE),
    [of]: hash,
    recreation: oneOf('NONE', 'TRANSLATE', 'ADAPT', 'ANY'),
    rights: someOf(...RIGHTS),
    territory: labels(TERRITORY),
    until: time,
  },
  optional: {
    count: count(1, LARGEST),
    duties: someOf('ATTRIBUTE', 'COMPENSATE', 'INFORM', 'OBTAIN_CONSENT', 'DELETE'),
    exclusive: oneOf(true),
    fee: hash,
    sublicensing: oneOf(true),
  },
  also: (terms) => {
    checkInterval(terms);
    demand(terms.recreation === recreationOf(terms.rights), 'recreation: not as the rights say');
  },
});

/** A text that everybody will read: what is told with certainty to be personal is refused. */
const publicText = (longest) => (value, what) => {
  text(longest)(value, what);
  for (const [found] of value.matchAll(/(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])/g)) {
    demand(!isIdentityNumber(found), `${what}: a resident identity number in clear`);
  }
  demand(!MAIL_ADDRESS.test(value), `${what}: a mail address in clear`);
  demand(!MOBILE_NUMBER.test(value), `${what}: a mobile number in clear`);
};
/** A name that stands for a person, and is no number of it. */
const pseudonym = (value, what) => {
  name(value, what);
  publicText(63)(value, what);
};
const MAIL_ADDRESS = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,4}/;
const MOBILE_NUMBER = /(?<![0-9])(\+?86[ -]?)?1[3-9][0-9]([ -]?[0-9]{4}){2}(?![0-9])/;

/** Resident identity numbers end in a check character of MOD 11-2 (GB 11643). */
function isIdentityNumber(digits) {
  const sum = [...digits.slice(0, 17)].reduce((total, digit) => (total + Number(digit)) * 2, 0);
  return '0123456789X'[(12 - (sum % 11)) % 11] === digits[17].toUpperCase();
}

const LOGS = ['CALL_LOG', 'WARC', 'WACZ'];
const PARTS = [...LOGS, 'SCREENSHOT', 'HTML', 'DNS', 'TLS', 'CLEANLINESS', 'OTHER'];

/** Scheme, host, port and the rest, without a user's name and without a fragment. */
function address(value, what) {
  publicText(2048)(value, what);
  const host = '(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])';
  matches(value, new RegExp(`^https?://${host}(?::[0-9]{1,5})?(?:[/?][!-"$-~]*)?$`), what);
}

/** What an operator says of the points of articles 17 and 18 of the Online Litigation Rules. */
function stated(value, what) {
  const points =
    'platform cleanliness security reliability availability standards storage notary witness ' +
    'corroboration';
  checkMembers(value, {}, Object.fromEntries(points.split(' ').map((p) => [p, publicText(512)])));
  demand(Object.keys(value).length > 0, `${what}: (expected: absent)`);
}

const GROUNDS = (
  'FORMALITIES NOT_PROTECTED NOT_ORIGINAL PRIOR_RIGHT TITLE_UNPROVEN FALSE_STATEMENT UNANSWERED ' +
  'WITHDRAWN JUDGMENT OTHER'
).split(' ');
const OBJECTIONS = (
  'AUTHORSHIP OWNERSHIP COPYING PRIOR_RIGHT NOT_PROTECTED FALSE_STATEMENT OTHER'
).split(' ');

const TYPOLOGY = (
  'MODIFICATION REDISTRIBUTION DOWNLOAD FALSE_LINK MALWARE CIRCUMVENTION PLAGIARISM FALSE_ATTRIBUTION ' +
  'OTHER'
).split(' ');

/** Codes of ISO 4217 in use. */
const CURRENCIES = (
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD ' +
  'CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP ' +
  'GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR ' +
  'KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN ' +
  'MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD ' +
  'SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX ' +
  'USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'
).split(' ');

const TEN_THOUSANDTHS = ['CLF', 'UYW'];
const THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const WHOLES = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');

/** How many decimal digits a currency's minor unit is below its major one. */
function exponentOf(currency) {
  if (WHOLES.includes(currency)) return 0;
  if (THOUSANDTHS.includes(currency)) return 3;
  return TEN_THOUSANDTHS.includes(currency) ? 4 : 2;
}

/** A short text in both languages. */
const wording = (value) => checkMembers(value, { en: publicText(512), zh: publicText(512) });

/** Words that CEL keeps to itself, and its types. */
const CEL_WORDS = (
  'as break const continue else false for function if import in let loop package namespace null ' +
  'return true var void while int uint double bool string bytes list map type null_type dyn'
).split(' ');

/** A name that formulas may use. */
function formulaName(value, what) {
  text(48)(value, what);
  matches(value, /^[a-z][a-z0-9_]*$/, what);
  demand(!value.endsWith('_known') && !CEL_WORDS.includes(value), `${what}: a name of its own`);
}

const KINDS = ['MONEY', 'INTEGER', 'BASIS_POINTS', 'BOOLEAN', 'CHOICE', 'MONEY_LIST'];
const ROLES_OF_STEPS = (
  'LOSS GAIN ROYALTY STATUTORY PUNITIVE EXPENSES TOTAL LOW HIGH VALUE REACHED'
).split(' ');

/** A value of an input's kind. */
function checkValueOf({ choices, kind }, value, what) {
  if (kind === 'BOOLEAN') oneOf(true, false)(value, what);
  else if (kind === 'CHOICE') oneOf(...choices)(value, what);
  else if (kind === 'MONEY_LIST') for (const item of list(value, 0, 64)) time(item, what);
  else time(value, what);
}

/** Between which values a number that is found is contested. */
function checkRange({ kind, range, source }) {
  const isNumber = ['MONEY', 'INTEGER', 'BASIS_POINTS'].includes(kind);
  demand(source === 'FINDING' && isNumber, 'range: (expected: only of a number that is found)');
  checkMembers(range, { high: time, low: time });
  demand(range.low <= range.high, 'range: (expected: low, then high)');
}

/** A figure that a standard asks for; only what is found may be assumed. */
function checkInput(input) {
  checkMembers(
    input,
    { kind: oneOf(...KINDS), label: wording, name: formulaName, source: oneOf(...SOURCES) },
    { assumed: () => {}, choices: several(16, text(48)), finds: oneOf(...FOUND), query: oneOf(...QUERIES), range: () => {} },
  );
  const { assumed, choices, finds, kind, query, range, source } = input;
  demand((kind === 'CHOICE') === !!choices, 'choices: (expected: of a CHOICE, and nothing else)');
  demand(!choices || choices.length > 1, 'choices: (expected: at least 2)');
  demand(!finds || (source === 'FINDING' && kind === 'BOOLEAN'), 'finds: of what is not found');
  demand(!query === (source !== 'CHAIN'), 'query: (expected: exactly of what the chain shows)');
  if (range !== undefined) checkRange(input);
  if (assumed === undefined) return;
  demand(source === 'FINDING', 'assumed: (expected: only of what is found)');
  checkMembers(assumed, { label: wording, value: (value) => checkValueOf(input, value, 'value') });
}
const SOURCES = ['CHAIN', 'EVIDENCE', 'FINDING'];
const QUERIES = (
  'WINDOW_DAYS COPIES_SOLD ACCESSES LICENCE_FEES SALE_PRICES UNIT_PROFIT'
).split(' ');
const FOUND = ['INFRINGED', 'INTENTIONAL', 'INNOCENT', 'SERIOUS'];

const checkReading = { label: wording, name: text(48) };
const checkParameter = {
  label: wording,
  name: formulaName,
  readings: each(2, 4, checkReading, {}, 'name'),
};
const checkStep = {
  citation: wording,
  formula: text(1024),
  id: formulaName,
  kind: oneOf(...KINDS.filter((kind) => kind !== 'MONEY_LIST')),
  label: wording,
};

/** One reading of each parameter. */
function checkChosen(chosen, parameters) {
  const readings = parameters.map((one) => [one.name, oneOf(...one.readings.map((r) => r.name))]);
  checkMembers(chosen, Object.fromEntries(readings));
}

/**
 * The document of a standard. Whether its formulas are CEL and its tests come out, each validator
 * has found out before it cosigned.
 */
function checkStandard(document) {
  checkMembers(document, STANDARD, { until: time });
  const { currency, exponent, from, inputs, parameters, results, steps, tests, until } = document;
  for (const input of list(inputs, 1, 64)) checkInput(input);
  const ids = steps.map(({ id }) => id);
  once([...inputs, ...parameters].map((one) => one.name).concat(ids), 'steps');
  const combinations = parameters.reduce((product, { readings }) => product * readings.length, 1);
  demand(combinations <= 16, 'parameters: too many combinations');
  demand(exponent === exponentOf(currency), 'exponent: not of the currency');
  demand(until === undefined || until > from, 'until: (expected: after from)');
  demand(results.every(({ step }) => ids.includes(step)), 'results: of no step');
  for (const test of list(tests, 1, 16)) {
    checkMembers(test, {
      expected: () => {},
      inputs: () => {},
      name: publicText(128),
      parameters: () => {},
    });
    for (const [given, value] of Object.entries(test.inputs)) {
      const input = inputs.find((one) => one.name === given);
      demand(input, 'tests: of no input');
      checkValueOf(input, value, given);
    }
    checkChosen(test.parameters, parameters);
    const expected = Object.keys(test.expected);
    demand(expected.length > 0 && expected.every((id) => ids.includes(id)), 'tests: of no step');
  }
}
const STANDARD = {
  currency: (value, what) => oneOf(...CURRENCIES)(value, what),
  exponent: count(0, 4),
  from: time,
  id: (value, what) => {
    text(64)(value, what);
    matches(value, /^[a-z0-9]+([.-][a-z0-9]+)*$/, what);
  },
  inputs: () => {},
  jurisdiction: like(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  law: wording,
  parameters: each(0, 4, checkParameter),
  results: each(
    1,
    ROLES_OF_STEPS.length,
    { role: oneOf(...ROLES_OF_STEPS), step: formulaName },
    {},
    'role',
  ),
  rounding: oneOf('HALF_UP'),
  steps: each(1, 64, checkStep),
  tests: () => {},
  title: wording,
  version: count(1, 9999),
};

/** A figure that records show, that somebody opens, or that is assumed. */
function checkFigure(figure) {
  const named = { name: text(48) };
  if ('committed' in figure) {
    checkMembers(figure, {
      ...named,
      committed: each(1, 64, { commitment: hash, record: hash }),
    });
  } else if ('assumed' in figure) {
    checkMembers(figure, { ...named, assumed: oneOf(true), value: () => {} });
  } else {
    const shown = { ...named, records: several(256, hash), value: () => {} };
    checkMembers(figure, shown, { brought: oneOf(true) });
  }
}

/** Reckoned, or confirmed by another; who confirms is named exactly when a figure is secret. */
function checkAssessment(assessment) {
  const { inputs, panel, parameters } = assessment;
  const made = ['allegation', 'from', 'inputs', 'parameters', 'standard', 'until'];
  const there = made.filter((member) => member in assessment).length;
  demand(there === ('confirms' in assessment ? 0 : made.length), 'assessment: neither form');
  if ('confirms' in assessment) {
    demand(!panel && !('case' in assessment), 'assessment: more than a confirmation');
    return;
  }
  checkInterval(assessment);
  for (const figure of list(inputs, 1, 64)) checkFigure(figure);
  once(
    inputs.map((figure) => figure.name),
    'inputs',
  );
  demand(Object.keys(parameters).length <= 4, 'parameters: more than 4');
  for (const reading of Object.values(parameters)) text(48)(reading, 'parameters');
  const secret = inputs.some((figure) => 'committed' in figure);
  demand(secret === (panel !== undefined), 'panel: (expected: exactly with secret figures)');
  if (!panel) return;
  checkMembers(panel, { assessors: several(16, name), needed: count(1, 16) });
  const most = panel.assessors.length;
  demand(panel.needed <= most && 2 * panel.needed > most, 'needed: not more than half');
}

/** A number in the public register of an office. */
function registration(value, what) {
  publicText(64)(value, what);
  matches(value, /^[0-9A-Za-z./()\u4e00-\u9fff-]+$/, what);
}

/** Salted commitments to what a case or grant names, each once. */
const commitments = (from) => (value, what) => {
  const named = list(value, from, 64);
  for (const one of named) hash(one, what);
  once(named, what);
};

/** The law by which somebody may read: country, law and articles. */
function legalBasis(value, what) {
  publicText(64)(value, what);
  matches(value, /^[A-Z]{2}(-[A-Za-z0-9.]{1,16}){1,6}$/, what);
}

/** Types of records by their labels, or * alone for every type. */
function typesOfRecords(value, what) {
  const named = list(value, 1, Object.keys(TYPES).length);
  if (named.length === 1 && named[0] === '*') return;
  for (const label of named) oneOf(...Object.keys(TYPES))(label, what);
  once(named, what);
}

/** The root of the tree over nothing. */
const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Items that stand elsewhere, under one root. */
const ITEMS = { algorithm: oneOf('RFC6962_SHA256'), count: count(1, 1 << 20), root: hash };

/** Something was shown to the public; where, is said by a channel, an address or both. */
const SHOWING = {
  required: { at: time, sha256: hash },
  optional: { channel: publicText(128), url: address },
};
const checkPlace = ({ channel, url }) => demand(channel || url, 'channel: neither it nor a url');

/** What should have stood in members of a statement, each named once. */
function corrections(value, what) {
  const member = like(/^[a-zA-Z0-9]{1,32}$/);
  each(1, 16, { member }, { commitment: hash, value: publicText(512) }, 'member')(value, what);
  for (const item of value) {
    demand(!item.value || !item.commitment, 'corrections: a value and a commitment');
  }
}

/** One access, or many whose rows stand elsewhere. */
function checkAccess({ at, batch, price, user }) {
  const single = [at, user].filter((member) => member !== undefined);
  demand(batch ? single.length === 0 && !price : single.length === 2, 'access: neither form');
  if (batch) checkMembers(batch, ITEMS);
  else publicText(63)(user, 'user');
}

const several = (most, check) => (value, what) => {
  const items = list(value, 1, most);
  for (const item of items) check(item, what);
  once(items, what);
};

const commitment = hash;
const deposited = { commitment, mediaType };

const TYPES = {
  'subject.register': {
    required: { identity: hash, key, kind: oneOf('PERSON', 'ORGANISATION'), subject: pseudonym },
    optional: { ipi: like(/^\d{11}$/), isni, recipientKey, validFrom: time, validUntil: time },
    also: ({ validFrom, validUntil }) =>
      demand(!(validUntil <= validFrom), 'validUntil: (expected: after validFrom)'),
  },
  'key.rotate': {
    required: { key, previous: key, subject: name },
    optional: { overlapUntil: time, recipientKey },
  },
  'key.revoke': {
    required: { key, reason: oneOf('KEY_COMPROMISE', 'SUPERSEDED', 'CESSATION'), subject: name },
  },
  'draft.add': {
    required: { commitment, sequence: count(1, 1e9) },
    optional: { fork: oneOf(true), note: hash, previous: hash, work: hash },
    also: ({ previous, work }) =>
      demand(!previous === !work, 'previous: together with work, or neither'),
  },
  'work.declare': {
    required: {
      aiUse: oneOf('NONE', 'ASSISTED', 'GENERATED'),
      authors: each(1, 256, { share: count(1, 10000), subject: name }, {}, 'subject'),
      category: publicText(128),
      ipKind: oneOf('COPYRIGHT', 'TRADEMARK', 'PATENT'),
      title: publicText(512),
    },
    optional: {
      commitment,
      completedOn: day,
      derivedFrom: hash,
      firstPublished: day,
      identifiers,
      contents: each(1, 256, { mediaType, sha256: hash, size: time }, { sm3: hash }, 'sha256'),
      iscc: like(/^ISCC:[A-Z2-7]{10,120}$/),
      work: hash,
    },
    also: checkDeclaration,
  },
  'work.reveal': { required: { digest: hash, record: hash, salt: hash } },
  'evidence.deposit': {
    required: { ...deposited, custody: oneOf('CREATED', 'COLLECTED', 'RECEIVED', 'TRANSFERRED') },
    optional: { about: hash, note: hash },
  },
  'evidence.capture': {
    required: {
      capturedAt: time,
      clock: publicText(128),
      parts: each(
        1,
        64,
        { kind: oneOf(...PARTS), mediaType, sha256: hash, size: time },
        { sm3: hash },
        'sha256',
      ),
      relation: oneOf('NONE', 'PARTY', 'ENGAGED', 'PLATFORM'),
      tool: publicText(128),
      toolVersion: publicText(128),
      url: address,
    },
    optional: { about: hash, stated },
    also: ({ parts }) =>
      demand(
        parts.some(({ kind }) => LOGS.includes(kind)),
        'parts: no log of the traffic among them',
      ),
  },
  supplement: { required: { ...deposited, supplements: hash }, optional: { note: hash } },
  'application.file': {
    required: { office: name, originality: hash, process: hash, purpose: hash, work: hash },
    optional: { answers: hash },
  },
  'application.decide': {
    required: { application: hash, decision: oneOf('GRANT', 'REFUSE', 'SUPPLEMENT', 'REVOKE') },
    optional: { grounds: someOf(...GROUNDS), reason: hash, registration },
    also: checkDecision,
  },
  'objection.raise': {
    required: { ground: oneOf(...OBJECTIONS), reason: hash, work: hash },
    optional: { claim: hash },
  },
  'objection.resolve': {
    required: { objection: hash, outcome: oneOf('UPHELD', 'DISMISSED', 'WITHDRAWN') },
    optional: { reason: hash },
    also: ({ outcome, reason }) =>
      demand(reason || outcome === 'WITHDRAWN', 'reason: missing in a decision'),
  },
  correction: { required: { corrections, corrects: hash }, optional: { note: hash } },
  'batch.timestamp': { required: ITEMS },
  publication: {
    required: { ...SHOWING.required, work: hash },
    optional: SHOWING.optional,
    also: checkPlace,
  },
  recommendation: {
    required: SHOWING.required,
    optional: { ...SHOWING.optional, work: hash },
    also: checkPlace,
  },
  access: {
    required: { mode: oneOf('VIEW', 'DOWNLOAD', 'BUY'), work: hash },
    optional: { at: time, batch: () => {}, licence: hash, price: hash, user: name },
    also: checkAccess,
  },
  'notice.send': {
    required: {
      respondent: name,
      rights: someOf(...RIGHTS),
      urls: several(16, address),
      work: hash,
    },
    optional: { evidence: several(16, hash), letter: hash },
  },
  'notice.counter': {
    required: {
      basis: oneOf('LICENSED', 'OWN_RIGHTS', 'ANOTHER_WORK', 'EXCEPTION'),
      notice: hash,
    },
    optional: { letter: hash, licence: hash },
    also: ({ basis, licence: named }) =>
      demand((basis === 'LICENSED') === (named !== undefined), 'licence: exactly when LICENSED'),
  },
  takedown: {
    required: { at: time, measure: oneOf('DELETED', 'BLOCKED', 'DISCONNECTED'), notice: hash },
  },
  'infringement.allege': {
    required: {
      evidence: several(64, hash),
      from: time,
      rights: someOf(...RIGHTS),
      typology: someOf(...TYPOLOGY),
      until: time,
      work: hash,
    },
    optional: { details: hash, respondent: name, urls: several(16, address) },
    also: checkInterval,
  },
  'infringement.find': {
    required: {
      allegation: hash,
      decision: hash,
      intent: oneOf('INTENTIONAL', 'NEGLIGENT', 'INNOCENT', 'NOT_STATED'),
      outcome: oneOf('INFRINGED', 'PARTLY_INFRINGED', 'NOT_INFRINGED'),
    },
    optional: { case: hash, figures: () => {}, from: time, serious: oneOf(true), until: time },
    also: checkFinding,
  },
  'price.reference': {
    required: {
      basis: oneOf('LICENCE_FEE', 'SALE_PRICE', 'UNIT_PROFIT', 'MARKET_STATISTIC'),
      currency: oneOf(...CURRENCIES),
      from: time,
      territory: labels(TERRITORY),
      until: time,
    },
    optional: {
      amount: count(1, LARGEST),
      commitment,
      comparable: hash,
      market: publicText(128),
    },
    also: checkPrice,
  },
  'court.submit': {
    required: { court: name, mediaType, sha256: hash, size: time },
    optional: { case: hash, sm3: hash, works: several(16, hash) },
    also: ({ case: opened, works }) => demand(!opened || !works, 'works: of a sealed case'),
  },
  'court.receive': {
    required: { outcome: oneOf('RECEIVED', 'REFUSED'), submission: hash },
    optional: {
      case: hash,
      ground: oneOf('NOT_VERIFIED', 'NOT_COMPETENT', 'INCOMPLETE', 'OTHER'),
      sha256: hash,
    },
    also: ({ ground, outcome, sha256 }) => {
      demand((outcome === 'REFUSED') === (ground !== undefined), 'ground: exactly when REFUSED');
      demand(outcome === 'REFUSED' || sha256, 'sha256: missing of what was received');
    },
  },
  report: {
    required: { height: time, kind: oneOf('TRANSACTIONS', 'CASE_VERIFICATION', 'ASSESSMENT'), sha256: hash },
    optional: { assessment: hash, case: hash, subject: name, work: hash },
    also: ({ assessment, case: opened, kind, subject, work }) => {
      const about = [assessment, opened, subject, work].filter((member) => member !== undefined);
      demand(about.length === 1, 'work: (expected: one of work, subject, case and assessment)');
      demand((kind === 'CASE_VERIFICATION') === (opened !== undefined), 'case: of its own kind');
      demand((kind === 'ASSESSMENT') === (assessment !== undefined), 'assessment: of its own kind');
    },
  },
  'licence.grant': licence('work'),
  'licence.sub': licence('parent'),
  'licence.terminate': {
    required: { cause: oneOf('AGREEMENT', 'RENUNCIATION', 'BREACH', 'CONTRACT'), licence: hash },
    optional: { effective: time },
  },
  'work.derive': {
    required: { kind: oneOf('TRANSLATION', 'ADAPTATION'), licence: hash, work: hash },
    optional: { language: like(LANGUAGE) },
    also: ({ kind, language }) =>
      demand(kind === 'ADAPTATION' || language, 'language: missing in a translation'),
  },
  'right.encumber': {
    required: { rights: someOf(...RIGHTS), until: time, work: hash },
    optional: { claim: hash },
  },
  'right.waive': {
    required: {},
    optional: { encumbrance: hash, from: time, rights: someOf(...RIGHTS), until: time, work: hash },
    also: checkWaiver,
  },
  'case.open': {
    required: {
      kind: oneOf('CIVIL', 'CRIMINAL', 'ADMINISTRATIVE', 'PUBLIC_INTEREST'),
      number: hash,
      parties: commitments(1),
      works: commitments(0),
    },
  },
  'case.outcome': {
    required: {
      case: hash,
      outcome: oneOf('JUDGMENT', 'MEDIATION', 'WITHDRAWN', 'DISMISSED', 'NOT_PURSUED'),
      sealUntil: time,
    },
    optional: { document: hash },
  },
  'scope.grant': {
    required: {
      basis: legalBasis,
      case: hash,
      class: oneOf('PARTY', 'CASE', 'SEALED'),
      depth: count(0, 2),
      grantee: name,
      parties: commitments(0),
      reads: count(1, 1000000),
      readsADay: count(1, 1000000),
      recordsFrom: time,
      recordsUntil: time,
      types: typesOfRecords,
      until: time,
      verbs: someOf('READ', 'DECRYPT', 'EXPORT'),
      works: commitments(0),
    },
    optional: { parent: hash, urgent: oneOf(true) },
    also: checkScope,
  },
  'scope.revoke': {
    required: {
      grant: hash,
      ground: oneOf('CASE_ENDED', 'MISUSE', 'NOT_NEEDED', 'WRONGLY_GRANTED', 'KEY_LOST', 'OTHER'),
    },
    optional: { reason: hash },
  },
  'read.lease': { required: { grant: hash, reads: count(1, 10000), until: time } },
  'read.settle': {
    required: { count: count(0, 10000), lease: hash, root: hash },
    also: ({ count: used, root }) =>
      demand((used === 0) === (root === EMPTY_ROOT), 'root: (expected: that of nothing for 0)'),
  },
  'key.erase': {
    required: { destroyed: someOf('CIPHERTEXT', 'KEY', 'SALT'), record: hash },
    also: ({ destroyed }) =>
      demand(destroyed.includes('CIPHERTEXT'), 'destroyed: (expected: CIPHERTEXT among them)'),
  },
  'org.admit': {
    required: {
      membership: hash,
      organisation: checkOrganisation,
      quorum: count(1, VALIDATORS_MAX),
    },
    optional: { replaces: name },
  },
  'org.suspend': {
    required: {
      membership: hash,
      organisation: name,
      quorum: count(1, VALIDATORS_MAX),
      reason: oneOf('WITHDRAWAL', 'KEY_COMPROMISE', 'EQUIVOCATION', 'UNAVAILABLE', 'BREACH'),
    },
  },
  'level.raise': { required: { level: count(2, 9999), membership: hash } },
  'org.vote': { required: { proposal: hash } },
  'standard.propose': { required: { results: hash, standard: checkStandard } },
  'standard.vote': { required: { proposal: hash, results: hash } },
  'standard.activate': { required: { proposal: hash } },
  assessment: {
    required: { result: hash },
    optional: {
      allegation: hash,
      case: hash,
      confirms: hash,
      from: time,
      inputs: () => {},
      panel: () => {},
      parameters: () => {},
      standard: hash,
      until: time,
    },
    also: checkAssessment,
  },
  'time.dispute': { required: { block: count(0, LARGEST), header: hash, seen: time }, since: 2 },
  transfer: { required: { rights, share: count(1, 10000), work: hash }, optional: { price: hash } },
};

const CATEGORIES = {
  COPYRIGHT: /^(art)?3\.[1-9]$/,
  PATENT: /^[A-H](0[1-9]|[1-9]\d)[A-Z]( [1-9]\d{0,3}\/\d{2,6})?$/,
  TRADEMARK: /^([1-9]|[1-3]\d|4[0-5])$/,
};

function checkDeclaration(declared) {
  const { authors, commitment: secret, contents, firstPublished, iscc } = declared;
  demand(CATEGORIES[declared.ipKind].test(declared.category), 'category: none of that kind');
  const total = authors.reduce((sum, { share }) => sum + share, 0);
  demand(total === 10000, `authors: ${total} basis points (expected: 10000)`);
  demand(!contents !== !secret, 'contents: (expected: either contents or a commitment)');
  demand(!secret || (!iscc && !firstPublished), 'commitment: of a work that is published');
}

/** A grant has no grounds and may have a number; every other decision has grounds and reasons. */
function checkDecision({ decision, grounds, reason, registration: number }) {
  const grants = decision === 'GRANT';
  demand(grants === !grounds, 'grounds: (expected: at least one, and none for a grant)');
  demand(grants || reason, 'reason: missing');
  demand(grants || !number, 'registration: (expected: for a grant only)');
}

/** A scope names a work or a party, a window with time in it, and no more reads a day than reads. */
function checkScope({ parties, reads, readsADay, recordsFrom, recordsUntil, works }) {
  demand(works.length + parties.length > 0, 'works: none, and no parties');
  demand(recordsUntil > recordsFrom, 'recordsUntil: (expected: after recordsFrom)');
  demand(readsADay <= reads, 'readsADay: (expected: at most reads)');
}

/** What was infringed has an interval; of what was not, nothing more is said. */
function checkFinding({ figures, from, intent, outcome, serious, until }) {
  const given = [from, until].filter((member) => member !== undefined).length;
  const infringed = outcome !== 'NOT_INFRINGED';
  demand(given === (infringed ? 2 : 0), 'from: (expected: with until, of what was infringed)');
  if (infringed) checkInterval({ from, until });
  demand(infringed || (!serious && intent === 'NOT_STATED'), 'intent: of what was not infringed');
  if (figures !== undefined) checkFound(figures, infringed);
}

/** What only a court may find, by the names that inputs of standards may have. */
function checkFound(figures, infringed) {
  demand(infringed, 'figures: of what was not infringed');
  demand(isObject(figures), 'figures: not an object');
  const names = Object.keys(figures);
  demand(1 <= names.length && names.length <= 16, 'figures: (expected: from 1 to 16)');
  for (const name of names) {
    formulaName(name, 'figures');
    integer(figures[name], 0, LARGEST, name);
  }
}

/** A deal or a market, an amount or a commitment; what parties agreed on is committed to. */
function checkPrice({ amount, basis, commitment: secret, comparable, from, market, until }) {
  checkInterval({ from, until });
  demand(!comparable !== !market, 'comparable: (expected: either it or a market)');
  demand(!amount !== !secret, 'amount: (expected: either it or a commitment)');
  const agreed = basis === 'LICENCE_FEE' || basis === 'SALE_PRICE';
  demand(!agreed || secret, 'amount: what parties agreed on, in clear');
  demand(basis !== 'MARKET_STATISTIC' || market, 'comparable: of a statistic');
}

/** Either a pledge is given up, or rights in a work for a time. */
function checkWaiver({ encumbrance, from, rights: waived, until, work }) {
  const ofRights = [from, waived, until, work].filter((member) => member !== undefined);
  demand(ofRights.length === (encumbrance ? 0 : 4), 'right.waive: (expected: one of two forms)');
  if (!encumbrance) checkInterval({ from, until });
}

/** Demands that an object has these members in their form, and no others. */
function checkMembers(object, required, optional = {}) {
  members(object, Object.keys(required).join(' '), Object.keys(optional).join(' '));
  for (const [member, check] of Object.entries({ ...required, ...optional })) {
    if (member in object) check(object[member], member);
  }
}

/** Where a ciphertext is kept; the signatures of its custodians are looked at by verifyRecord. */
function checkPrivate(matter) {
  checkMembers(matter, {
    digest: hash,
    receipts: each(1, 32, { custodian: name, key: ed25519Key, signature: signature, time }),
    size: count(1, 163840),
  });
  const names = matter.receipts.map(({ custodian }) => custodian);
  const sorted = names.every((one, i) => i === 0 || names[i - 1] < one);
  demand(sorted, 'private.receipts: (expected: sorted by custodian, each once)');
}

const ROLES = [
  'creator',
  'agent',
  'owner',
  'acquirer',
  'licensor',
  'licensee',
  'pledgee',
  'objector',
  'registrar',
  'subject',
  'holder',
  'successor',
  'depositor',
  'platform',
  'notary',
  'grantee',
  'assessor',
  'node',
  'member',
];
const STATEMENT = {
  required: {
    chain: text(LARGEST),
    issuedAt: time,
    nonce: like(/^[0-9a-f]{32}$/),
    type: text(LARGEST),
    signers: each(1, 4, { key, role: oneOf(...ROLES), subject: name }),
  },
  optional: { notAfter: time, private: checkPrivate },
};

/** Demands that a statement has the members of every statement and those of its type. */
/** The feature level from which on a statement is known, with all types that it names. */
export const knownSince = ({ type, types }) => {
  const named = type === 'scope.grant' ? [type, ...types] : [type];
  return Math.max(...named.map((name) => TYPES[name]?.since ?? 1)); // * is every type, and none
};

export function checkStatement(statement) {
  const type = Object.hasOwn(TYPES, statement?.type) ? TYPES[statement.type] : undefined;
  demand(type, 'type: not in the catalogue');
  checkMembers(
    statement,
    { ...STATEMENT.required, ...type.required },
    { ...STATEMENT.optional, ...type.optional },
  );
  type.also?.(statement);
}
