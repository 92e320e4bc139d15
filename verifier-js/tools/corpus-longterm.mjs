// Bundles with time-stamps, changes of the membership, evidence records and certificates.
import { writeJson, writeZip } from '../forms.mjs';
import { sha256 } from '../vendor/noble.mjs';
import { edited, keys, registration, rewritten, validators } from './corpus-good.mjs';
import {
  der,
  granted,
  highS,
  policies,
  purposes,
  SHA256_NULL,
  makeCertificate,
  makeCrl,
  makeEvidenceRecord,
  makePdf,
  makeToken,
  signingTime,
  YEAR,
} from './pki.mjs';
import {
  base64,
  hexHash,
  makeGenesis,
  makeValidator,
  policyOf,
  START,
  utf8,
  withManifest,
  World,
  zip,
} from './world.mjs';

const LONG = { from: START - YEAR, to: START + 40 * YEAR };
const roots = {
  tsa: makeCertificate('Example TSA root', 'ca', LONG),
  later: makeCertificate('Later TSA root', 'ca', LONG),
  platform: makeCertificate('Platform root', 'ca', LONG),
  stranger: makeCertificate('Unknown root', 'ca', LONG),
};
const stamping = (title, issuer, more = {}) =>
  makeCertificate(title, 'tsa', { from: START - YEAR, to: START + 10 * YEAR, issuer, ...more });
const tsa = stamping('Example TSA', roots.tsa);
const second = stamping('Second TSA', roots.later);
const shortLived = stamping('Short TSA', roots.tsa, { to: START + 2 * YEAR });
const future = stamping('TSA of 2036', roots.later, {
  from: START + 5 * YEAR,
  to: START + 30 * YEAR,
});
const unknown = stamping('Unknown TSA', roots.stranger);
const member = (id, kind, root) => ({
  certificate: base64(root.der),
  id,
  kind,
  nodes: [`${id}-1`],
  recordKeys: [],
  tier: 'PARTICIPANT',
});
// Members whose roots have the names and keys of others' roots: they must stand in nobody's way.
const twins = [
  ['bygone', roots.platform, 'ca', { to: START - YEAR / 2 }],
  ['copycat', roots.platform, 'ca', { from: START - 2 * YEAR }],
  ['illegible', roots.platform, 'caThatCannotBeRead', { from: START - 3 * YEAR }],
  ['illegible-stamps', roots.tsa, 'caThatCannotBeRead', { from: START - 3 * YEAR }],
  ['listless-stamps', roots.tsa, 'caWithoutLists', { from: START - 4 * YEAR }],
  ['short-stamps', roots.tsa, 'ca', { from: START - 5 * YEAR, to: START + 1.8 * YEAR }],
].map(([id, { title }, kind, more]) => [id, makeCertificate(title, kind, { ...LONG, ...more })]);
const twin = Object.fromEntries(twins);
const others = [
  ...twins.map(([id, root]) => member(id, 'PLATFORM', root)),
  member('platform', 'PLATFORM', roots.platform),
  member('stamp-house', 'TSA', roots.tsa),
  member('stamp-later', 'TSA', roots.later),
];
const genesis = makeGenesis('longterm', validators, 3, others);
const STAMPED = START + 200000;
const JUDGED = START + YEAR; // as of when all cases are judged: the corpus must not age

const world = new World(genesis, validators);
const record = registration(world.chain, validators[0], keys.li, 'li-bai');
const block = world.add([record]);
const note = world.note();
const plain = world.bundle({ index: block.firstIndex, block, note });
const id = hexHash(utf8(writeJson(record.statement)));
const imprint = sha256(utf8(note));

/** @returns the cases; each is judged as of `at` */
export function longTerm() {
  return [...timeStamps(), ...archives(), ...certificates(), ...changes(), ...guides()].map(
    (one) => ({
      at: JUDGED,
      ...one,
      bytes: zip(withManifest(one.parts)),
    }),
  );
}

const extended = (more, parts = plain) => new Map([...parts, ...Object.entries(more)]);
const named =
  (cases, expect) =>
  (name, parts, more = {}) =>
    cases.push({
      name: `${expect ? expect.toLowerCase().replaceAll('_', '-') : 'good'}-${name}`,
      expect,
      parts,
      ...more,
    });

