// Where the short verifier says something else of a bundle than the full ones, and what: it refuses it by
// a later check, because it leaves a form to them, or it verifies it and lists what it left out. Each such
// bundle stands here by its name; of all others it must say the same.
const OTHERWISE = {
  // Refused, by this check.
  MANIFEST: 'container-flipped-data',
  GENESIS: 'manifest-chain-name-of-33 manifest-chain-name-in-capitals',
  CHECKPOINT: `
    genesis-quorum-of-more genesis-members-out-of-order genesis-member-twice genesis-no-members
    genesis-another-format genesis-time-before-1970 genesis-no-limits genesis-limit-missing
    genesis-limit-too-low genesis-limit-too-high genesis-unknown-member genesis-unknown-kind
    genesis-unknown-tier genesis-id-of-two genesis-no-certificate genesis-certificate-no-base64
    genesis-certificate-too-long genesis-validator-without-node genesis-17-nodes
    genesis-node-of-two genesis-validator-without-keys genesis-short-key
    genesis-participant-with-keys genesis-record-key-of-unknown-kind genesis-record-key-too-short
    genesis-record-key-not-canonical genesis-17-record-keys policy-of-another-genesis`,
  COSIGNATURES: 'checkpoint-line-without-signature policy-changes-stripped',
  NOT_BEFORE: `
    header-sealed-other-membership header-made-under-nobody membership-last-change-away
    header-sealed-version-2 level-version-below-its-membership level-version-above-its-membership
    level-version-none level-version-a-word`,
  RECORD: 'manifest-no-record manifest-record-no-hash',
  SIGNATURE: `
    record-float record-giant-number record-delete-character record-lone-surrogate record-no-nonce
    record-short-nonce record-no-type record-signer-with-more record-unknown-role
    record-subject-of-two record-unknown-algorithm record-key-not-canonical record-key-too-short
    record-key-first-byte-4 record-not-after-a-word record-issued-before-1970
    record-signature-no-base64 record-signature-of-129`,
  INCLUSION: `
    header-record-index-beyond header-record-index-giant record-unknown-member
    record-batch-unknown-member`,
  SIGNER_KEYS: 'record-subject.register-unknown-algorithm',
  // Verified, and this is listed as not judged.
  FORMS: `
    container-checksum genesis-sealed-unknown-kind header-sealed-unknown-member
    header-sealed-time-negative header-sealed-state-no-hash
    sm-header-sealed-root-on-a-standard-chain not-before-sealed-unknown-member
    not-before-sealed-17-tokens membership-state-not-sorted membership-state-of-65
    level-first-written-out`,
  POLICY: 'membership-policy-of-the-genesis',
};

const SAID = new Map(
  Object.entries(OTHERWISE).flatMap(([said, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, said]),
  ),
);

/** The check by which the short verifier refuses a case, or what it leaves out of it, or VERIFIED. */
export const shortOf = ({ name, expect = 'VERIFIED', part }) => SAID.get(name) ?? part ?? expect;

/** Whether a verdict is right where `said` is expected; what needs an SM2 signature, or is of another suite, it cannot judge. */
export function isRight(verdict, notJudged, said, bytes) {
  if (verdict === 'VERIFIED') return verdict === said || notJudged.includes(said);
  if (verdict === 'NOT JUDGED')
    return ['"key":"sm2:', '"suite":"'].some((text) => Buffer.from(bytes).includes(text));
  return verdict === said;
}

/** The names above, so that none outlives its case. */
export const NAMED = [...SAID.keys()];
