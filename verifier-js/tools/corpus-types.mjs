// Records of every type, signed and sealed: some well formed, some not of the form of their type.
import { writeJson } from '../forms.mjs';
import { bundleOf, genesis, keys, makeWorld, validators, work } from './corpus-good.mjs';
import { base64, chainOf, hexHash, makeRecord, utf8, withManifest, zip } from './world.mjs';

const HASH = hexHash(utf8('anything'));
const WANG = [keys.wang, 'creator', 'wang-wei'];
const COURT = [validators[0].recordSigner, 'registrar', validators[0].id];
const NEW = [keys.wang, 'subject', 'wang-wei'];
const LI = [keys.li, 'holder', 'li-bai'];
const LI_NEXT = [keys.liNext, 'successor', 'li-bai'];
const CONTENT = { mediaType: 'text/plain', sha256: HASH, size: 1 };

export function recordTypes() {
  const cases = [];
  /** A case whose record stands in the place of another one of the chain. */
  const sealed =
    (place, supports) =>
    (name, type, content, signers, expect, more = {}) => {
      const records = (chain) => ({ [place]: makeRecord(chain, type, content, signers) });
      const parts = withManifest(bundleOf(makeWorld({ records }), place, { supports }));
      const prefix = expect ? expect.toLowerCase().replaceAll('_', '-') : 'good';
      const part = expect === 'RECORD' ? 'CONTENTS' : undefined;
      cases.push({ name: `${prefix}-${type}-${name}`, expect, part, bytes: zip(parts), ...more });
    };
  const byWang = sealed('song', ['wang']);
  const registered = sealed('wang', []);
  const rotated = sealed('liNext', ['li']);

  byWang('type', 'work.sing', {}, [WANG], 'RECORD');
  byWang('of-the-prototype', 'constructor', {}, [WANG], 'RECORD');
  const declared = (name, more, expect, rest) =>
    byWang(name, 'work.declare', work('Song', 'wang-wei', more), [WANG], expect, rest);
  declared('title-of-512', { title: '长'.repeat(512) });
  declared('empty-content', { contents: [{ ...CONTENT, size: 0 }] });
  declared('isbn', { identifiers: [{ scheme: 'ISBN', value: '9780306406157' }] });
  declared('issn', { identifiers: [{ scheme: 'ISSN', value: '2434561X' }] });
  declared('iswc', { identifiers: [{ scheme: 'ISWC', value: 'T0345246801' }] });
  declared('isrc-and-doi', {
    identifiers: [
      { scheme: 'ISRC', value: 'USRC17607839' },
      { scheme: 'DOI', value: '10.1000/182' },
    ],
  });
  declared('unpublished', { commitment: HASH, contents: undefined });
  declared('days-and-sources', {
    completedOn: '2024-02-29',
    firstPublished: '2024-03-01',
    derivedFrom: HASH,
    work: HASH,
  });
  declared('unknown-member', { remark: 'x' }, 'RECORD');
  declared('member-without-a-name', { '': 'x' }, 'RECORD');
  declared('title-of-513', { title: 'x'.repeat(513) }, 'RECORD');
  declared('title-empty', { title: '' }, 'RECORD');
  declared('title-a-number', { title: 5 }, 'RECORD');
  declared('nice-class', { category: '45', ipKind: 'TRADEMARK' });
  declared('patent-symbol', { category: 'H04L 9/32', ipKind: 'PATENT' });
  declared('category-of-nothing', { category: 'text' }, 'RECORD');
  declared('item-without-law', { category: '3.9' });
  declared('tenth-item', { category: 'art3.10' }, 'RECORD');
  declared('nice-class-46', { category: '46', ipKind: 'TRADEMARK' }, 'RECORD');
  declared('item-of-a-patent', { category: 'art3.1', ipKind: 'PATENT' }, 'RECORD');
  declared('shares-too-few', { authors: [{ share: 9999, subject: 'wang-wei' }] }, 'RECORD');
  declared(
    'author-twice',
    { authors: Array(2).fill({ share: 5000, subject: 'wang-wei' }) },
    'RECORD',
  );
  declared('no-authors', { authors: [] }, 'RECORD');
  declared('unknown-kind', { ipKind: 'DESIGN' }, 'RECORD');
  declared(
    'media-type-in-capitals',
    { contents: [{ ...CONTENT, mediaType: 'Text/Plain' }] },
    'RECORD',
  );
  declared(
    'media-type-with-parameter',
    { contents: [{ ...CONTENT, mediaType: 'text/plain; charset=utf-8' }] },
    'RECORD',
  );
  declared('content-twice', { contents: [CONTENT, CONTENT] }, 'RECORD');
  declared('content-below-nothing', { contents: [{ ...CONTENT, size: -1 }] }, 'RECORD');
  declared(
    'content-without-size',
    { contents: [{ mediaType: 'text/plain', sha256: HASH }] },
    'RECORD',
  );
  declared('both-ways', { commitment: HASH }, 'RECORD');
  declared('neither-way', { contents: undefined }, 'RECORD');
  declared(
    'unpublished-but-published',
    { commitment: HASH, contents: undefined, firstPublished: '2024-03-01' },
    'RECORD',
  );
  declared('no-such-day', { completedOn: '2025-02-30' }, 'RECORD');
  declared('isbn-wrong', { identifiers: [{ scheme: 'ISBN', value: '9780306406158' }] }, 'RECORD');
  declared('issn-wrong', { identifiers: [{ scheme: 'ISSN', value: '24345611' }] }, 'RECORD');
  declared('iswc-wrong', { identifiers: [{ scheme: 'ISWC', value: 'T0345246802' }] }, 'RECORD');
  declared('unknown-scheme', { identifiers: [{ scheme: 'EAN', value: '1' }] }, 'RECORD');
  declared('iscc-wrong', { iscc: 'ISCC:abc' }, 'RECORD');
  declared('mail-address', { title: 'Ask me: a@example.com' }, 'RECORD');
  declared('mobile-number', { category: 'call +86 138-0013-8000' }, 'RECORD');
  declared('identity-number', { title: 'of 11010519491231002X' }, 'RECORD');
  declared('eighteen-digits-that-are-none', { title: 'no. 110105194912310021' });

  const registration = { identity: HASH, key: keys.wang.name, kind: 'PERSON', subject: 'wang-wei' };
  const register = (name, more, signers, expect, rest) =>
    registered(name, 'subject.register', { ...registration, ...more }, signers, expect, rest);
  register('signers-the-other-way-round', {}, [NEW, COURT]);
  register('isni-and-days', { isni: '0000000121032683', validFrom: 5, validUntil: 6 }, [
    COURT,
    NEW,
  ]);
  const numbered = (name, subject, expect) =>
    registered(
      name,
      'subject.register',
      { ...registration, subject },
      [COURT, [keys.wang, 'subject', subject]],
      expect,
    );
  numbered('telephone-as-pseudonym', 'wang.13812345678', 'RECORD');
  numbered('identity-number-as-pseudonym', '11010519491231002x', 'RECORD');
  register('name-in-clear', { identity: 'Wang Wei' }, [COURT, NEW], 'RECORD');
  register('isni-wrong', { isni: '0000000121032684' }, [COURT, NEW], 'RECORD');
  register('ends-before-it-begins', { validFrom: 5, validUntil: 5 }, [COURT, NEW], 'RECORD');
  register('unknown-kind', { kind: 'ROBOT' }, [COURT, NEW], 'RECORD');
  register('unknown-algorithm', { key: 'rsa:AAAA' }, [COURT, NEW], 'RECORD');
  register(
    'new-key-in-another-role',
    {},
    [COURT, [keys.wang, 'holder', 'wang-wei']],
    'SIGNER_KEYS',
  );
  register(
    'other-key-than-stated',
    {},
    [COURT, [keys.stranger, 'subject', 'wang-wei']],
    'SIGNER_KEYS',
  );
  register(
    'other-subject-than-stated',
    {},
    [COURT, [keys.wang, 'subject', 'zhao-1']],
    'SIGNER_KEYS',
  );
  const rotation = { key: keys.liNext.name, previous: keys.li.name, subject: 'li-bai' };
  rotated('overlapping', 'key.rotate', { ...rotation, overlapUntil: 1767225600000 }, [LI, LI_NEXT]);
  rotated('unknown-member', 'key.rotate', { ...rotation, note: HASH }, [LI, LI_NEXT], 'RECORD');
  rotated('by-nobody-before', 'key.rotate', rotation, [LI_NEXT], 'SIGNER_KEYS');

  const recipient = (bytes) =>
    `x-wing:${base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
  const blank = new Uint8Array(1216);
  register('recipient-key', { recipientKey: recipient(blank.fill(5)) }, [COURT, NEW]);
  const published = (name, recipientKey, expect) =>
    rotated(name, 'key.rotate', { ...rotation, recipientKey }, [LI, LI_NEXT], expect);
  published('recipient-key', recipient(blank.fill(255, 1152)));
  published('recipient-key-beyond-q', recipient(blank.fill(255, 1149)), 'RECORD');
  published('recipient-key-too-short', recipient(blank.slice(1)), 'RECORD');
  published('recipient-key-of-an-unknown-kind', `x${recipient(blank.fill(0))}`, 'RECORD');

  const any = (type, role) => (name, content, expect, more) =>
    byWang(name, type, content, [[keys.wang, role, 'wang-wei']], expect, more);
  privateMatter(any('evidence.deposit', 'depositor'));
  const erase = any('key.erase', 'holder');
  erase('plain', { destroyed: ['CIPHERTEXT'], record: HASH });
  erase('everything', { destroyed: ['CIPHERTEXT', 'KEY', 'SALT'], record: HASH });
  erase('no-ciphertext', { destroyed: ['KEY'], record: HASH }, 'RECORD');
  erase('the-record-too', { destroyed: ['CIPHERTEXT', 'RECORD'], record: HASH }, 'RECORD');
  erase('salt-twice', { destroyed: ['CIPHERTEXT', 'SALT', 'SALT'], record: HASH }, 'RECORD');
  const revoke = any('key.revoke', 'holder');
  revoke('plain', { key: keys.wang.name, reason: 'SUPERSEDED', subject: 'wang-wei' });
  revoke('unknown-reason', { key: keys.wang.name, reason: 'BORED', subject: 'wang-wei' }, 'RECORD');
  const draft = any('draft.add', 'creator');
  draft('first', { commitment: HASH, sequence: 1 });
  draft('forked', {
    commitment: HASH,
    fork: true,
    note: HASH,
    previous: HASH,
    sequence: 2,
    work: HASH,
  });
  draft('sequence-0', { commitment: HASH, sequence: 0 }, 'RECORD');
  draft('fork-false', { commitment: HASH, fork: false, sequence: 1 }, 'RECORD');
  draft('previous-alone', { commitment: HASH, previous: HASH, sequence: 2 }, 'RECORD');
  draft('commitment-in-clear', { commitment: 'x', sequence: 1 }, 'RECORD');
  const reveal = any('work.reveal', 'creator');
  reveal('plain', { digest: HASH, record: HASH, salt: HASH });
  reveal('member-without-a-name', { '': 1, digest: HASH, record: HASH, salt: HASH }, 'RECORD');
  reveal('short-salt', { digest: HASH, record: HASH, salt: 'x' }, 'RECORD');
  const deposit = any('evidence.deposit', 'depositor');
  deposit('plain', {
    about: HASH,
    commitment: HASH,
    custody: 'CREATED',
    mediaType: 'text/plain',
    note: HASH,
  });
  deposit(
    'unknown-custody',
    { commitment: HASH, custody: 'STOLEN', mediaType: 'text/plain' },
    'RECORD',
  );
  const capture = any('evidence.capture', 'depositor');
  const traffic = { ...CONTENT, kind: 'WACZ' };
  const captured = {
    capturedAt: 1764547200000,
    clock: 'NTP',
    parts: [traffic],
    relation: 'NONE',
    tool: 'browser',
    toolVersion: '145.0',
    url: 'https://example.org/gallery/7?page=2',
  };
  capture('plain', captured);
  capture('of-a-host-alone', { ...captured, url: 'http://[2001:db8::7]:8080' });
  capture('stated', {
    ...captured,
    about: HASH,
    stated: { standards: 'SF/T 0076', storage: '一次写入的磁盘' },
  });
  capture('its-file', captured, undefined, { file: utf8('anything') });
  capture('picture-alone', { ...captured, parts: [{ ...traffic, kind: 'SCREENSHOT' }] }, 'RECORD');
  capture('part-twice', { ...captured, parts: [traffic, traffic] }, 'RECORD');
  capture('part-of-no-kind', { ...captured, parts: [CONTENT] }, 'RECORD');
  capture('fragment', { ...captured, url: 'https://example.org/#7' }, 'RECORD');
  capture('user', { ...captured, url: 'https://me:pw@example.org/' }, 'RECORD');
  capture('other-scheme', { ...captured, url: 'file:///etc/hosts' }, 'RECORD');
  capture('unknown-point', { ...captured, stated: { mood: 'good' } }, 'RECORD');
  capture('point-without-a-name', { ...captured, stated: { '': 'x' } }, 'RECORD');
  capture('nothing-stated', { ...captured, stated: {} }, 'RECORD');
  capture('number-in-the-address', { ...captured, url: 'https://a.example/13812345678' }, 'RECORD');
  const supplement = any('supplement', 'owner');
  supplement('plain', { commitment: HASH, mediaType: 'image/svg+xml', supplements: HASH });
  supplement('to-nothing', { commitment: HASH, mediaType: 'image/svg+xml' }, 'RECORD');
  const owners = [
    [keys.wang, 'owner', 'wang-wei'],
    [keys.platform, 'acquirer', 'platform'],
  ];
  const transfer = (name, more, expect) =>
    byWang(
      name,
      'transfer',
      { rights: ['ALL_ECONOMIC'], share: 100, work: HASH, ...more },
      owners,
      expect,
    );
  transfer('plain', { price: HASH });
  transfer('two-rights', { rights: ['RENTAL', 'OTHER'] });
  transfer('unknown-right', { rights: ['FLYING'] }, 'RECORD');
  transfer('right-twice', { rights: ['RENTAL', 'RENTAL'] }, 'RECORD');
  transfer('all-and-one', { rights: ['ALL_ECONOMIC', 'RENTAL'] }, 'RECORD');
  transfer('no-rights', { rights: [] }, 'RECORD');
  transfer('share-over-the-whole', { share: 10001 }, 'RECORD');
  licences(byWang);
  confirmations(any);
  platforms(any);
  sealed(any);
  claims(any);
  standards(any);
  return cases;
}

const TERMS = {
  channel: ['*'],
  from: 1767225600000,
  language: ['zh-Hant', 'en'],
  recreation: 'TRANSLATE',
  rights: ['REPRODUCTION', 'TRANSLATION'],
  territory: ['CN', 'FR-75'],
  until: 1798761600000,
};

/** Licences and what is done with them. */
/** What platforms record, corrections and notices. */
function platforms(any) {
  const batch = any('batch.timestamp', 'notary');
  const items = { algorithm: 'RFC6962_SHA256', count: 1048576, root: HASH };
  batch('plain', items);
  batch('of-one', { ...items, count: 1 });
  batch('of-none', { ...items, count: 0 }, 'RECORD');
  batch('of-too-many', { ...items, count: 1048577 }, 'RECORD');
  batch('other-algorithm', { ...items, algorithm: 'SHA256' }, 'RECORD');
  batch('root-in-capitals', { ...items, root: HASH.toUpperCase() }, 'RECORD');
  batch('its-file', items, 'FILE', { file: utf8('anything') });
  const shown = { at: 1764547200000, sha256: HASH, url: 'https://example.org/7' };
  const publication = any('publication', 'platform');
  publication('plain', { ...shown, work: HASH });
  publication('of-a-channel', { at: 0, channel: '晚间新闻', sha256: HASH, work: HASH });
  publication('its-file', { ...shown, work: HASH }, undefined, { file: utf8('anything') });
  publication('another-file', { ...shown, work: HASH }, 'FILE', { file: utf8('something') });
  publication('nowhere', { at: 0, sha256: HASH, work: HASH }, 'RECORD');
  publication('of-no-work', shown, 'RECORD');
  publication('fragment', { ...shown, url: 'https://example.org/#7', work: HASH }, 'RECORD');
  publication('mail-in-the-channel', { ...shown, channel: 'me@a.example', work: HASH }, 'RECORD');
  const recommendation = any('recommendation', 'platform');
  recommendation('plain', shown);
  recommendation('of-a-work', { ...shown, channel: 'home', work: HASH });
  recommendation('its-file', shown, undefined, { file: utf8('anything') });
  recommendation('channel-of-129', { ...shown, channel: 'x'.repeat(129) }, 'RECORD');
  const access = any('access', 'platform');
  const single = { at: 1764547200000, mode: 'VIEW', user: 'user-7', work: HASH };
  const many = { batch: items, mode: 'BUY', work: HASH };
  access('plain', single);
  access('everything', { ...single, licence: HASH, price: HASH });
  access('many', many);
  access('many-licensed', { ...many, licence: HASH });
  access('many-and-one', { ...many, ...single }, 'RECORD');
  access('many-with-a-price', { ...many, price: HASH }, 'RECORD');
  access('many-of-none', { ...many, batch: { ...items, count: 0 } }, 'RECORD');
  access('batch-with-more', { ...many, batch: { ...items, x: 1 } }, 'RECORD');
  access('of-nobody', { at: 0, mode: 'VIEW', work: HASH }, 'RECORD');
  access('at-no-time', { mode: 'VIEW', user: 'user-7', work: HASH }, 'RECORD');
  access('by-number', { ...single, user: '13812345678' }, 'RECORD');
  access('other-mode', { ...single, mode: 'STEAL' }, 'RECORD');
  const correction = any('correction', 'creator');
  const corrected = (name, corrections, expect) =>
    correction(name, { corrections, corrects: HASH }, expect);
  corrected('plain', [
    { member: 'title', value: '春江花月夜' },
    { commitment: HASH, member: 'price' },
    { member: 'iscc' },
  ]);
  corrected('nothing', [], 'RECORD');
  corrected('member-twice', [{ member: 'title' }, { member: 'title' }], 'RECORD');
  corrected('member-of-two-words', [{ member: 'a b' }], 'RECORD');
  corrected('both', [{ commitment: HASH, member: 'title', value: 'x' }], 'RECORD');
  corrected('number-in-clear', [{ member: 'title', value: '13812345678' }], 'RECORD');
  const notice = any('notice.send', 'owner');
  const noticed = {
    respondent: 'platform',
    rights: ['RENTAL', 'INTEGRITY'],
    urls: ['https://example.org/7', 'https://example.org/8'],
    work: HASH,
  };
  notice('plain', noticed);
  notice('everything', { ...noticed, evidence: [HASH], letter: HASH });
  notice('nowhere', { ...noticed, urls: [] }, 'RECORD');
  const [place] = noticed.urls;
  notice('twice-at-one-place', { ...noticed, urls: [place, place] }, 'RECORD');
  notice('all-rights', { ...noticed, rights: ['ALL_ECONOMIC'] }, 'RECORD');
  notice('evidence-twice', { ...noticed, evidence: [HASH, HASH] }, 'RECORD');
  notice('letter-in-clear', { ...noticed, letter: 'Dear Sirs' }, 'RECORD');
  const counter = any('notice.counter', 'platform');
  counter('plain', { basis: 'EXCEPTION', notice: HASH });
  counter('licensed', { basis: 'LICENSED', letter: HASH, licence: HASH, notice: HASH });
  counter('licensed-by-none', { basis: 'LICENSED', notice: HASH }, 'RECORD');
  counter('licence-for-nothing', { basis: 'OWN_RIGHTS', licence: HASH, notice: HASH }, 'RECORD');
  const takedown = any('takedown', 'platform');
  takedown('plain', { at: 0, measure: 'DISCONNECTED', notice: HASH });
  takedown('other-measure', { at: 0, measure: 'FORGOTTEN', notice: HASH }, 'RECORD');
}

/** Cases, grants to read and leases of reads. */
function sealed(any) {
  const opened = any('case.open', 'member');
  const about = { kind: 'CIVIL', number: HASH, parties: [HASH], works: [] };
  opened('plain', about);
  opened('about-a-work', { ...about, kind: 'PUBLIC_INTEREST', works: [HASH] });
  opened('without-parties', { ...about, parties: [] }, 'RECORD');
  opened('party-twice', { ...about, parties: [HASH, HASH] }, 'RECORD');
  opened('party-in-clear', { ...about, parties: ['li-bai'] }, 'RECORD');
  opened('number-in-clear', { ...about, number: '(2026) Jing 73 Min Chu 1' }, 'RECORD');
  const outcome = any('case.outcome', 'member');
  const ended = { case: HASH, outcome: 'JUDGMENT', sealUntil: 1767225600000 };
  outcome('plain', ended);
  outcome('with-a-document', { ...ended, document: HASH });
  outcome('still-open', { ...ended, outcome: 'OPEN' }, 'RECORD');
  const grant = any('scope.grant', 'member');
  const scope = {
    basis: 'CN-CPL-67',
    case: HASH,
    class: 'CASE',
    depth: 0,
    grantee: 'wang-wei',
    parties: [],
    reads: 100,
    readsADay: 10,
    recordsFrom: 0,
    recordsUntil: 9007199254740991,
    types: ['*'],
    until: 1767225600000,
    verbs: ['READ'],
    works: [HASH],
  };
  grant('plain', scope);
  grant('narrow', {
    ...scope,
    parent: HASH,
    parties: [HASH],
    types: ['work.declare', 'read.settle'],
    urgent: true,
    verbs: ['DECRYPT', 'EXPORT'],
  });
  grant('of-nothing', { ...scope, works: [] }, 'RECORD');
  grant('every-type-and-one', { ...scope, types: ['*', 'access'] }, 'RECORD');
  grant('other-type', { ...scope, types: ['work.destroy'] }, 'RECORD');
  grant('type-twice', { ...scope, types: ['access', 'access'] }, 'RECORD');
  grant('for-everybody', { ...scope, class: 'PUBLIC' }, 'RECORD');
  grant('window-without-time', { ...scope, recordsUntil: 0 }, 'RECORD');
  grant('more-a-day-than-at-all', { ...scope, readsADay: 101 }, 'RECORD');
  grant('too-many-reads', { ...scope, reads: 1000001 }, 'RECORD');
  grant('too-deep', { ...scope, depth: 3 }, 'RECORD');
  grant('not-urgent', { ...scope, urgent: false }, 'RECORD');
  grant('basis-in-words', { ...scope, basis: 'Civil Procedure Law, art. 67' }, 'RECORD');
  grant('number-in-the-basis', { ...scope, basis: 'CN-CPL-13812345678' }, 'RECORD');
  const revoked = any('scope.revoke', 'grantee');
  revoked('plain', { grant: HASH, ground: 'NOT_NEEDED' });
  revoked('with-reasons', { grant: HASH, ground: 'MISUSE', reason: HASH });
  revoked('bored', { grant: HASH, ground: 'BOREDOM' }, 'RECORD');
  const lease = any('read.lease', 'node');
  lease('plain', { grant: HASH, reads: 10000, until: 0 });
  lease('of-too-many', { grant: HASH, reads: 10001, until: 0 }, 'RECORD');
  lease('of-none', { grant: HASH, reads: 0, until: 0 }, 'RECORD');
  const settled = any('read.settle', 'node');
  const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  settled('plain', { count: 7, lease: HASH, root: HASH });
  const raised = any('level.raise', 'member');
  raised('plain', { level: 2, membership: HASH });
  raised('far', { level: 9999, membership: HASH });
  raised('to-the-first', { level: 1, membership: HASH }, 'RECORD');
  raised('too-far', { level: 10000, membership: HASH }, 'RECORD');
  raised('with-a-quorum', { level: 2, membership: HASH, quorum: 3 }, 'RECORD');
  settled('unused', { count: 0, lease: HASH, root: nothing });
  settled('none-with-a-root', { count: 0, lease: HASH, root: HASH }, 'RECORD');
  settled('some-without-a-root', { count: 7, lease: HASH, root: nothing }, 'RECORD');
}

/** The member that any statement may have, with receipts of custodians. */
function privateMatter(deposit) {
  const plain = { commitment: HASH, custody: 'COLLECTED', mediaType: 'image/png' };
  const kept = (name, more, expect, rest) =>
    deposit(`private-${name}`, { ...plain, private: { ...MATTER, ...more } }, expect, rest);
  kept('of-two', {});
  kept('of-one', { receipts: [custodyReceipt(0)] });
  kept('largest', { receipts: [custodyReceipt(0, { size: 163840 })], size: 163840 });
  kept('too-large', { receipts: [custodyReceipt(0, { size: 163841 })], size: 163841 }, 'RECORD');
  kept('without-receipts', { receipts: [] }, 'RECORD');
  kept('of-33', { receipts: Array(33).fill(custodyReceipt(0)) }, 'RECORD');
  kept('twice-of-one', { receipts: [custodyReceipt(0), custodyReceipt(0)] }, 'RECORD');
  kept('not-sorted', { receipts: [custodyReceipt(1), custodyReceipt(0)] }, 'RECORD');
  kept('with-more', { name: 'Zhang San' }, 'RECORD');
  kept('digest-no-hash', { digest: 'x' }, 'RECORD');
  const receipt = (name, more, expect, rest) =>
    kept(`receipt-${name}`, { receipts: [{ ...custodyReceipt(0), ...more }] }, expect, rest);
  receipt('of-an-other-curve', { key: keys.wang.name }, 'RECORD');
  receipt('no-base64', { signature: '!' }, 'RECORD');
  receipt('with-more', { note: 'x' }, 'RECORD');
  // The short verifier leaves all of it to the full ones.
  const unsigned = (name, more) => receipt(name, more, 'SIGNATURE', { part: 'CONTENTS' });
  unsigned('of-another-time', { time: 5 });
  unsigned('of-another', { custodian: 'court-c' });
  unsigned('by-another-key', { key: validators[1].recordSigner.name });
  unsigned('of-another-chain', custodyReceipt(0, { chain: 'colophon/other/0123456789abcdef' }));
  unsigned('of-another-size', custodyReceipt(0, { size: 2001 }));
}

const MATTER_TIME = 1767225600000;

/** A custodian's receipt for the ciphertext below; `more` changes what it signs, and nothing else. */
function custodyReceipt(i, more = {}) {
  const { id: custodian, recordSigner } = validators[i];
  const said = { chain: chainOf(genesis), custodian, digest: HASH, size: 2000, time: MATTER_TIME };
  const text = utf8(writeJson({ custody: { ...said, ...more } }));
  const signature = base64(recordSigner.sign(text));
  return { custodian, key: recordSigner.name, signature, time: MATTER_TIME };
}

const MATTER = { digest: HASH, receipts: [custodyReceipt(0), custodyReceipt(1)], size: 2000 };

function licences(byWang) {
  const signedAs = (...roles) =>
    roles.map((role, i) => [
      [keys.wang, keys.platform, validators[0].recordSigner][i],
      role,
      ['wang-wei', 'platform', validators[0].id][i],
    ]);
  const granted = (name, more, expect) =>
    byWang(
      name,
      'licence.grant',
      { ...TERMS, work: HASH, ...more },
      signedAs('licensor', 'licensee'),
      expect,
    );
  granted('plain', {});
  granted('everything', {
    count: 5,
    duties: ['ATTRIBUTE', 'DELETE'],
    exclusive: true,
    fee: HASH,
    sublicensing: true,
  });
  granted('two-hyphens', { language: ['zh-Hant-TW'], channel: ['online-app-phone'] });
  granted('ends-as-it-begins', { until: TERMS.from }, 'RECORD');
  granted('exclusive-false', { exclusive: false }, 'RECORD');
  const { territory: _, ...nowhere } = TERMS;
  byWang(
    'no-territory',
    'licence.grant',
    { ...nowhere, work: HASH },
    signedAs('licensor', 'licensee'),
    'RECORD',
  );
  granted('territory-in-small-letters', { territory: ['cn'] }, 'RECORD');
  granted('territory-covered', { territory: ['CN', 'CN-31'] }, 'RECORD');
  granted('territory-and-everywhere', { territory: ['*', 'CN'] }, 'RECORD');
  granted('territory-twice', { territory: ['CN', 'CN'] }, 'RECORD');
  granted('language-in-words', { language: ['Chinese'] }, 'RECORD');
  granted('channel-in-capitals', { channel: ['Print'] }, 'RECORD');
  granted('rights-without-recreation', { recreation: 'NONE' }, 'RECORD');
  granted('recreation-without-rights', { rights: ['REPRODUCTION'] }, 'RECORD');
  granted('all-economic', { rights: ['ALL_ECONOMIC'] }, 'RECORD');
  granted('count-0', { count: 0 }, 'RECORD');
  granted('unknown-duty', { duties: ['SING'] }, 'RECORD');
  granted('no-duties', { duties: [] }, 'RECORD');
  granted('fee-in-clear', { fee: '100 CNY' }, 'RECORD');
  byWang('plain', 'licence.sub', { ...TERMS, parent: HASH }, signedAs('licensor', 'licensee'));
  byWang(
    'of-a-work',
    'licence.sub',
    { ...TERMS, work: HASH },
    signedAs('licensor', 'licensee'),
    'RECORD',
  );
  const ended = (name, more, expect) =>
    byWang(
      name,
      'licence.terminate',
      { cause: 'BREACH', licence: HASH, ...more },
      signedAs('licensor'),
      expect,
    );
  ended('plain', {});
  ended('later', { effective: 1798761600000 });
  ended('unknown-cause', { cause: 'BOREDOM' }, 'RECORD');
  const derived = (name, more, expect) =>
    byWang(
      name,
      'work.derive',
      { kind: 'ADAPTATION', licence: HASH, work: HASH, ...more },
      signedAs('licensee'),
      expect,
    );
  derived('adapted', {});
  derived('translated', { kind: 'TRANSLATION', language: 'fr' });
  derived('translated-into-nothing', { kind: 'TRANSLATION' }, 'RECORD');
  derived('into-every-language', { language: '*' }, 'RECORD');
  const pledged = (name, more, expect) =>
    byWang(
      name,
      'right.encumber',
      { rights: ['RENTAL'], until: 5, work: HASH, ...more },
      signedAs('owner', 'pledgee'),
      expect,
    );
  pledged('plain', { claim: HASH });
  pledged('all-economic', { rights: ['ALL_ECONOMIC'] }, 'RECORD');
  const waived = (name, content, role, expect) =>
    byWang(name, 'right.waive', content, signedAs(role), expect);
  const waiver = { from: 5, rights: ['RENTAL'], until: 6, work: HASH };
  waived('rights', waiver, 'owner');
  waived('pledge', { encumbrance: HASH }, 'pledgee');
  waived('both', { ...waiver, encumbrance: HASH }, 'owner', 'RECORD');
  waived('neither', {}, 'owner', 'RECORD');
  waived('no-time', { ...waiver, until: 5 }, 'owner', 'RECORD');
  waived('without-work', { from: 5, rights: ['RENTAL'], until: 6 }, 'owner', 'RECORD');
}

/** What is alleged, found, valued and submitted to courts. */
function claims(any) {
  const allege = any('infringement.allege', 'owner');
  const alleged = {
    evidence: [HASH],
    from: 1767225600000,
    rights: ['RENTAL', 'INTEGRITY'],
    typology: ['MODIFICATION', 'MALWARE'],
    until: 1767225600001,
    work: HASH,
  };
  allege('plain', alleged);
  allege('everything', {
    ...alleged,
    details: HASH,
    respondent: 'platform',
    urls: ['https://example.org/7'],
  });
  allege('no-time', { ...alleged, until: alleged.from }, 'RECORD');
  allege('unknown-act', { ...alleged, typology: ['THEFT'] }, 'RECORD');
  allege('no-act', { ...alleged, typology: [] }, 'RECORD');
  allege('no-evidence', { ...alleged, evidence: [] }, 'RECORD');
  const many = Array.from({ length: 65 }, (_, i) => hexHash(utf8(String(i))));
  allege('evidence-of-64', { ...alleged, evidence: many.slice(1) });
  allege('evidence-of-65', { ...alleged, evidence: many }, 'RECORD');
  allege('details-in-clear', { ...alleged, details: 'Zhang San did it' }, 'RECORD');
  allege('respondent-in-clear', { ...alleged, respondent: 'Zhang San' }, 'RECORD');
  allege('nowhere-at-all', { ...alleged, urls: [] }, 'RECORD');
  const find = any('infringement.find', 'member');
  const found = {
    allegation: HASH,
    decision: HASH,
    from: 5,
    intent: 'INTENTIONAL',
    outcome: 'INFRINGED',
    until: 6,
  };
  const { from: _from, until: _until, ...timeless } = found;
  const not = { ...timeless, intent: 'NOT_STATED', outcome: 'NOT_INFRINGED' };
  find('plain', found);
  find('serious', { ...found, case: HASH, serious: true });
  find('partly', { ...found, intent: 'NEGLIGENT', outcome: 'PARTLY_INFRINGED' });
  const figures = { contribution: 4000, multiple: 20000 };
  find('with-figures', { ...found, figures });
  find('with-no-figure', { ...found, figures: {} }, 'RECORD');
  find('figures-as-a-list', { ...found, figures: [4000] }, 'RECORD');
  find('figure-in-words', { ...found, figures: { multiple: 'two' } }, 'RECORD');
  find('figure-below-zero', { ...found, figures: { multiple: -1 } }, 'RECORD');
  find('figure-of-no-input', { ...found, figures: { Multiple: 1 } }, 'RECORD');
  find('figure-of-what-is-known', { ...found, figures: { base_known: 1 } }, 'RECORD');
  find('figure-called-while', { ...found, figures: { while: 1 } }, 'RECORD');
  find('not-infringed-and-figures', { ...not, figures }, 'RECORD');
  find('not-infringed', not);
  find('not-infringed-with-intent', { ...not, intent: 'INNOCENT' }, 'RECORD');
  find('not-infringed-seriously', { ...not, serious: true }, 'RECORD');
  find('not-infringed-for-a-while', { ...not, from: 5, until: 6 }, 'RECORD');
  find('at-no-time', timeless, 'RECORD');
  find('without-end', { ...timeless, from: 5 }, 'RECORD');
  find('until-before', { ...found, until: 5 }, 'RECORD');
  find('serious-false', { ...found, serious: false }, 'RECORD');
  find('decision-in-clear', { ...found, decision: 'Zhang San pays' }, 'RECORD');
  const price = any('price.reference', 'member');
  const statistic = {
    amount: 12000,
    basis: 'MARKET_STATISTIC',
    currency: 'CNY',
    from: 5,
    market: '图片素材',
    territory: ['CN'],
    until: 6,
  };
  const { amount: _, market: __, ...bare } = statistic;
  const fee = { ...bare, basis: 'LICENCE_FEE', commitment: HASH, comparable: HASH };
  price('plain', statistic);
  price('fee', fee);
  price('profit', { ...statistic, basis: 'UNIT_PROFIT' });
  price('statistic-committed-to', { ...bare, commitment: HASH, market: 'songs' });
  price('in-yen', { ...statistic, currency: 'JPY' });
  price('fee-in-clear', { ...bare, amount: 5, basis: 'LICENCE_FEE', comparable: HASH }, 'RECORD');
  price('statistic-of-a-deal', { ...bare, amount: 5, comparable: HASH }, 'RECORD');
  price('of-nothing', { ...bare, amount: 5 }, 'RECORD');
  price('of-both', { ...statistic, comparable: HASH }, 'RECORD');
  price('without-figure', { ...bare, market: 'songs' }, 'RECORD');
  price('with-both-figures', { ...statistic, commitment: HASH }, 'RECORD');
  price('of-0', { ...statistic, amount: 0 }, 'RECORD');
  price('in-gold', { ...statistic, currency: 'XAU' }, 'RECORD');
  price('market-with-a-number', { ...statistic, market: 'call 13812345678' }, 'RECORD');
  price('where-it-is-spoken', { ...statistic, territory: ['zh'] }, 'RECORD');
  const submit = any('court.submit', 'depositor');
  const submitted = { court: 'court-1', mediaType: 'application/zip', sha256: HASH, size: 8 };
  submit('plain', submitted);
  submit('everything', { ...submitted, sm3: HASH, works: [HASH] });
  submit('in-a-case', { ...submitted, case: HASH });
  submit('works-of-a-case', { ...submitted, case: HASH, works: [HASH] }, 'RECORD');
  submit('its-file', submitted, undefined, { file: utf8('anything') });
  submit('another-file', submitted, 'FILE', { file: utf8('something') });
  submit('to-nobody', { ...submitted, court: 'The Court' }, 'RECORD');
  submit('works-of-none', { ...submitted, works: [] }, 'RECORD');
  submit('work-twice', { ...submitted, works: [HASH, HASH] }, 'RECORD');
  submit('type-in-capitals', { ...submitted, mediaType: 'Application/Zip' }, 'RECORD');
  const receive = any('court.receive', 'member');
  const received = { outcome: 'RECEIVED', sha256: HASH, submission: HASH };
  receive('plain', received);
  receive('in-a-case', { ...received, case: HASH });
  receive('refused', { ground: 'NOT_COMPETENT', outcome: 'REFUSED', submission: HASH });
  receive('refused-with-digest', { ...received, ground: 'NOT_VERIFIED', outcome: 'REFUSED' });
  receive('refused-without-ground', { ...received, outcome: 'REFUSED' }, 'RECORD');
  receive('received-on-a-ground', { ...received, ground: 'OTHER' }, 'RECORD');
  receive('received-without-digest', { outcome: 'RECEIVED', submission: HASH }, 'RECORD');
  receive('its-file', received, undefined, { file: utf8('anything') });
  receive('another-file', received, 'FILE', { file: utf8('something') });
  const report = any('report', 'depositor');
  const onNothing = { height: 7, kind: 'TRANSACTIONS', sha256: HASH };
  const onWork = { ...onNothing, work: HASH };
  report('on-a-work', onWork);
  report('on-a-subject', { ...onNothing, subject: 'li-wei' });
  report('on-a-case', { ...onNothing, case: HASH, kind: 'CASE_VERIFICATION' });
  report('on-an-assessment', { ...onNothing, assessment: HASH, kind: 'ASSESSMENT' });
  report('its-file', onWork, undefined, { file: utf8('anything') });
  report('another-file', onWork, 'FILE', { file: utf8('something') });
  report('of-the-genesis', { ...onWork, height: 0 });
  report('on-nothing', onNothing, 'RECORD');
  report('on-two-things', { ...onWork, subject: 'li-wei' }, 'RECORD');
  report('a-case-as-transactions', { ...onNothing, case: HASH }, 'RECORD');
  report('a-work-as-a-case', { ...onWork, kind: 'CASE_VERIFICATION' }, 'RECORD');
  report('an-assessment-as-a-case', { ...onNothing, assessment: HASH, kind: 'CASE_VERIFICATION' }, 'RECORD');
  report('of-another-kind', { ...onWork, kind: 'OPINION' }, 'RECORD');
  report('before-the-chain', { ...onWork, height: -1 }, 'RECORD');
}

/** Standards of damages, and what is reckoned by them. */
function standards(any) {
  const both = { en: 'Lost profit', zh: '实际损失' };
  const input = { kind: 'MONEY', label: both, name: 'profit', source: 'EVIDENCE' };
  const found = {
    ...input,
    assumed: { label: both, value: false },
    finds: 'SERIOUS',
    kind: 'BOOLEAN',
    name: 'serious',
    source: 'FINDING',
  };
  const step = { citation: both, formula: 'profit', id: 'loss', kind: 'MONEY', label: both };
  const test = { expected: { loss: 5 }, inputs: { profit: 5 }, name: 'five', parameters: {} };
  const document = {
    currency: 'CNY',
    exponent: 2,
    from: 5,
    id: 'cn.example.1',
    inputs: [input],
    jurisdiction: 'CN',
    law: both,
    parameters: [],
    results: [{ role: 'LOSS', step: 'loss' }],
    rounding: 'HALF_UP',
    steps: [step],
    tests: [test],
    title: both,
    version: 1,
  };
  const propose = any('standard.propose', 'member');
  const standard = (name, more, expect) =>
    propose(name, { results: HASH, standard: { ...document, ...more } }, expect);
  standard('plain', {});
  standard('with-an-end', { until: 6 });
  standard('with-a-finding', { inputs: [input, found] });
  const multiple = { ...found, assumed: undefined, finds: undefined, kind: 'BASIS_POINTS', name: 'multiple' };
  const ranged = (range) => JSON.parse(JSON.stringify({ inputs: [input, { ...multiple, range }] }));
  standard('with-a-range', ranged({ high: 50000, low: 10000 }));
  standard('range-turned-round', ranged({ high: 1, low: 2 }), 'RECORD');
  standard('range-of-evidence', { inputs: [{ ...input, range: { high: 2, low: 1 } }] }, 'RECORD');
  const reading = (name) => ({ label: both, name });
  const parameter = { label: both, name: 'total', readings: [reading('A'), reading('B')] };
  standard('with-a-parameter', {
    parameters: [parameter],
    tests: [{ ...test, parameters: { total: 'B' } }],
  });
  standard('without-its-reading', { parameters: [parameter] }, 'RECORD');
  standard('one-reading', { parameters: [{ ...parameter, readings: [reading('A')] }] }, 'RECORD');
  const choice = { ...input, choices: ['PRINT', 'ONLINE'], kind: 'CHOICE', name: 'medium' };
  standard('with-a-choice', {
    inputs: [input, choice],
    tests: [{ ...test, inputs: { medium: 'PRINT', profit: 5 } }],
  });
  const { choices: _, ...noChoices } = choice;
  standard('choice-of-nothing', { inputs: [input, noChoices] }, 'RECORD');
  const assumedEvidence = { ...input, assumed: { label: both, value: 1 } };
  standard('assumed-evidence', { inputs: [assumedEvidence] }, 'RECORD');
  standard('asks-for-a-query', { inputs: [{ ...input, query: 'UNIT_PROFIT', source: 'CHAIN' }] });
  standard('chain-without-a-query', { inputs: [{ ...input, source: 'CHAIN' }] }, 'RECORD');
  standard('query-for-evidence', { inputs: [{ ...input, query: 'UNIT_PROFIT' }] }, 'RECORD');
  standard('ends-before-it-begins', { until: 5 }, 'RECORD');
  standard('of-another-exponent', { exponent: 0 }, 'RECORD');
  standard('in-gold', { currency: 'XAU' }, 'RECORD');
  standard('rounds-otherwise', { rounding: 'DOWN' }, 'RECORD');
  standard('without-tests', { tests: [] }, 'RECORD');
  standard('tests-nothing', { tests: [{ ...test, expected: {} }] }, 'RECORD');
  standard('tests-another-step', { tests: [{ ...test, expected: { gain: 5 } }] }, 'RECORD');
  standard('tests-below-zero', { tests: [{ ...test, inputs: { profit: -1 } }] }, 'RECORD');
  standard('result-of-no-step', { results: [{ role: 'LOSS', step: 'gain' }] }, 'RECORD');
  standard('name-of-cel', { inputs: [{ ...input, name: 'while' }] }, 'RECORD');
  standard('name-twice', { steps: [{ ...step, id: 'profit' }] }, 'RECORD');
  standard('formula-of-1025', { steps: [{ ...step, formula: '1'.repeat(1025) }] }, 'RECORD');
  standard('step-of-a-list', { steps: [{ ...step, kind: 'MONEY_LIST' }] }, 'RECORD');
  standard('title-in-one-language', { title: { en: 'Lost profit' } }, 'RECORD');
  standard('title-with-a-number', { title: { ...both, en: 'call 13812345678' } }, 'RECORD');
  standard('with-more', { author: 'Zhang San' }, 'RECORD');
  propose('without-results', { standard: document }, 'RECORD');
  const vote = any('standard.vote', 'member');
  vote('plain', { proposal: HASH, results: HASH });
  vote('without-results', { proposal: HASH }, 'RECORD');
  const activate = any('standard.activate', 'member');
  activate('plain', { proposal: HASH });
  activate('of-nothing', {}, 'RECORD');
  const assess = any('assessment', 'assessor');
  const shown = { name: 'profit', records: [HASH], value: 5 };
  const made = {
    allegation: HASH,
    from: 5,
    inputs: [shown, { assumed: true, name: 'serious', value: false }],
    parameters: { total: 'B' },
    result: HASH,
    standard: HASH,
    until: 6,
  };
  const secret = { committed: [{ commitment: HASH, record: HASH }], name: 'profit' };
  const panel = { assessors: ['court-1', 'court-2'], needed: 2 };
  assess('plain', made);
  assess('in-a-case', { ...made, case: HASH });
  assess('secret', { ...made, inputs: [secret], panel });
  assess('confirmed', { confirms: HASH, result: HASH });
  assess('secret-without-panel', { ...made, inputs: [secret] }, 'RECORD');
  assess('panel-without-secret', { ...made, panel }, 'RECORD');
  assess('half-a-panel', { ...made, inputs: [secret], panel: { ...panel, needed: 1 } }, 'RECORD');
  const three = { ...panel, needed: 3 };
  assess('more-than-a-panel', { ...made, inputs: [secret], panel: three }, 'RECORD');
  assess('figure-twice', { ...made, inputs: [shown, shown] }, 'RECORD');
  assess('figure-of-nothing', { ...made, inputs: [{ name: 'profit', value: 5 }] }, 'RECORD');
  assess('brought', { ...made, inputs: [{ ...shown, brought: true }] });
  assess('brought-false', { ...made, inputs: [{ ...shown, brought: false }] }, 'RECORD');
  assess('brought-of-nothing', { ...made, inputs: [{ brought: true, name: 'profit', value: 5 }] }, 'RECORD');
  assess('assumed-false', { ...made, inputs: [{ ...shown, assumed: false }] }, 'RECORD');
  assess('secret-in-clear', { ...made, inputs: [{ ...secret, value: 5 }], panel }, 'RECORD');
  assess('without-time', { ...made, until: 5 }, 'RECORD');
  assess('both-forms', { ...made, confirms: HASH }, 'RECORD');
  assess('without-standard', { result: HASH }, 'RECORD');
}

/** Applications to IP offices, and objections. */
function confirmations(any) {
  const file = any('application.file', 'owner');
  const filed = {
    office: 'ip-office',
    originality: HASH,
    process: HASH,
    purpose: HASH,
    work: HASH,
  };
  file('plain', filed);
  file('answer', { ...filed, answers: HASH });
  file('purpose-in-clear', { ...filed, purpose: 'for my daughter' }, 'RECORD');
  file('office-in-capitals', { ...filed, office: 'IP-Office' }, 'RECORD');
  const { process: _, ...hasty } = filed;
  file('no-process', hasty, 'RECORD');
  const decide = any('application.decide', 'member');
  const granted = { application: HASH, decision: 'GRANT' };
  const refused = { application: HASH, decision: 'REFUSE', grounds: ['OTHER'], reason: HASH };
  decide('granted', granted);
  decide('granted-with-reasons', { ...granted, reason: HASH });
  decide('granted-with-number', { ...granted, registration: '国作登字-2026-F-00012345' });
  decide('refused', { ...refused, grounds: ['NOT_ORIGINAL', 'FORMALITIES'] });
  decide('asked', { ...refused, decision: 'SUPPLEMENT' });
  decide('revoked', { ...refused, decision: 'REVOKE' });
  decide('postponed', { ...refused, decision: 'POSTPONE' }, 'RECORD');
  decide('granted-on-grounds', { ...granted, grounds: ['OTHER'], reason: HASH }, 'RECORD');
  decide('refused-with-number', { ...refused, registration: '1' }, 'RECORD');
  decide('refused-without-grounds', { ...granted, decision: 'REFUSE', reason: HASH }, 'RECORD');
  decide(
    'refused-without-reasons',
    { ...granted, decision: 'REFUSE', grounds: ['OTHER'] },
    'RECORD',
  );
  decide('ground-twice', { ...refused, grounds: ['OTHER', 'OTHER'] }, 'RECORD');
  decide('unknown-ground', { ...refused, grounds: ['BOREDOM'] }, 'RECORD');
  decide('reason-in-clear', { ...refused, reason: 'Zhang San made it' }, 'RECORD');
  for (const [name, number] of Object.entries({
    spaced: '2026 F 1',
    'with-a-line': '1\n2',
    'of-another-script': 'Ⅷ',
    'of-65': '1'.repeat(65),
    empty: '',
    'of-a-telephone': '13812345678',
  })) {
    decide(`number-${name}`, { ...granted, registration: number }, 'RECORD');
  }
  decide('number-of-64', { ...granted, registration: '作'.repeat(64) });
  const object = any('objection.raise', 'objector');
  const raised = { ground: 'AUTHORSHIP', reason: HASH, work: HASH };
  object('plain', raised);
  object('with-a-claim', { ...raised, claim: HASH });
  object('unknown-ground', { ...raised, ground: 'ENVY' }, 'RECORD');
  object('reason-in-clear', { ...raised, reason: 'I made it' }, 'RECORD');
  object('about-nothing', { ground: 'OTHER', reason: HASH }, 'RECORD');
  const resolve = any('objection.resolve', 'member');
  resolve('upheld', { objection: HASH, outcome: 'UPHELD', reason: HASH });
  resolve('withdrawn', { objection: HASH, outcome: 'WITHDRAWN' });
  resolve('without-reasons', { objection: HASH, outcome: 'DISMISSED' }, 'RECORD');
  resolve('forgotten', { objection: HASH, outcome: 'FORGOTTEN', reason: HASH }, 'RECORD');
}
