package org.colophon.crypto.ers;

import java.util.List;
import org.colophon.crypto.Sha2;

/** The documents that an evidence record is about, as far as it needs to know them. */
@FunctionalInterface
public interface ArchivedDocuments {
  /** The hash of each document with this algorithm, in any order. */
  List<Imprint> hashes(Sha2 algorithm);

  /** These documents; the arrays are kept, not copied. */
  static ArchivedDocuments of(List<byte[]> documents) {
    List<byte[]> kept = List.copyOf(documents);
    return algorithm -> kept.stream().map(document -> Imprint.ofData(algorithm, document)).toList();
  }
}