function timeStamps() {
  const cases = [];
  const good = named(cases);
  const bad = named(cases, 'TIME_STAMPS');
  const answer = (authority = tsa, at = STAMPED, of = imprint, more = {}) =>
    granted(makeToken(authority, of, at, more));
  const stamped = (bytes, more = {}) => extended({ 'seal-00.tsr': bytes, ...more });
  const listing = (...revoked) => ({ 'tsa-00.crl': makeCrl(roots.tsa, revoked, STAMPED) });
  good('stamped', stamped(answer()));
  good('stamped-by-two', stamped(answer(), { 'seal-01.tsr': answer(second, STAMPED + 1000) }));
  good('stamped-list-of-nothing', stamped(answer(), listing()));
  good('stamped-superseded-later', stamped(answer(), listing([tsa, STAMPED + 1000, 4])));
  good('stamped-another-revoked', stamped(answer(), listing([shortLived, STAMPED - 1000])));
  good('stamped-since-expired', stamped(answer(shortLived)), { at: START + 5 * YEAR });
  bad('revoked-before', stamped(answer(), listing([tsa, STAMPED - 1000, 4])));
  bad('compromised-later', stamped(answer(), listing([tsa, STAMPED + 1000, 1])));
  bad('revoked-later-for-no-reason', stamped(answer(), listing([tsa, STAMPED + 1000])));
  bad(
    'list-of-a-forger',
    stamped(answer(), {
      'tsa-00.crl': makeCrl({ ...roots.tsa, secret: roots.stranger.secret }, [], STAMPED),
    }),
  );
  bad(
    'list-cut-off',
    stamped(answer(), { 'tsa-00.crl': makeCrl(roots.tsa, [], STAMPED).slice(0, -1) }),
  );
  bad('unknown-root', stamped(answer(unknown)));
  bad(
    'unknown-root-inside',
    stamped(answer(unknown, STAMPED, imprint, { certificates: [unknown, roots.stranger] })),
  );
  bad('one-of-two-unknown', stamped(answer(), { 'seal-01.tsr': answer(unknown) }));
  bad('over-another-note', stamped(answer(tsa, STAMPED, sha256(utf8('another')))));
  bad('before-the-certificate', stamped(answer(tsa, START - 2 * YEAR)));
  bad('after-the-certificate', stamped(answer(tsa, START + 11 * YEAR)));
  bad(
    'by-a-node',
    stamped(answer(makeCertificate('Node', 'signer', { ...LONG, issuer: roots.tsa }))),
  );
  bad('by-the-root-itself', stamped(answer({ ...roots.tsa, issuer: roots.tsa.name })));
  bad('token-without-answer', stamped(makeToken(tsa, imprint, STAMPED)));
  bad('cut-off', stamped(answer().slice(0, -1)));
  bad('byte-behind', stamped(Uint8Array.from([...answer(), 0])));
  bad('empty', stamped(new Uint8Array(0)));
  bad('numbered-with-a-gap', extended({ 'seal-01.tsr': answer() }));
  bad(
    'list-numbered-with-a-gap',
    stamped(answer(), { 'tsa-01.crl': makeCrl(roots.tsa, [], STAMPED) }),
  );
  const list = (bytes) => stamped(answer(), { 'tsa-00.crl': bytes });
  bad('list-without-stamps', extended(listing()));
  good('stamped-list-of-another', list(makeCrl(roots.stranger, [[unknown, STAMPED]], STAMPED)));
  bad('list-takes-back', stamped(answer(), listing([shortLived, STAMPED, 8])));
  bad('list-for-unknown-reason', stamped(answer(), listing([shortLived, STAMPED, 7])));
  bad('list-names-one-twice', stamped(answer(), listing([second, STAMPED], [second, STAMPED])));
  const by = (extensions, issuer = roots.tsa) =>
    stamped(answer(stamping('TSA', issuer, { extensions })));
  good('stamped-under-a-policy', by([policies(false)]));
  bad('under-a-critical-policy', by([policies(true)]));
  bad('for-another-purpose-as-well', by([purposes('1.3.6.1.5.5.7.3.36')]));
  good(
    'stamped-with-further-attribute',
    stamped(answer(tsa, STAMPED, imprint, { attributes: [signingTime(STAMPED)] })),
  );
  bad(
    'announces-another-digest',
    stamped(answer(tsa, STAMPED, imprint, { announced: SHA256_NULL })),
  );
  bad(
    'lists-inside',
    stamped(answer(tsa, STAMPED, imprint, { lists: [makeCrl(roots.tsa, [], STAMPED)] })),
  );
  bad(
    'certificate-too-many',
    stamped(answer(tsa, STAMPED, imprint, { certificates: [tsa, second] })),
  );
  good(
    'stamped-with-its-root',
    stamped(answer(tsa, STAMPED, imprint, { certificates: [tsa, roots.tsa] })),
  );
  const between = makeCertificate('Between', 'ca', { ...LONG, issuer: roots.tsa });
  const below = stamping('Below', between);
  good(
    'stamped-by-one-below',
    stamped(answer(below, STAMPED, imprint, { certificates: [below, between] })),
  );
  bad('one-between-missing', stamped(answer(below)));
  const bare = makeCertificate('Bare', 'rootOfOldTimes', { ...LONG, issuer: roots.tsa });
  const belowBare = stamping('Below bare', bare);
  bad(
    'issuer-without-key-usage',
    stamped(answer(belowBare, STAMPED, imprint, { certificates: [belowBare, bare] })),
  );
  for (const [name, found, purpose] of [
    ['stamped-any-purpose', good, '2.5.29.37.0'],
    ['stamped-issuer-for-stamps', good, '1.3.6.1.5.5.7.3.8'],
    ['issuer-for-other-purposes', bad, '1.3.6.1.5.5.7.3.36'],
  ]) {
    const extensions = [purposes(purpose)];
    const middle = makeCertificate(name, 'ca', { ...LONG, issuer: roots.tsa, extensions });
    const lowest = stamping(`${name} below`, middle);
    found(name, stamped(answer(lowest, STAMPED, imprint, { certificates: [lowest, middle] })));
  }
  bad('list-of-empty-values', list(hollow(3000000, 1)));
  bad('list-of-empty-lists', list(hollow(200000, 30)));
  bad('deep', stamped(Uint8Array.from({ length: 60000 }, (_, i) => (i % 2 ? 0x80 : 0x30))));
  return cases;
}

