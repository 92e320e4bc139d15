package org.colophon.crypto.ers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Sha2;

/** The steps of RFC 4998 section 5.3 over one record. */
final class Verification {
  /** As far as the validators' clocks may be apart: ten minutes. */
  private static final long CLOCKS_APART_MAX_MS = 600_000;

  private final EvidenceRecord record;
  private final ArchivedDocuments documents;
  private final Trust trust;
  private final long atMs;

  Verification(EvidenceRecord record, ArchivedDocuments documents, Trust trust, long atMs) {
    this.record = record;
    this.documents = documents;
    this.trust = trust;
    this.atMs = atMs;
  }

  Standing run() throws EvidenceRecordException {
    checkInitial();
    checkChains();
    return new Standing(record.stamps(), checkTokens());
  }

  /** Step 1: the first archive time-stamp is over the documents, and over no others. */
  private void checkInitial() throws EvidenceRecordException {
    ArchiveStamp initial = record.chains().getFirst().getFirst();
    if (!isExactly(initial, documents.hashes(initial.algorithm()))) {
      throw new EvidenceRecordException(
          Fault.OTHER_DOCUMENTS, "evidence record: not over exactly these documents");
    }
  }

  /** The first half of step 2, and step 3: each archive time-stamp covers what came before it. */
  private void checkChains() throws EvidenceRecordException {
    List<List<ArchiveStamp>> chains = record.chains();
    for (int number = 0; number < chains.size(); number++) {
      if (number > 0) {
        checkHashTreeRenewal(chains.subList(0, number), chains.get(number).getFirst());
      }
      checkTimeStampRenewals(chains.get(number));
    }
  }

  private void checkHashTreeRenewal(List<List<ArchiveStamp>> older, ArchiveStamp first)
      throws EvidenceRecordException {
    if (!isExactly(first, Renewal.hashesOver(older, documents, first.algorithm()))) {
      throw notCovered(first, "the chains before it with these documents");
    }
  }

  private static void checkTimeStampRenewals(List<ArchiveStamp> chain)
      throws EvidenceRecordException {
    Sha2 algorithm = chain.getFirst().algorithm();
    for (int i = 1; i < chain.size(); i++) {
      ArchiveStamp stamp = chain.get(i);
      boolean isCovered =
          stamp.algorithm() == algorithm
              && stamp.first().contains(Renewal.hashOver(chain.get(i - 1)));
      if (!isCovered) {
        throw notCovered(stamp, "the one before it, with " + AlgorithmNames.of(algorithm));
      }
    }
  }

  /**
   * The other half of step 2, and the last step: each was good at the time of the next one.
   *
   * @return until when the newest one is good
   */
  private long checkTokens() throws EvidenceRecordException {
    List<ArchiveToken> tokens =
        record.chains().stream().flatMap(List::stream).map(ArchiveStamp::token).toList();
    RevocationLists brought = RevocationLists.of(trust.crls());
    for (int i = 0; i + 1 < tokens.size(); i++) {
      var _ = new TokenJudge(tokens.get(i), trust, brought, tokens.get(i + 1).timeMs()).check();
    }
    ArchiveToken newest = tokens.getLast();
    return new TokenJudge(newest, trust, brought, judgedAtMs(newest)).check();
  }

  /** A token may be ahead of the verifier's clock by a little: then it is judged as of its time. */
  private long judgedAtMs(ArchiveToken newest) {
    boolean isAhead = newest.timeMs() > atMs && newest.timeMs() - atMs <= CLOCKS_APART_MAX_MS;
    return isAhead ? newest.timeMs() : atMs;
  }

  private static boolean isExactly(ArchiveStamp stamp, List<Imprint> expected) {
    List<Imprint> found = new ArrayList<>(stamp.first());
    found.sort(null);
    return found.equals(expected.stream().sorted().toList());
  }

  private static EvidenceRecordException notCovered(ArchiveStamp stamp, String what) {
    return new EvidenceRecordException(
        Fault.NOT_COVERED,
        "archive time-stamp of "
            + Instant.ofEpochMilli(stamp.token().timeMs())
            + ": does not cover "
            + what);
  }
}
