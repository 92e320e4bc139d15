package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStampException;

/**
 * Renews evidence records (RFC 4998, section 5.2). Each renewed record is verified as of the new
 * time-stamp before it is handed out, so a renewal that comes too late fails instead of giving a
 * worthless record. Revocation lists of {@link Trust#crls} go into the record: the last token's, as
 * they are now, and the new one's.
 */
public final class Renewal {
  private Renewal() {}

  /**
   * Time-stamp renewal: a new archive time-stamp over the newest one, with the same hash function.
   * In time before the newest one's certificate runs out or its signature scheme is broken; it does
   * not help against a broken hash function.
   *
   * @throws EvidenceRecordException when the record or the new time-stamp does not verify
   * @throws TimeStampException when there is no time-stamp to be had
   */
  public static EvidenceRecord timeStamp(
      EvidenceRecord record, ArchivedDocuments documents, Trust trust, Stamper stamper)
      throws EvidenceRecordException, TimeStampException {
    return verified(timeStampUnchecked(record, trust.crls(), stamper), documents, trust);
  }

  static EvidenceRecord timeStampUnchecked(
      EvidenceRecord record, List<byte[]> crls, Stamper stamper)
      throws EvidenceRecordException, TimeStampException {
    List<List<ArchiveStamp>> chains = withNewestLists(record, crls);
    ArchiveStamp covered = chains.getLast().getLast();
    ArchiveToken token = ArchiveToken.parse(stamper.stamp(hashOver(covered)));
    chains.getLast().add(ArchiveStamp.of(token).withCrls(crls));
    return EvidenceRecord.of(chains);
  }

  /**
   * Hash-tree renewal: a new chain, whose first archive time-stamp covers all chains before it and
   * the documents anew, with another hash function. In time before the present one is broken.
   *
   * @throws EvidenceRecordException when the record or the new time-stamp does not verify
   * @throws TimeStampException when there is no time-stamp to be had
   */
  public static EvidenceRecord hashTree(
      EvidenceRecord record,
      ArchivedDocuments documents,
      Sha2 algorithm,
      Trust trust,
      Stamper stamper)
      throws EvidenceRecordException, TimeStampException {
    return verified(
        hashTreeUnchecked(record, documents, algorithm, trust.crls(), stamper), documents, trust);
  }

  static EvidenceRecord hashTreeUnchecked(
      EvidenceRecord record,
      ArchivedDocuments documents,
      Sha2 algorithm,
      List<byte[]> crls,
      Stamper stamper)
      throws EvidenceRecordException, TimeStampException {
    List<List<ArchiveStamp>> chains = withNewestLists(record, crls);
    List<Imprint> hashes = hashesOver(chains, documents, algorithm).stream().sorted().toList();
    ReducedHashTree tree = ReducedHashTree.of(algorithm, List.of(hashes));
    ArchiveToken token = ArchiveToken.parse(stamper.stamp(tree.root()));
    chains.add(List.of(ArchiveStamp.of(tree, token).withCrls(crls)));
    return EvidenceRecord.of(chains);
  }

  /** What a time-stamp renewal covers: the hash of the whole timeStamp field. */
  static Imprint hashOver(ArchiveStamp stamp) {
    return Imprint.ofData(stamp.algorithm(), stamp.token().der());
  }

  /**
   * What a hash-tree renewal covers: for each document H(H(document) ‖ H(chains)), in this order as
   * step 4 says. (Figure 4 of the RFC sorts the two; the step, and every implementation that we
   * know, does not.)
   */
  static List<Imprint> hashesOver(
      List<List<ArchiveStamp>> chains, ArchivedDocuments documents, Sha2 algorithm) {
    Imprint older = Imprint.ofData(algorithm, EvidenceRecordCodec.encodeSequence(chains));
    return documents.hashes(algorithm).stream()
        .map(document -> Imprint.ofAll(algorithm, List.of(document, older)))
        .toList();
  }

  private static List<List<ArchiveStamp>> withNewestLists(EvidenceRecord record, List<byte[]> crls)
      throws EvidenceRecordException {
    List<List<ArchiveStamp>> chains = new ArrayList<>();
    record.chains().forEach(chain -> chains.add(new ArrayList<>(chain)));
    List<ArchiveStamp> chain = chains.getLast();
    chain.set(chain.size() - 1, chain.getLast().withCrls(crls));
    return chains;
  }

  private static EvidenceRecord verified(
      EvidenceRecord renewed, ArchivedDocuments documents, Trust trust)
      throws EvidenceRecordException {
    long madeMs = renewed.stamps().getLast().timeMs();
    renewed.verify(documents, trust, madeMs);
    return renewed;
  }
}