/** A value of so many lists, each of so many empty values. */
function hollow(count, width) {
  const list = der(
    0x30,
    Uint8Array.from({ length: width * 2 }, (_, i) => (i % 2 ? 0 : 0x30)),
  );
  const all = new Uint8Array(count * list.length);
  for (let at = 0; at < all.length; at += list.length) all.set(list, at);
  return der(0x30, all);
}

const DOCUMENTS = ['header.json', 'policy.txt', 'record.json', 'seal.note'];
const MANIFEST = 'META-INF/ASiCEvidenceRecordManifest001.xml';

/** The parts of a container with this evidence record over these documents. */
function containerOf(evidence, parts = plain) {
  const documents = DOCUMENTS.map((name) => [name, parts.get(name)]);
  const references = documents.map(
    ([name, bytes]) => `\
  <asic:DataObjectReference MimeType="${name.endsWith('json') ? 'application/json' : 'text/plain'}" URI="${name}">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>
    <ds:DigestValue>${base64(sha256(bytes))}</ds:DigestValue>
  </asic:DataObjectReference>
`,
  );
  const manifest =
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"' +
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n' +
    '  <asic:SigReference URI="META-INF/evidencerecord.ers"></asic:SigReference>\n' +
    `${references.join('')}</asic:ASiCManifest>`;
  return new Map([
    ['mimetype', utf8('application/vnd.etsi.asic-e+zip')],
    [MANIFEST, utf8(manifest)],
    ['META-INF/evidencerecord.ers', evidence],
    ...documents,
  ]);
}

