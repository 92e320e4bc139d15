package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Right;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.FoundFigure;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestStandards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A court finds, decides and ends its cases in a browser, with its own key. */
@Tag("browser")
final class CourtPagesTest {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 12, 1024);
  private static final String COURT = "court-1";
  private static final String SIGN = " button[type=submit]";

  @TempDir private static Path directory;
  private static InProcessNetwork network;
  private static Actor court;
  private static Actor creator;
  private static Actor publisher;

  @BeforeAll
  static void aStandardIsInForce() throws Exception {
    network = InProcessNetwork.started(directory.resolve("net"), 2, 0);
    court = network.organisation(COURT);
    creator = network.actor("creator");
    publisher = network.actor("publisher");
    try (LedgerClient client = network.clientOf(COURT)) {
      TestRecords records = network.records();
      Actor registrar = network.actor("registrar");
      network.accept(client, records.register(registrar, creator));
      network.accept(client, records.register(registrar, publisher));
      TestStandards standards =
          new TestStandards(
              records, new Timestamp(System.currentTimeMillis() + Duration.ofDays(30).toMillis()));
      for (TestRecord step :
          standards.inForce(TestStandards.COPYRIGHT, court, network.otherValidators())) {
        network.accept(client, step);
      }
    }
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void aCourtFindsDecidesAndEndsACase(String language) throws Exception {
    try (LedgerClient client = network.clientOf(COURT);
        BrowsedPages pages =
            new BrowsedPages(
                network.uri(COURT), language, network.profile("court-officer").tls())) {
      TestRecords records = network.records();
      TestRecord work = records.declare(creator, records.hash("song " + language));
      network.accept(client, work);
      RecordId opened = accept(client, records.cases().open(court));
      TestRecord alleged =
          records.allege(creator, publisher, work.work(), work.id(), Right.REPRODUCTION);
      RecordId allegation = accept(client, alleged);
      RecordId objection =
          accept(client, records.object(publisher, work.work(), ObjectionRaise.Ground.COPYING));

      RecordId second =
          accept(client, records.object(publisher, work.work(), ObjectionRaise.Ground.OWNERSHIP));

      onlyACourtIsAsked(pages, allegation, objection, opened);
      withdraws(pages, client, second);
      becomesTheCourt(pages);
      finds(pages, client, allegation, opened);
      decides(pages, client, work, objection);
      endsTheCase(pages, client, opened);
      pages.noComplaint();
    }
  }

  private static RecordId accept(LedgerClient client, TestRecord record) throws Exception {
    network.accept(client, record);
    return record.id();
  }

  private static void onlyACourtIsAsked(
      BrowsedPages pages, RecordId allegation, RecordId objection, RecordId opened)
      throws Exception {
    pages.open("allegation/" + allegation.hex()).see(".state a[href='#/key']");
    pages.open("objection/" + objection.hex()).see(".state a[href='#/key']");
    pages.open("case/" + opened.hex()).see(".state a[href='#/key']");
    pages.signIn("publisher", Files.readAllBytes(network.profile("publisher").key()));
    pages.open("allegation/" + allegation.hex());
    assertThat(pages.isThere("#finding")).isFalse();
    pages.open("objection/" + objection.hex()).see("#withdrawal");
    assertThat(pages.isThere("#resolution")).isFalse();
    pages.open("case/" + opened.hex());
    assertThat(pages.isThere("#ending")).isFalse();
  }

  private static void becomesTheCourt(BrowsedPages pages) throws Exception {
    pages.open("key").click("[data-does=forget]");
    pages.see("#key-file");
    pages.signIn(COURT, Files.readAllBytes(network.profile(COURT).key()));
  }

  /** Who raised an objection gives up another one: this one is for the court. */
  private static void withdraws(BrowsedPages pages, LedgerClient client, RecordId second)
      throws Exception {
    pages.open("objection/" + second.hex()).see("#withdrawal");
    pages.looksRight("withdrawal").onPhoneInTheDark("withdrawal");
    pages.click("#withdrawal" + SIGN);
    pages.see("[data-recorded]");
    assertThat(client.objection(second.hex(), 0, 0).getStatus()).isEqualTo("WITHDRAWN");
    pages.click("[data-recorded] button:not(.quiet)");
    pages.see(".over");
    assertThat(pages.isThere("#withdrawal")).isFalse();
  }

  private static void finds(
      BrowsedPages pages, LedgerClient client, RecordId allegation, RecordId opened)
      throws Exception {
    pages.open("allegation/" + allegation.hex()).see("#finding .labelled");
    pages.looksRight("finding").onPhoneInTheDark("finding");
    pages.click("#finding" + SIGN);
    assertThat(pages.see("#finding .complaint").textContent()).isNotEmpty();

    pages.write("#decision", "Copied from the first bar to the last.");
    pages.write("#from", "1990-01-01");
    pages.click("#finding" + SIGN);
    assertThat(pages.see("#finding .state.refused code").textContent()).isEqualTo("BAD_INTERVAL");
    pages.looksRight("finding-refused");

    pages.write("#from", "");
    pages.select("#intent", "INTENTIONAL");
    pages.check("#serious");
    pages.select("#case", opened.hex());
    pages.select("#by-standard", TestStandards.COPYRIGHT.hash().hex());
    pages.write("#figure-multiple", "2 times");
    pages.click("#finding" + SIGN);
    assertThat(pages.see("#finding .complaint").textContent()).contains("10,000");
    pages.write("#figure-multiple", "20000");
    pages.write("#figure-statutory_found", "5000.5");
    pages.looksRight("finding-figures").onPhoneInTheDark("finding-figures");
    pages.click("#finding" + SIGN);
    String record = pages.see("[data-recorded]").getAttribute("data-recorded");
    pages.looksRight("found");
    byte[] decision = bytes("Copied from the first bar to the last.");
    opens(client, pages.save("[data-recorded] button.quiet"), record, "decision", decision);

    FindingView found = client.infringement(allegation.hex(), 0, 0).getFindings(0);
    assertThat(found.getCourt()).isEqualTo(COURT);
    assertThat(found.getOutcome()).isEqualTo("INFRINGED");
    assertThat(found.getIntent()).isEqualTo("INTENTIONAL");
    assertThat(found.getSerious()).isTrue();
    assertThat(found.getCase()).isEqualTo(opened.hex());
    assertThat(found.getFrom()).isEqualTo(TestRecords.WINDOW.from().value());
    assertThat(found.getUntil()).isEqualTo(TestRecords.WINDOW.until().value());
    assertThat(found.getFiguresList())
        .extracting(FoundFigure::getName, FoundFigure::getValue)
        .containsExactly(tuple("multiple", 20_000L), tuple("statutory_found", 500_050L));

    pages.click("[data-recorded] button:not(.quiet)");
    pages.see("#finding .labelled");
    pages.select("#outcome", "NOT_INFRINGED");
    pages.write("#decision", "On appeal: nothing of it was copied.");
    pages.click("#finding" + SIGN);
    pages.see("[data-recorded]");
    assertThat(client.infringement(allegation.hex(), 0, 0).getStatus()).isEqualTo("NOT_INFRINGED");
  }

  private static void decides(
      BrowsedPages pages, LedgerClient client, TestRecord work, RecordId objection)
      throws Exception {
    pages.open("work/" + work.id().hex()).click("a[href='#/objection/" + objection.hex() + "']");
    pages.see("#resolution");
    pages.looksRight("resolution").onPhoneInTheDark("resolution");
    pages.click("#resolution" + SIGN);
    assertThat(pages.see("#resolution .complaint").textContent()).isNotEmpty();
    pages.select("#outcome", "DISMISSED");
    byte[] ruling = bytes("%PDF-1.7 a ruling");
    pages.choose("#reason-file", "ruling.pdf", ruling);
    pages.click("#resolution" + SIGN);
    String record = pages.see("[data-recorded]").getAttribute("data-recorded");
    opens(client, pages.save("[data-recorded] button.quiet"), record, "reason", ruling);
    assertThat(client.objection(objection.hex(), 0, 0).getStatus()).isEqualTo("DISMISSED");
    pages.click("[data-recorded] button:not(.quiet)");
    pages.see("#resolution select:has(option[value=UPHELD]:only-child)");
  }

  private static void endsTheCase(BrowsedPages pages, LedgerClient client, RecordId opened)
      throws Exception {
    LocalDate lifts = LocalDate.now(ZoneOffset.UTC).plusYears(1);
    pages.open("case/" + opened.hex()).see("#ending");
    pages.looksRight("ending").onPhoneInTheDark("ending");
    pages.click("#ending" + SIGN);
    assertThat(pages.see("#ending .complaint").textContent()).isNotEmpty();
    pages.write("#seal-until", lifts.toString());
    pages.write("#document", "Judgment for the plaintiff.");
    pages.click("#ending" + SIGN);
    String record = pages.see("[data-recorded]").getAttribute("data-recorded");
    byte[] judgment = bytes("Judgment for the plaintiff.");
    opens(client, pages.save("[data-recorded] button.quiet"), record, "document", judgment);
    assertThat(client.caseOpened(opened.hex(), 0, 0).getStatus()).isEqualTo("JUDGMENT");
    pages.click("[data-recorded] button:not(.quiet)");
    pages.see("#ending");
    pages.write("#seal-until", lifts.plusYears(1).toString());
    pages.click("#ending" + SIGN);
    assertThat(pages.see("#ending .state.refused code").textContent()).isEqualTo("BAD_TRANSITION");
    pages.looksRight("ending-refused");
  }

  /** What is saved opens the commitment that stands in the record as a member of that name. */
  private static void opens(
      LedgerClient client, byte[] opening, String record, String member, byte[] content)
      throws Exception {
    Members kept = Members.of("", JsonParser.parseObject(opening, LIMITS));
    assertThat(kept.text("record", 64)).isEqualTo(record);
    Hash commitment =
        ContentCommitment.of(
            kept.hash("salt"), new SubjectId(kept.text("subject", 64)), Hash.sha256(content));
    byte[] leaf = client.receipt(record, 0).getRecord().toByteArray();
    assertThat(JsonParser.parseObject(leaf, LIMITS).text())
        .contains("\"" + member + "\":\"" + commitment.hex() + "\"")
        .doesNotContain(new String(content, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
