package org.colophon.core.evidence;

import java.util.Locale;
import org.colophon.core.contract.ChangeList;

/** Names and bounds of what stands in a bundle of evidence. */
public final class Parts {
  /** The format that this version writes and reads. */
  public static final String FORMAT = "colophon-evidence/1";

  /** The digest of every other part, and what the bundle is about. */
  public static final String MANIFEST = "manifest.json";

  /** The chain's genesis. */
  public static final String GENESIS = "genesis.json";

  /** The quorum rule as a C2SP tlog-policy. */
  public static final String POLICY = "policy.txt";

  /** The sealed note: checkpoint and cosignatures. */
  public static final String NOTE = "seal.note";

  /**
   * The seal that the block's header binds, a {@link org.colophon.core.chain.SealDocument}: it was
   * there before.
   */
  public static final String BEFORE = "before.json";

  /** The block's header, a leaf. */
  public static final String HEADER = "header.json";

  /** The record, a leaf. */
  public static final String RECORD = "record.json";

  /** The record's C2SP tlog-proof. */
  public static final String TLOG_PROOF = "record.tlog-proof";

  /** Paths of all leaves in the sealed tree. */
  public static final String PROOFS = "proofs.json";

  /** Paths of the same leaves in the tree with SM3; in bundles of a chain of the suite sm. */
  public static final String SM3_PROOFS = "proofs-sm3.json";

  /** ASiC-E container of the record's documents with an evidence record (RFC 4998). */
  public static final String ARCHIVE = "evidence.asice";

  /** What a person reads. */
  public static final String CERTIFICATE = "certificate.pdf";

  /** How to check the bundle with common tools. */
  public static final String GUIDE = "VERIFY.txt";

  /** Longest bundle in bytes. */
  public static final int BYTES_MAX = 16 << 20;

  /** Most supporting records: each put a signing key in force. */
  public static final int SUPPORTS_MAX = 64;

  /** Most changes of the membership. */
  public static final int CHANGES_MAX = ChangeList.CHANGES_MAX;

  private Parts() {}

  /** Name of a change of the membership, counted from 0. */
  public static String change(int number) {
    return String.format(Locale.ROOT, "change-%02d.json", number);
  }

  /** Name of a time-stamp over the sealed note, counted from 0. */
  public static String stamp(int number) {
    return String.format(Locale.ROOT, "seal-%02d.tsr", number);
  }

  /** Name of a revocation list, counted from 0. */
  public static String revocations(int number) {
    return String.format(Locale.ROOT, "tsa-%02d.crl", number);
  }

  /** Name of a supporting record, counted from 0. */
  public static String support(int number) {
    return String.format(Locale.ROOT, "support-%02d.json", number);
  }
}
