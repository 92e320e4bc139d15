package org.colophon.crypto.ers;

import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;

/**
 * A data object group of RFC 4998 section 4.2: documents that are archived together. Two groups of
 * the same documents are equal.
 *
 * @param documents SHA-256 hashes of the documents, in binary ascending order
 */
public record DocumentGroup(List<Hash> documents) {
  /** Most documents in a group. */
  public static final int DOCUMENTS_MAX = 64;

  /**
   * Sorts a copy of the hashes.
   *
   * @throws IllegalArgumentException when there is none or there are over {@link #DOCUMENTS_MAX}
   */
  public DocumentGroup {
    if (documents.isEmpty() || documents.size() > DOCUMENTS_MAX) {
      throw new IllegalArgumentException(
          "group: " + documents.size() + " documents (expected: 1 to " + DOCUMENTS_MAX + ")");
    }
    documents = documents.stream().sorted().toList();
  }

  /** The group of these documents themselves. */
  public static DocumentGroup ofDocuments(byte[]... documents) {
    return new DocumentGroup(Stream.of(documents).map(Hash::sha256).toList());
  }

  /** SHA-256 of the hashes one behind the other; the hash itself when there is only one. */
  public Hash hash() {
    if (documents.size() == 1) {
      return documents.getFirst();
    }
    return Hash.sha256(documents.stream().map(Hash::bytes).toArray(byte[][]::new));
  }
}
