package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.colophon.core.content.RecordType;
import org.colophon.core.membership.Level;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.testkit.TestCatalogue;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every record type of the catalogue is accepted, stored and found. */
class CatalogueTest {
  @ParameterizedTest
  @EnumSource(RecordType.class)
  void theExampleOfEachTypeIsAcceptedAndReadBack(RecordType type) throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(1).at(Level.NEWEST);
    TestLedger ledger = consortium.openWith();
    List<TestRecord> example = TestCatalogue.example(consortium, type);
    for (TestRecord record : example) {
      ledger.accept(record);
    }
    TestRecord last = example.getLast();
    Statement statement = new RecordParser(65_536).parse(ledger.leaf(last.id())).statement();
    assertThat(statement.content().type()).isEqualTo(type);
    assertThat(statement.id()).isEqualTo(last.id());
    assertThat(ledger.leaf(last.id())).isEqualTo(last.bytes());
    try (LedgerReader reader = ledger.read()) {
      Link ofSigner =
          type == RecordType.ACCESS
              ? Link.access(statement.author())
              : Link.subject(statement.author());
      assertThat(reader.linked(ofSigner, reader.leafOf(last.id()).orElseThrow(), 1))
          .containsExactly(reader.leafOf(last.id()).orElseThrow());
    }
  }
}
