// One record: what was stated and signed, its three times, its proof, what to take away.
import { facts, link, make, section, table } from '../lib/dom.mjs';
import { download, hash, hashLink, sealedText } from '../lib/format.mjs';
import { ask, bytesOf, theGenesis } from '../lib/node.mjs';
import { called, say } from '../lib/words.mjs';
import { proof } from '../parts/proof.mjs';
import { later } from '../parts/states.mjs';
import { threeTimes } from '../parts/times.mjs';

/** Records that have a page of their own for what became of them. */
const OWN_PAGES = {
  'application.file': 'application',
  'case.open': 'case',
  'infringement.allege': 'allegation',
};

/** Whose record opens a work without naming it gives the work its own id. */
const OPENERS = ['draft.add', 'work.declare'];

export async function show({ name, signal }) {
  const record = await ask(`records/${encodeURIComponent(name)}`, signal);
  const bytes = bytesOf(record.record);
  const { statement } = JSON.parse(new TextDecoder().decode(bytes));
  const { receipt } = record;
  const work = statement.work ?? (OPENERS.includes(statement.type) && receipt.id);
  const ownPage = OWN_PAGES[statement.type];
  return {
    title: say('recordTitle', called('types', statement.type)),
    content: [
      make('p', { class: 'over', text: say('record') }),
      make('h1', { text: called('types', statement.type) }),
      hash(receipt.id),
      threeTimes(record.times),
      facts(
        [
          say('place'),
          link(`block/${receipt.height}`, say('blockNumber', receipt.height)),
          ` · ${say('leaf', receipt.index)}`,
        ],
        [
          say('state'),
          make('span', {
            class: `tag ${record.sealed ? 'good' : 'wait'}`,
            text: sealedText(record.sealed),
          }),
        ],
        [say('aWork'), work && hashLink('work', work)],
        [say('outcome'), ownPage && link(`${ownPage}/${receipt.id}`, say('show'))],
        [
          say('corrections'),
          record.corrections.length > 0 && record.corrections.map((id) => hashLink('record', id)),
        ],
      ),
      exports(receipt.id, record.sealed),
      section(say('signers'), {}, signersOf(statement)),
      section(
        say('statement'),
        { note: say('statementNote') },
        make('pre', { tabindex: 0, text: JSON.stringify(statement, null, 2) }),
      ),
      section(
        say('signaturesTitle'),
        { note: say('signaturesNote') },
        later(signatures(bytes), signal),
      ),
      section(
        say('proof.title'),
        { note: say('proof.note') },
        later(
          proof({
            bytes,
            index: Number(record.proof.index),
            size: Number(record.proof.size),
            path: record.proof.path,
            root: record.proof.root,
            seal: record.sealed ? record.seal.number : undefined,
          }),
          signal,
        ),
      ),
    ],
  };
}

const exports = (id, sealed) =>
  make(
    'p',
    { class: 'actions' },
    sealed && [
      download(`records/${id}/evidence.zip`, say('exports.bundle')),
      download(`records/${id}/certificate.pdf?language=zh-en`, say('exports.certificate')),
      download(`records/${id}/receipt.cose`, say('exports.receipt')),
    ],
    download(`records/${id}/record.json`, say('exports.record')),
  );

const signersOf = ({ signers }) =>
  table(
    say('signers'),
    [say('role'), say('subject'), say('key')],
    signers.map(({ key, role, subject }) => [
      called('roles', role),
      link(`subject/${subject}`, subject),
      make('code', { class: 'hash whole', text: key }),
    ]),
  );

/** Checks the signatures here, by the second verifier. */
async function signatures(bytes) {
  const { parseRecord, verifyRecord } = await import('../verifier/ledger.mjs');
  const { chain, document } = await theGenesis();
  try {
    verifyRecord(parseRecord(bytes, { chain, recordBytesMax: document.limits.recordBytesMax }));
    return make('p', {
      class: 'tree-verdict good',
      'data-signatures': 'held',
      text: say('signaturesHold'),
    });
  } catch (fault) {
    return make('p', {
      class: 'tree-verdict bad',
      'data-signatures': 'failed',
      text: `${say('signaturesFail')} ${fault.message}`,
    });
  }
}