function archives() {
  const cases = [];
  const good = named(cases);
  const bad = named(cases, 'EVIDENCE_RECORD');
  const documents = DOCUMENTS.map((name) => plain.get(name));
  const siblings = ['left', 'right', 'above'].map((word) => sha256(utf8(word)));
  const held = (container) => extended({ 'evidence.asice': writeZip(container) });
  const recorded = (steps, over = documents, tree = siblings) =>
    held(containerOf(makeEvidenceRecord(over, tree, steps)));
  const first = { tsa: shortLived, at: STAMPED };
  const renewed = { tsa, at: START + 1.5 * YEAR };
  const rehashed = { tsa: future, at: START + 8 * YEAR, digest: 'sha512' };
  good('archive', recorded([first]));
  good('archive-of-one-record', recorded([first], documents, []));
  good('archive-renewed', recorded([first, renewed]), { at: START + 6 * YEAR });
  good('archive-renewed-with-another-hash', recorded([first, renewed, rehashed]), {
    at: START + 25 * YEAR,
  });
  good(
    'archive-renewed-four-times',
    recorded([first, renewed, rehashed, { tsa: future, at: START + 9 * YEAR }]),
    { at: START + 25 * YEAR },
  );
  good('archive-of-ten-minutes-ahead', recorded([first]), { at: STAMPED - 600000 });
  bad('further-ahead', recorded([first]), { at: STAMPED - 600001 });
  const listed = (revoked, by = roots.tsa) => [
    { ...first, lists: [makeCrl(by, revoked, STAMPED)] },
  ];
  good('archive-with-lists', recorded(listed([])));
  bad('revoked-inside', recorded(listed([[shortLived, STAMPED + 1000, 1]])));
  bad('list-of-another-inside', recorded(listed([], roots.later)));
  good('archive-superseded-later', recorded(listed([[shortLived, STAMPED + 1000, 4]])));
  good(
    'archive-compromised-after-its-renewal',
    recorded([...listed([[shortLived, renewed.at + 1000, 1]]), renewed]),
    { at: START + 6 * YEAR },
  );
  bad(
    'compromised-before-its-renewal',
    recorded([...listed([[shortLived, renewed.at - 1000, 1]]), renewed]),
    { at: START + 6 * YEAR },
  );
  bad(
    'digest-not-in-use',
    held(containerOf(makeEvidenceRecord(documents, siblings, [first], ['sha384']))),
  );
  bad('expired', recorded([first]), { at: START + 3 * YEAR });
  bad('renewed-and-expired', recorded([first, renewed]), { at: START + 12 * YEAR });
  bad('renewed-too-late', recorded([first, { tsa: second, at: START + 3 * YEAR }]), {
    at: START + 4 * YEAR,
  });
  bad('renewed-backwards', recorded([{ tsa, at: START + YEAR / 2 }, first]));
  bad('stamped-in-the-future', recorded([renewed]));
  bad('document-away', recorded([first], documents.slice(1)));
  bad('document-too-many', recorded([first], [...documents, utf8('x')]));
  bad('another-document', recorded([first], [utf8('x'), ...documents.slice(1)]));
  bad(
    'another-document-renewed',
    recorded([first, renewed, rehashed], [utf8('x'), ...documents.slice(1)]),
    { at: START + 25 * YEAR },
  );
  const other = new Map(plain).set('record.json', utf8('{}'));
  bad(
    'container-of-another-record',
    held(
      containerOf(
        makeEvidenceRecord(
          DOCUMENTS.map((name) => other.get(name)),
          siblings,
          [first],
        ),
        other,
      ),
    ),
  );
  bad('unknown-authority', recorded([{ tsa: unknown, at: STAMPED }]));
  bad('cut-off', held(containerOf(makeEvidenceRecord(documents, siblings, [first]).slice(0, -1))));
  const container = containerOf(makeEvidenceRecord(documents, siblings, [first]));
  const spoilt = (name, change) => bad(name, held(change(new Map(container))));
  spoilt('container-with-other-record', (found) => found.set('record.json', utf8('{}')));
  spoilt('container-of-another-type', (found) => found.set('mimetype', utf8('application/zip')));
  spoilt('container-mimetype-last', (found) => {
    found.delete('mimetype');
    return found.set('mimetype', container.get('mimetype'));
  });
  spoilt('container-part-too-many', (found) => found.set('extra.txt', utf8('x')));
  spoilt('container-part-away', (found) => found.delete('policy.txt') && found);
  const manifest = (name, change) =>
    spoilt(`container-manifest-${name}`, (found) => rewritten(found, MANIFEST, change));
  manifest('lists-less', (text) =>
    text.replace(/ *<asic:DataObj[^]*?<\/asic:DataObjectReference>\n/, ''),
  );
  manifest('in-another-form', (text) => text.replaceAll('></ds:DigestMethod>', '/>'));
  manifest('newline-behind', (text) => `${text}\n`);
  spoilt(
    'container-documents-out-of-order',
    (found) =>
      new Map(
        [...found].sort(([one], [other]) => (one === 'mimetype' ? -1 : one > other ? -1 : 1)),
      ),
  );
  manifest('with-other-digest', (text) => text.replace(/DigestValue>..../, 'DigestValue>AAAA'));
  bad('container-cut-off', extended({ 'evidence.asice': writeZip(container).slice(0, -3) }));
  bad('container-empty', extended({ 'evidence.asice': new Uint8Array(0) }));
  return cases;
}

