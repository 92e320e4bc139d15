package org.colophon.crypto.ers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;

/** Four documents of 2026, and the authorities of the years that follow. */
final class Decades {
  static final List<byte[]> CONTENTS =
      List.of(
          "{\"record\"}".getBytes(UTF_8),
          "{\"header\"}".getBytes(UTF_8),
          "note\n".getBytes(UTF_8),
          "policy\n".getBytes(UTF_8));

  static final ArchivedDocuments DOCUMENTS = ArchivedDocuments.of(CONTENTS);

  static final DocumentGroup GROUP = DocumentGroup.ofDocuments(CONTENTS.toArray(byte[][]::new));

  private static final List<TestTsa> AUTHORITIES =
      List.of(
          new TestTsa("a", start(2025), start(2035), "secp256r1", Sha2.SHA_256),
          new TestTsa("b", start(2034), start(2043), "secp256r1", Sha2.SHA_256),
          new TestTsa("c", start(2040), start(2049), "secp384r1", Sha2.SHA_512),
          new TestTsa("d", start(2048), start(2057), "secp384r1", Sha2.SHA_512));

  private Decades() {}

  static Instant start(int year) {
    return Instant.parse(year + "-01-01T00:00:00Z");
  }

  static Instant middle(int year) {
    return Instant.parse(year + "-07-01T00:00:00Z");
  }

  /** The newest one of the year. */
  static TestTsa authority(int year) {
    int number = year < 2034 ? 0 : year < 2040 ? 1 : year < 2048 ? 2 : 3;
    return AUTHORITIES.get(number);
  }

  /** All roots, no lists, the standard policy. */
  static Trust trust() {
    return Trust.of(AUTHORITIES.stream().map(TestTsa::root).toList());
  }

  /** A record of March 2026, whose group is the third of five in its archive tree. */
  static EvidenceRecord initial() throws EvidenceRecordException {
    return initial(List.of());
  }

  static EvidenceRecord initial(List<byte[]> crls) throws EvidenceRecordException {
    ReducedHashTree tree = tree();
    byte[] token = authority(2026).token(tree.root(), Instant.parse("2026-03-01T12:00:00Z"));
    return EvidenceRecord.initial(tree, token, crls);
  }

  static ReducedHashTree tree() {
    List<DocumentGroup> groups = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      groups.add(i == 2 ? GROUP : new DocumentGroup(List.of(Hash.sha256(new byte[] {(byte) i}))));
    }
    return ArchiveTree.of(groups).reduced(2, GROUP);
  }
}
