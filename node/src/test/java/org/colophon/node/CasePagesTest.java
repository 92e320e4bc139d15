package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.content.Scope;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestScope;
import org.colophon.testkit.TestStandards;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges and those who may read for them walk through a case, down to every figure and record. */
@Tag("browser")
final class CasePagesTest {
  private static final String COURT = "court-1";
  private static final Hash SALT = Hash.sha256(new byte[] {68});

  @TempDir private static Path directory;
  private static InProcessNetwork network;
  private static Actor court;
  private static TestRecord work;
  private static RecordId allegation;
  private static RecordId assessment;
  private static RecordId sales;
  private static RecordId caseOf;
  private static RecordId grant;

  @BeforeAll
  static void aWorkIsCopiedAndACourtDecides() throws Exception {
    network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
    court = network.organisation(COURT);
    try (LedgerClient client = network.clientOf(COURT)) {
      TestRecords records = network.records();
      Actor registrar = network.actor("registrar");
      Actor creator = network.actor("creator");
      Actor publisher = network.actor("publisher");
      for (Actor person : List.of(creator, publisher, network.actor("court-officer"))) {
        network.accept(client, records.register(registrar, person));
      }
      work = records.declare(creator, records.hash("song"));
      network.accept(client, work);
      sales = accept(client, records.deposit(creator, records.hash("books")));
      TestRecord alleged =
          records.allege(creator, publisher, work.work(), sales, Right.REPRODUCTION);
      allegation = accept(client, alleged);
      RecordId finding =
          accept(
              client, records.find(court, allegation, new TreeMap<>(Map.of("multiple", 20_000L))));
      assessment = assess(client, records, finding);
      caseOf = accept(client, records.cases().open(court));
      grant = grantToRead(client, records);
      network.awaitSealed();
    }
  }

  private static RecordId accept(LedgerClient client, TestRecord record) throws Exception {
    network.accept(client, record);
    return record.id();
  }

  private static RecordId assess(LedgerClient client, TestRecords records, RecordId finding)
      throws Exception {
    TestStandards standards =
        new TestStandards(records, now().plus(Duration.ofDays(30).toMillis()));
    for (TestRecord step :
        standards.inForce(TestStandards.COPYRIGHT, court, network.otherValidators())) {
      network.accept(client, step);
    }
    List<GivenInput> inputs =
        List.of(
            TestStandards.brought("paid_copies", Json.of(12_640), sales),
            TestStandards.shown("unit_profit", Json.of(350), sales),
            TestStandards.shown("days", Json.of(168), allegation),
            TestStandards.shown("expenses", Json.of(920_000), sales),
            TestStandards.shown("infringed", Json.of(true), finding),
            TestStandards.shown("intentional", Json.of(true), finding),
            TestStandards.shown("serious", Json.of(true), finding),
            TestStandards.shown("multiple", Json.of(20_000), finding));
    return accept(client, standards.assess(court, allegation, inputs));
  }

  private static RecordId grantToRead(LedgerClient client, TestRecords records) throws Exception {
    Scope plain = TestScope.at(now()).scope();
    Hash named = ContentCommitment.of(SALT, court.subject(), Hash.sha256(utf8(work.work().hex())));
    Scope scope =
        new Scope(
            List.of(named),
            List.of(),
            Optional.of(Set.of(RecordType.WORK_DECLARE)),
            plain.readers(),
            plain.recordsFrom(),
            plain.recordsUntil(),
            EnumSet.of(Scope.Verb.READ),
            plain.until(),
            10,
            10,
            0,
            false);
    return accept(
        client,
        records.cases().grant(caseOf, network.actor("court-officer").subject(), scope, court));
  }

  private static Timestamp now() {
    return new Timestamp(System.currentTimeMillis());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void aJudgeFollowsEveryFigureAndAnOfficerReads(String language) throws Exception {
    try (BrowsedPages pages =
        new BrowsedPages(network.uri(COURT), language, network.profile("court-officer").tls())) {
      followsTheFigures(pages);
      readsUnderTheGrant(pages);
      takesAGrantBack(pages);
      pages.noComplaint();
    }
  }

  private static void followsTheFigures(BrowsedPages pages) throws Exception {
    pages.open("desk/" + COURT).see("a[href='#/case/" + caseOf.hex() + "']");
    pages.see("a[href^='#/standard/']");
    pages.looksRight("desk-court");
    pages.open("allegation/" + allegation.hex()).looksRight("allegation");
    pages.click("a[href='#/assessment/" + assessment.hex() + "']");
    pages.see("[data-reckoning=held]");
    assertThat(pages.all("[data-step]")).isGreaterThan(3);
    pages.click("[data-step=gain] summary, [data-step] summary");
    pages.see("[data-step][open] pre");
    pages.looksRight("assessment").onPhoneInTheDark("assessment");
    pages.see("a.hash[title='" + sales.hex() + "']");
    pages.open("record/" + sales.hex()).see(".tree[data-holds=true]");
    pages.open("standard/" + TestStandards.COPYRIGHT.hash().hex()).see("[data-step]");
    pages.looksRight("standard").onPhoneInTheDark("standard");
  }

  private static void signIn(BrowsedPages pages, String profile) throws Exception {
    pages.signIn(
        network.profile(profile).subject(), Files.readAllBytes(network.profile(profile).key()));
  }

  private static void readsUnderTheGrant(BrowsedPages pages) throws Exception {
    pages.open("case/" + caseOf.hex()).click("a[href='#/grant/" + grant.hex() + "']");
    pages.see(".state a[href='#/key']");
    signIn(pages, "court-officer");
    pages.open("grant/" + grant.hex()).see("#openings");
    pages.looksRight("grant");
    pages.choose("#openings", "opening.json", opening().bytes());
    pages.see("[data-opened='1']");
    pages.click("[data-does=trace]");
    pages.see("[data-read=held]");
    assertThat(pages.all("#traced .event")).isEqualTo(1);
    assertThat(Long.parseLong(pages.see("[data-withheld]").getAttribute("data-withheld")))
        .isPositive();
    pages.see("#audit td");
    pages.looksRight("traced").onPhoneInTheDark("traced");
    pages.write("#target", "0".repeat(64)); // a work that the grant does not name
    pages.click("[data-does=trace]");
    assertThat(pages.see("#traced .state.refused code").textContent()).isEqualTo("EXCEEDS_SCOPE");
    pages.onlyRefusals();
  }

  /** Each language has a grant of its own to take back. */
  private static void takesAGrantBack(BrowsedPages pages) throws Exception {
    String taken;
    try (LedgerClient client = network.clientOf(COURT)) {
      taken = grantToRead(client, network.records()).hex();
    }
    pages.open("grant/" + taken).see("#openings");
    pages.open("key").click("[data-does=forget]");
    pages.see("#key-file");
    signIn(pages, COURT);
    pages.open("grant/" + taken).see("#revocation");
    pages.looksRight("revocation");
    pages.select("#ground", "WRONGLY_GRANTED");
    pages.click("#revocation button[type=submit]");
    pages.click("[data-recorded] button");
    try (LedgerClient client = network.clientOf(COURT)) {
      assertThat(client.grant(taken, 0, 0).getEffective()).isFalse();
    }
  }

  private static Opening opening() {
    String text = work.work().hex();
    return new Opening(
        grant,
        "scope.grant",
        caseOf.hex(),
        Role.MEMBER,
        court.subject(),
        Hash.sha256(utf8(text)),
        SALT,
        text,
        "");
  }
}
