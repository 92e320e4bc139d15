package org.colophon.core.evidence;

/**
 * One step of verifying.
 *
 * @param name part of the interface: scripts and people go by it
 * @param passed whether it held
 * @param detail what it proved, or what was found and expected
 */
public record Check(Name name, boolean passed, String detail) {
  /** The steps, in the order in which they are taken. */
  public enum Name {
    /** The archive is the one archive of its parts. */
    CONTAINER,
    /** Every part has the digest that the manifest gives. */
    MANIFEST,
    /** No part of it was made by rules that only a later release knows. */
    LEVEL,
    /** The genesis is the trusted one, and names the chain. */
    GENESIS,
    /** Without changes of the membership, the policy is the one that follows from the genesis. */
    POLICY,
    /** The checkpoint is the chain's. */
    CHECKPOINT,
    /** Quorums lead from the genesis to the membership that sealed, and the policy is its own. */
    MEMBERSHIP,
    /** A quorum of validators has cosigned it. */
    COSIGNATURES,
    /** What time-stamping authorities say of the sealed note is right. */
    TIME_STAMPS,
    /** The block's header stands in the sealed tree. */
    HEADER,
    /** The seal that the header binds is a quorum's: the block is not older. */
    NOT_BEFORE,
    /** The record is well formed, of this chain, and has the id. */
    RECORD,
    /** Every signer has signed the statement. */
    SIGNATURE,
    /** The record stands in the sealed tree, within that block. */
    INCLUSION,
    /** Earlier records of the chain put the signers' keys in force. */
    SIGNER_KEYS,
    /** On an SM chain: the same leaves stand under the SM3 root that the validators signed. */
    SM3_INCLUSION,
    /** The C2SP proof says the same. */
    TLOG_PROOF,
    /** The archive container's evidence record stands at the time of verifying. */
    EVIDENCE_RECORD,
    /** A node of the chain signed the certificate for this record. */
    CERTIFICATE,
    /** The guide is the known text. */
    GUIDE,
    /** The original file is the one that the record is about. */
    FILE
  }
}