function certificates() {
  const cases = [];
  const good = named(cases);
  const bad = named(cases, 'CERTIFICATE');
  const node = (uri, issuer = roots.platform) =>
    makeCertificate('Platform node', 'signer', { ...LONG, issuer, uris: [uri] });
  const signer = node('colophon:node:platform/platform-1');
  const uri = 'colophon:node:platform/platform-1';
  const reason = (of = id) => `Colophon evidence certificate of record ${of}`;
  const held = (pdf) => extended({ 'certificate.pdf': pdf });
  const pdf = makePdf(signer, reason());
  const at = (text) => Buffer.from(pdf).indexOf(text);
  const signed = (change, by = signer) => makePdf(by, reason(), change);
  const changed = (where, byte) => {
    const copy = Uint8Array.from(pdf);
    copy[where] = byte;
    return held(copy);
  };
  good('certificate', held(pdf));
  good('certificate-with-its-root', held(signed({ certificates: [signer, roots.platform] })));
  good('certificate-in-a-large-place', held(signed({ hole: { size: 65536 } })));
  bad('byte-changed', changed(at('Catalog'), 0x44));
  bad('byte-behind', held(Uint8Array.from([...pdf, 10])));
  bad(
    'update-behind',
    held(
      Uint8Array.from([...pdf, ...utf8('4 0 obj\n<</Type/Sig/ByteRange [0 1 2 3]>>\nendobj\n')]),
    ),
  );
  bad('of-another-record', held(makePdf(signer, reason('0'.repeat(64)))));
  bad('for-no-reason', held(makePdf(signer, '')));
  bad('reason-twice', held(signed({ entries: '/Reason (x)\n' })));
  bad('further-entry', held(signed({ entries: '/Name (A)\n' })));
  bad('of-another-kind', held(signed({ subFilter: 'adbe.pkcs7.detached' })));
  bad('signed-on-no-day', held(signed({ said: '20260230000000' })));
  bad('signed-before-its-certificate', held(signed({ said: '20241231000000' })));
  bad('signed-after-its-certificate', held(signed({ said: '20660101000000' })));
  bad('place-too-large', held(signed({ hole: { size: 65538 } })));
  bad('place-filled-with-ones', held(signed({ hole: { filling: '1' } })));
  bad('place-in-capitals', held(signed({ hole: { digits: (text) => text.toUpperCase() } })));
  bad('high-s', held(signed({ signature: highS })));
  bad('further-attribute', held(signed({ attributes: [signingTime(STAMPED)] })));
  bad('foreign-certificate', held(signed({ certificates: [signer, roots.stranger] })));
  bad('without-certificate', held(signed({ certificates: [roots.platform] })));
  const other = (kind, more = {}) =>
    makeCertificate('Platform node', kind, {
      ...LONG,
      issuer: roots.platform,
      uris: [uri],
      ...more,
    });
  bad('certificate-for-connections', held(signed({}, other('connection'))));
  bad('certificate-of-an-authority', held(signed({}, other('ca'))));
  bad('of-two-nodes', held(signed({}, other('signer', { uris: [uri, uri.replace('-1', '-2')] }))));
  good(
    'certificate-of-a-node-with-a-page',
    held(signed({}, other('signer', { uris: [uri, 'https://example.org/'] }))),
  );
  good(
    'certificate-of-a-node-with-an-odd-page',
    held(signed({}, other('signer', { uris: ['https://exa mple/^', uri, ''] }))),
  );
  bad('object-without-number', held(signed({ number: 'x' })));
  bad('object-with-a-superscript', held(signed({ number: '\u00b2' })));
  good(
    'certificate-under-a-root-of-two',
    held(makePdf(node('colophon:node:copycat/copycat-1'), reason())),
  );
  bad('root-of-another-inside', held(signed({ certificates: [signer, twin.copycat] })));
  bad('under-a-bygone-root', held(makePdf(node('colophon:node:bygone/bygone-1'), reason())));
  bad('of-nobody', held(signed({}, other('signer', { uris: [] }))));
  const between = makeCertificate('Between', 'ca', { ...LONG, issuer: roots.platform });
  bad(
    'issued-by-one-between',
    held(
      signed(
        { certificates: [other('signer', { issuer: between }), between] },
        other('signer', { issuer: between }),
      ),
    ),
  );
  bad('node-of-another', held(makePdf(node('colophon:node:court-a/court-a-node'), reason())));
  bad('no-such-node', held(makePdf(node('colophon:node:platform/platform-2'), reason())));
  bad('of-a-person', held(makePdf(node('colophon:person:platform/platform-1'), reason())));
  bad(
    'of-a-stranger',
    held(makePdf(node('colophon:node:platform/platform-1', roots.stranger), reason())),
  );
  bad('hole-with-more', changed(at('>\n>>\nendobj\ntrailer') - 1, 0x31));
  bad('hole-moved', changed(at('/ByteRange [0') + 12, 0x31));
  bad('no-pdf', held(utf8('hello')));
  bad('huge-hole', held(hugeHole()));
  bad('brackets-without-end', held(signed({ entries: `/Name ${'('.repeat(12000)}\n` })));
  return cases;
}

