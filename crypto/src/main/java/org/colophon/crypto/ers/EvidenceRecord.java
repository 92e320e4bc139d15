package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proof that documents existed at a time, which can be renewed before its certificates run out or
 * its algorithms break (RFC 4998): chains of archive time-stamps, each of which covers the one
 * before. Its bytes are strict DER; docs/formats.md says what they hold. Nothing of it is to be
 * believed before {@link #verify}. Immutable.
 */
public final class EvidenceRecord {
  /** Largest record in bytes. */
  public static final int BYTES_MAX = 4 << 20;

  /** Most archive time-stamps in one record. */
  public static final int STAMPS_MAX = EvidenceRecordCodec.STAMPS_MAX;

  private final byte[] der;
  private final List<List<ArchiveStamp>> chains;

  private EvidenceRecord(byte[] der, List<List<ArchiveStamp>> chains) {
    this.der = der;
    this.chains = chains;
  }

  /**
   * The first record of a group of documents.
   *
   * @param tree from the group to the root of its hash tree
   * @param token a TimeStampToken over that root, in DER
   * @param crls revocation lists in DER; those of the token's issuers go into the record
   * @throws EvidenceRecordException NOT_COVERED when the token is over something else; MALFORMED
   */
  public static EvidenceRecord initial(ReducedHashTree tree, byte[] token, List<byte[]> crls)
      throws EvidenceRecordException {
    ArchiveStamp stamp = ArchiveStamp.of(tree, ArchiveToken.parse(token)).withCrls(crls);
    return of(List.of(List.of(stamp)));
  }

  /** The record of these chains, read back as anybody would. */
  static EvidenceRecord of(List<List<ArchiveStamp>> chains) throws EvidenceRecordException {
    return parse(EvidenceRecordCodec.encode(chains));
  }

  /**
   * Reads a record; no signature is checked.
   *
   * @throws EvidenceRecordException TOO_LARGE or MALFORMED for anything but the strict DER of a
   *     record within the limits; NOT_COVERED when a token is not over its own hash tree
   */
  public static EvidenceRecord parse(byte[] der) throws EvidenceRecordException {
    if (der.length > BYTES_MAX) {
      throw new EvidenceRecordException(
          Fault.TOO_LARGE,
          "evidence record: " + der.length + " bytes (expected: at most " + BYTES_MAX + ")");
    }
    return new EvidenceRecord(der.clone(), EvidenceRecordCodec.decode(der));
  }

  /** A copy of the strict DER. */
  public byte[] der() {
    return der.clone();
  }

  /** What each archive time-stamp says, from the first to the newest. Nothing is verified. */
  public List<ArchiveStampFact> stamps() {
    List<ArchiveStampFact> facts = new ArrayList<>();
    for (int chain = 0; chain < chains.size(); chain++) {
      for (ArchiveStamp stamp : chains.get(chain)) {
        facts.add(stamp.fact(chain));
      }
    }
    return List.copyOf(facts);
  }

  /**
   * Checks the whole record as RFC 4998 section 5.3 says: it is over exactly these documents; each
   * archive time-stamp covers what came before it; each was still good when the next one was made,
   * and the newest one is at {@code atMs}.
   *
   * @param atMs the time of checking, in milliseconds since 1970 UTC; the newest time-stamp may be
   *     up to ten minutes ahead of it, since clocks differ
   * @throws EvidenceRecordException when something does not hold; {@link Fault} says what
   */
  public Standing verify(ArchivedDocuments documents, Trust trust, long atMs)
      throws EvidenceRecordException {
    return new Verification(this, documents, trust, atMs).run();
  }

  List<List<ArchiveStamp>> chains() {
    return chains;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EvidenceRecord that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }
}
