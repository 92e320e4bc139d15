package org.colophon.crypto.ers;

import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;

/**
 * A data object group of RFC 4998 section 4.2: documents that are archived together, by their
 * SHA-256 hashes in binary ascending order. Immutable.
 */
public final class DocumentGroup {
  /** Most documents in a group. */
  public static final int DOCUMENTS_MAX = 64;

  private final List<Hash> documents;

  private DocumentGroup(List<Hash> documents) {
    this.documents = documents;
  }

  /**
   * The group of the documents with these hashes, whose order does not matter.
   *
   * @throws IllegalArgumentException when there is none or there are over {@link #DOCUMENTS_MAX}
   */
  public static DocumentGroup of(List<Hash> documents) {
    if (documents.isEmpty() || documents.size() > DOCUMENTS_MAX) {
      throw new IllegalArgumentException(
          "group: " + documents.size() + " documents (expected: 1 to " + DOCUMENTS_MAX + ")");
    }
    return new DocumentGroup(documents.stream().sorted().toList());
  }

  /** The group of these documents themselves. */
  public static DocumentGroup ofDocuments(byte[]... documents) {
    return of(Stream.of(documents).map(Hash::sha256).toList());
  }

  /** The hashes in binary ascending order. */
  public List<Hash> documents() {
    return documents;
  }

  /** SHA-256 of the hashes one behind the other; the hash itself when there is only one. */
  public Hash hash() {
    if (documents.size() == 1) {
      return documents.getFirst();
    }
    return Hash.sha256(documents.stream().map(Hash::bytes).toArray(byte[][]::new));
  }
}