/** A PDF whose hole is megabytes of digits. */
function hugeHole() {
  const hole = `<${'00'.repeat(2500000)}>`;
  const head = (start) =>
    `%PDF-1.7\n3 0 obj\n<</Type/Sig/ByteRange [0 ${start} ${start + hole.length} 10]/Contents `;
  return utf8(`${head(head(99).length)}${hole}>>\nendobj\n`);
}

/** A chain whose members admit a fifth validator, then a sixth. */
function changedWorld({
  signers = validators,
  beside = [],
  state = (text) => text,
  last: header = () => ({}),
  again = false,
} = {}) {
  const made = new World(genesis, validators);
  const fifth = makeValidator('palace');
  const sixth = makeValidator('registry');
  const changes = [];
  const admit = (all, quorum, by) => {
    const membership = makeGenesis('x', all, quorum, others).membership;
    const text = {
      changes: [{ key: 'membership', value: membership }, ...beside],
      previous: hexHash(utf8(`state ${made.blocks.length}`)),
    };
    const block = made.add(
      [registration(made.chain, validators[1], keys.stranger, `member-${all.length}`)],
      { state: hexHash(utf8(writeJson(state(text)))) },
    );
    const sealed = made.note({ signers: by });
    const place = made.place(block.block.treeSize);
    changes.push(
      utf8(
        writeJson({
          changes: text,
          header: block.header,
          note: sealed,
          size: made.leaves.length,
          ...place,
        }),
      ),
    );
    made.membership = hexHash(utf8(writeJson(membership)));
    made.seals.push(utf8(writeJson({ crls: [], note: sealed, tokens: [] })));
    return membership;
  };
  admit([...validators, fifth], 4, signers.slice(0, 3));
  const last = admit([...validators, fifth, sixth], 4, [...signers, fifth]);
  if (again) admit([...validators, fifth, sixth], 4, [...signers, fifth]);
  const all = [...validators, fifth, sixth];
  const made1 = made.add(
    [registration(made.chain, validators[0], keys.wang, 'wang-wei')],
    header({ made, before: made.blocks.at(-1).block.membership }),
  );
  const parts = made.bundle({
    index: made1.firstIndex,
    block: made1,
    note: made.note({ signers: all.slice(1, 5) }),
    before: made.seals.at(-1),
  });
  parts.set('policy.txt', utf8(policyOf(last, made.chain)));
  changes.forEach((bytes, i) => parts.set(`change-0${i}.json`, bytes));
  return { all, made, parts, block: made1 };
}

