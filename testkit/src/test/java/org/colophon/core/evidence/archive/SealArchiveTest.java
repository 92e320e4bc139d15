package org.colophon.core.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.LeafIndex;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.ArchiveTree;
import org.colophon.crypto.ers.DocumentGroup;
import org.colophon.crypto.ers.Imprint;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SealArchiveTest {
  private static final byte[] POLICY = "policy".getBytes(UTF_8);

  private final TestConsortium consortium = TestConsortium.ofSeed(3);
  private final Actor alice = consortium.actor("alice");
  private final List<TestRecord> records = new ArrayList<>();
  private TestLedger ledger;

  @BeforeEach
  void openLedger() throws Exception {
    ledger = consortium.openWith(alice);
  }

  private TestRecord declare(int content) throws Exception {
    TestRecord record =
        consortium.records().declare(alice, Hash.sha256(new byte[] {(byte) content}));
    ledger.accept(record);
    records.add(record);
    return record;
  }

  private static ArchiveDocuments documents(LedgerReader reader, LeafIndex leaf, Seal seal) {
    return ArchiveDocuments.of(
        reader.leaf(leaf).orElseThrow(),
        reader.blockOf(leaf).orElseThrow().bytes(),
        seal.noteBytes(),
        POLICY);
  }

  @Test
  void holdsTheRecordsThatNoEarlierSealCoversInLeafOrder() throws Exception {
    declare(1);
    Seal first = ledger.seal();
    declare(2);
    declare(3);
    declare(4);
    Seal second = ledger.seal();
    try (LedgerReader reader = ledger.read()) {
      SealArchive archive =
          SealArchive.of(reader, first.size(), second.size(), second.noteBytes(), POLICY)
              .orElseThrow();
      assertThat(archive.size()).isEqualTo(3);
      List<DocumentGroup> groups = new ArrayList<>();
      for (TestRecord record : records.subList(1, 4)) {
        LeafIndex leaf = reader.leafOf(record.id()).orElseThrow();
        ArchiveDocuments documents = documents(reader, leaf, second);
        groups.add(documents.group());
        assertThat(archive.reduced(leaf, documents).root()).isEqualTo(Imprint.of(archive.root()));
      }
      assertThat(archive.root()).isEqualTo(ArchiveTree.of(groups).root());
    }
  }

  @Test
  void aSealOverNoNewRecordHasNone() throws Exception {
    declare(1);
    Seal first = ledger.seal();
    try (LedgerReader reader = ledger.read()) {
      assertThat(SealArchive.of(reader, first.size(), first.size(), first.noteBytes(), POLICY))
          .isEmpty();
      assertThat(
              SealArchive.of(reader, new TreeSize(0), new TreeSize(1), first.noteBytes(), POLICY))
          .as("the genesis block holds no record")
          .isEmpty();
    }
  }

  @Test
  void refusesLeavesThatAreNotInItAndOtherDocuments() throws Exception {
    TestRecord early = declare(1);
    Seal first = ledger.seal();
    TestRecord late = declare(2);
    Seal second = ledger.seal();
    try (LedgerReader reader = ledger.read()) {
      SealArchive archive =
          SealArchive.of(reader, first.size(), second.size(), second.noteBytes(), POLICY)
              .orElseThrow();
      LeafIndex earlyLeaf = reader.leafOf(early.id()).orElseThrow();
      LeafIndex lateLeaf = reader.leafOf(late.id()).orElseThrow();
      LeafIndex headerLeaf = reader.blockOf(lateLeaf).orElseThrow().leafIndex();
      ArchiveDocuments documents = documents(reader, lateLeaf, second);
      for (LeafIndex wrong : List.of(earlyLeaf, headerLeaf, headerLeaf.plus(7))) {
        assertThatThrownBy(() -> archive.reduced(wrong, documents))
            .isInstanceOf(IllegalArgumentException.class);
      }
      ArchiveDocuments others = documents(reader, lateLeaf, first);
      assertThatThrownBy(() -> archive.reduced(lateLeaf, others))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
