package org.colophon.core.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.archive.ArchiveDocuments;
import org.colophon.core.evidence.archive.Container;
import org.colophon.core.evidence.archive.SealArchive;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.ers.ArchivedDocuments;
import org.colophon.crypto.ers.EvidenceRecord;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.ers.Standing;
import org.colophon.crypto.ers.Trust;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampException;

/** The archive container of a bundle: its own documents with an evidence record over them. */
final class ArchivePart {
  private ArchivePart() {}

  /** Puts the container in, when the seal has a right archive token over its archive tree. */
  static void put(
      LedgerReader reader,
      Seal seal,
      LeafIndex record,
      TrustedRoots roots,
      Map<String, byte[]> parts) {
    Optional<byte[]> token = seal.document().archiveBytes();
    if (token.isEmpty()) {
      return;
    }
    TreeSize from =
        seal.number() == 1 ? new TreeSize(0) : reader.seal(seal.number() - 1).orElseThrow().size();
    if (from.value() > record.value()) {
      // An earlier seal covered it, which nobody stamped: it is in no archive tree of this one.
      return;
    }
    ArchiveDocuments documents = documents(parts);
    SealArchive archive =
        SealArchive.of(reader, from, seal.size(), documents.note(), documents.policy())
            .orElseThrow();
    try {
      var _ = TimeStamp.parse(token.get()).verify(roots.all(), List.of());
      EvidenceRecord made =
          EvidenceRecord.initial(
              archive.reduced(record, documents), token.get(), seal.document().crlBytes());
      parts.put(Parts.ARCHIVE, new Container(documents, made).write());
    } catch (TimeStampException | EvidenceRecordException e) {
      // Whatever the chain ordered there covers no archive tree of this seal.
    }
  }

  private static ArchiveDocuments documents(Map<String, byte[]> parts) {
    return ArchiveDocuments.of(
        require(parts, Parts.RECORD),
        require(parts, Parts.HEADER),
        require(parts, Parts.NOTE),
        require(parts, Parts.POLICY));
  }

  private static byte[] require(Map<String, byte[]> parts, String name) {
    byte[] part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException(name + " stands in every bundle");
    }
    return part;
  }

  /** Verifies the container of a bundle as of a time. */
  static Standing verify(byte[] container, Map<String, byte[]> parts, Trust trust, long atMs)
      throws RefusedException {
    Container read = Container.read(container);
    ArchiveDocuments own = documents(parts);
    if (!read.documents().equals(own)) {
      throw EvidenceVerifier.refused("is about other documents than the bundle");
    }
    List<byte[]> documents = Arrays.asList(own.record(), own.header(), own.note(), own.policy());
    try {
      return read.evidenceRecord().verify(ArchivedDocuments.of(documents), trust, atMs);
    } catch (EvidenceRecordException e) {
      throw EvidenceVerifier.refused(e.fault() + ": " + e.getMessage());
    }
  }
}