function changes() {
  const cases = [];
  const good = named(cases);
  const bad = named(cases, 'MEMBERSHIP');
  const { all, made, parts, block } = changedWorld();
  good('two-changes', parts);
  good(
    'sealed-by-the-newest-members',
    made
      .bundle({
        index: block.firstIndex,
        block,
        note: made.note({ signers: all.slice(2) }),
        before: made.seals.at(-1),
      })
      .set('policy.txt', parts.get('policy.txt'))
      .set('change-00.json', parts.get('change-00.json'))
      .set('change-01.json', parts.get('change-01.json')),
  );
  const without = (...names) => new Map([...parts].filter(([name]) => !names.includes(name)));
  const change = (name, part, edit) =>
    bad(
      name,
      edited(parts, part, (found) => void edit(found)),
    );
  bad('last-change-away', without('change-01.json'));
  bad('first-change-away', without('change-00.json'));
  bad(
    'changes-swapped',
    new Map(parts)
      .set('change-00.json', parts.get('change-01.json'))
      .set('change-01.json', parts.get('change-00.json')),
  );
  bad('change-twice', new Map(parts).set('change-02.json', parts.get('change-01.json')));
  bad('policy-of-the-genesis', new Map(parts).set('policy.txt', plain.get('policy.txt')));
  bad('sealed-by-too-few', changedWorld({ signers: validators.slice(0, 2) }).parts);
  bad(
    'state-of-another-change',
    changedWorld({ state: (text) => ({ ...text, changes: [] }) }).parts,
  );
  change('lower-quorum', 'change-00.json', (found) => (found.changes.changes[0].value.quorum = 3));
  change('another-path', 'change-00.json', (found) => (found.path[0] = '0'.repeat(64)));
  change('another-index', 'change-01.json', (found) => (found.index -= 1));
  change('another-size', 'change-01.json', (found) => (found.size += 1));
  change('another-header', 'change-01.json', (found) => (found.header.block.time += 1));
  change('unknown-member', 'change-01.json', (found) => (found.remark = 'x'));
  bad('change-that-changes-nothing', changedWorld({ again: true }).parts);
  change('note-in-a-list', 'change-01.json', (found) => (found.note = [found.note]));
  bad(
    'not-canonical',
    rewritten(parts, 'change-00.json', (text) => `${text}\n`),
  );
  const notBefore = named(cases, 'NOT_BEFORE');
  notBefore(
    'made-under-the-members-before',
    changedWorld({ last: ({ before }) => ({ membership: before }) }).parts,
  );
  const early = changedWorld({ last: ({ made }) => ({ seal: hexHash(made.seals[0]) }) });
  notBefore('made-before-the-change', new Map(early.parts).set('before.json', early.made.seals[0]));
  named(cases, 'HEADER')(
    'made-under-nobody',
    changedWorld({ last: () => ({ membership: '0'.repeat(64) }) }).parts,
  );
  const also = (...keys) => ({
    beside: keys.map((key) => ({ key })),
  });
  good('change-beside-another', changedWorld(also('work/1')).parts);
  bad('state-not-sorted', changedWorld(also('key/1')).parts);
  bad(
    'state-of-65',
    changedWorld(also(...Array.from({ length: 64 }, (_, i) => `x${i + 10}`))).parts,
  );
  named(cases, 'POLICY')('changes-stripped', without('change-00.json', 'change-01.json'));
  const old = made.note({ signers: validators });
  const proof = Buffer.from(parts.get('record.tlog-proof')).toString();
  named(cases, 'COSIGNATURES')(
    'by-three-of-the-old-members',
    new Map(parts).set('seal.note', utf8(made.note({ signers: validators.slice(0, 3) }))),
  );
  good(
    'by-four-of-the-old-members',
    new Map(parts)
      .set('seal.note', utf8(old))
      .set('record.tlog-proof', utf8(proof.slice(0, proof.indexOf('\n\n') + 2) + old)),
  );
  return cases;
}

function guides() {
  const cases = [];
  named(cases, 'GUIDE')('another-text', extended({ 'VERIFY.txt': utf8('Trust me.\n') }));
  return cases;
}
