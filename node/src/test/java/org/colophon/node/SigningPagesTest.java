package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.Right;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Records;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in a browser, with keys that never leave it, and the chain takes what they sign. */
@Tag("browser")
final class SigningPagesTest {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 12, 1024);
  private static final OrgId OFFICE = new OrgId("ip-office-1");

  /** Whether the key of this browser can be read out of it, by whatever a page may do. */
  private static final String READ_OUT =
      """
      () => new Promise((resolve, reject) => {
        const opening = indexedDB.open('colophon');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked =
              opening.result.transaction('keys').objectStore('keys').get('signed-in');
          asked.onsuccess = () =>
              crypto.subtle.exportKey('pkcs8', asked.result.privateKey)
                  .then(() => resolve('read'), fault => resolve(fault.name));
        };
      })
      """;

  @TempDir private static Path directory;
  private static InProcessNetwork network;
  private static String node;

  @BeforeAll
  static void aNetworkKnowsSomePeople() throws Exception {
    network = InProcessNetwork.started(directory.resolve("net"), 3, 0);
    node = network.validators().getFirst();
    try (LedgerClient client = network.client("creator")) {
      TestRecords records = network.records();
      Actor registrar = network.actor("registrar");
      network.accept(client, records.register(registrar, network.actor("creator")));
      network.accept(client, records.register(registrar, network.actor("publisher")));
    }
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  private static BrowsedPages browser(String language) throws Exception {
    return new BrowsedPages(network.uri(node), language, network.profile("creator").tls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void aCreatorSignsWithAKeyMadeInThePage(String language) throws Exception {
    String subject = "painter-" + language;
    try (BrowsedPages pages = browser(language)) {
      pages.open("creator").see(".state");
      pages.looksRight("creator-nobody");
      makesAKey(pages, subject, language.equals("zh") ? "p256" : "ed25519");
      asksToBeRegistered(pages);
      declares(pages, language);
      resumes(pages, language);
      takesTheEvidence(pages);
      pages.noComplaint();
    }
  }

  private static void makesAKey(BrowsedPages pages, String subject, String algorithm)
      throws Exception {
    pages.open("key").looksRight("key").onPhoneInTheDark("key");
    pages.click("[data-does=make]");
    assertThat(pages.see("#key-complaint").textContent()).contains("3");
    pages.write("#subject", subject);
    pages.select("#algorithm", algorithm);
    pages.click("[data-does=make]");
    pages.see("[data-signed-in='" + subject + "']");
    assertThat(pages.see("#key-name").textContent()).startsWith(algorithm + ":");
    assertThat(pages.evaluate(READ_OUT)).isEqualTo("InvalidAccessError");
    pages.see("[data-standing='myKey.unknown']");
    pages.onlyRefusals(); // 404: the node knows nobody of that name
  }

  private static void asksToBeRegistered(BrowsedPages pages) throws Exception {
    pages.select("#registrar", network.profile("registrar").organisation());
    pages.write("#real-name", "王小明");
    pages.looksRight("key-unknown");
    byte[] request = pages.save(".form button[type=submit]");
    pages.see("[data-done=request]");
    Members offer = Members.of("", JsonParser.parseObject(request, LIMITS));
    byte[] statement = offer.rawObject("statement").bytes();
    Actor registrar = network.actor("registrar");
    List<String> signatures = offer.texts("sigs", 2, 2, 128);
    assertThat(signatures.getFirst()).isEqualTo("-");
    byte[] record =
        Records.assemble(
            statement,
            List.of(
                registrar.key().sign(statement), Base64.getDecoder().decode(signatures.getLast())));
    try (LedgerClient client = network.clientOf(node)) {
      Outcome outcome = client.submit(List.of(record)).getFirst();
      assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
      client.receipt(outcome.getId(), outcome.getReceipt().getHeight());
    }
    pages.reload("key").see("[data-standing='myKey.registered']");
    pages.looksRight("key-registered");
  }

  private static void declares(BrowsedPages pages, String language) throws Exception {
    pages.open("creator").see(".signer.good");
    pages.looksRight("creator").onPhoneInTheDark("creator");
    pages.chooseAll("#files", List.of("harbour-" + language, "night-" + language));
    pages.see("[data-declaring=done]");
    assertThat(pages.all("#declared [data-state=REGISTERED]")).isEqualTo(2);
    pages.looksRight("declared").onPhoneInTheDark("declared");
    pages.chooseAll("#files", List.of("harbour-" + language));
    pages.see("#declared [data-state=ALREADY]");
    isAsTheCommandMakesIt(pages.see(".receipt a.hash").getAttribute("title"));
    pages.check("#unpublished");
    pages.chooseAll("#files", List.of("secret-" + language));
    pages.see("#declared [data-state=REGISTERED]");
    byte[] opening = pages.save(".receipt [data-does=opening]");
    Members kept = Members.of("", JsonParser.parseObject(opening, LIMITS));
    opens(opening, kept.text("record", 64), bytes("secret-" + language));
  }

  /** The node took it already; here its bytes are composed anew from what was read of it. */
  private static VerifiedRecord isAsTheCommandMakesIt(String id) throws Exception {
    network.awaitSealed();
    try (LedgerClient client = network.clientOf(node)) {
      byte[] leaf = client.receipt(id, 0).getRecord().toByteArray();
      VerifiedRecord record =
          new RecordVerifier(network.genesis().chain(), LIMITS.bytesMax()).verify(leaf);
      assertThat(record.id().hex()).isEqualTo(id);
      assertThat(JsonParser.parseObject(leaf, LIMITS).bytes()).isEqualTo(leaf);
      return record;
    }
  }

  private static void resumes(BrowsedPages pages, String language) {
    pages.cutOff("/v1/submit");
    pages.reload("creator").see(".signer");
    pages.chooseAll("#files", List.of("late-" + language));
    pages.see("#declared [data-state=SIGNED]");
    pages.see(".state.refused");
    pages.letThrough("/v1/submit");
    pages.reload("creator").see("#receipts");
    assertThat(pages.see("#receipts .receipt").getAttribute("data-state")).isEqualTo("REGISTERED");
    assertThat(pages.see("#receipts .receipt h3").textContent()).isEqualTo("late-" + language);
  }

  private static void takesTheEvidence(BrowsedPages pages) throws Exception {
    network.awaitSealed();
    byte[] bundle = pages.save(".receipt a[href$='evidence.zip']");
    pages.looksRight("receipts");
    pages.open("").choose("#file", "evidence.zip", bundle);
    pages.see("[data-verdict=VERIFIED]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void aDiaryIsWrittenAndAnOfferSigned(String language) throws Exception {
    try (BrowsedPages pages = browser(language)) {
      signIn(pages, "publisher");
      pages.see("[data-standing='myKey.registered']");
      writesADiary(pages, language);
      signsAnOffer(pages, language);
      pages.noComplaint();
    }
  }

  private static void signIn(BrowsedPages pages, String profile) throws Exception {
    pages.signIn(
        network.profile(profile).subject(), Files.readAllBytes(network.profile(profile).key()));
  }

  private static void signIn(BrowsedPages pages, Actor actor) throws Exception {
    Path file = directory.resolve(actor.key().name().algorithm().label() + ".pem");
    KeyFiles.write(file, actor.key());
    pages.signIn(actor.subject().text(), Files.readAllBytes(file));
  }

  private static void writesADiary(BrowsedPages pages, String language) throws Exception {
    pages.open("creator").choose("#draft-new", "novel.txt", bytes("draft one " + language));
    String work = pages.see("[data-diary]").getAttribute("data-diary");
    pages.see("[data-diary] .draft-line");
    pages.choose("#draft-" + work, "novel-2.txt", bytes("draft two " + language));
    pages.see("[data-diary] .draft-line:nth-child(2)");
    pages.looksRight("diary").onPhoneInTheDark("diary");
    pages.choose("#final-" + work, "novel-3.txt", bytes("the novel " + language));
    pages.see("[data-final=REGISTERED]");
    network.awaitSealed();
    try (LedgerClient client = network.clientOf(node)) {
      assertThat(client.work(work, 0).getStatus()).isEqualTo("DECLARED");
    }
    byte[] opening = pages.save("[data-diary] .draft-line:nth-child(1) button");
    opens(opening, work, bytes("draft one " + language));
  }

  private static void opens(byte[] opening, String record, byte[] content) throws Exception {
    Members members = Members.of("", JsonParser.parseObject(opening, LIMITS));
    assertThat(members.text("format", 64)).isEqualTo("colophon-opening/1");
    assertThat(members.hash("digest")).isEqualTo(Hash.sha256(content));
    Hash commitment =
        ContentCommitment.of(
            members.hash("salt"), new SubjectId(members.text("subject", 64)), Hash.sha256(content));
    assertThat(isAsTheCommandMakesIt(record).statement().content().members().text())
        .contains(commitment.hex());
  }

  private static void signsAnOffer(BrowsedPages pages, String language) throws Exception {
    TestRecords records = network.records();
    Actor creator = network.actor("creator");
    Actor publisher = network.actor("publisher");
    TestRecord work = records.declare(creator, records.hash("licensed " + language));
    try (LedgerClient client = network.clientOf(node)) {
      network.accept(client, work);
    }
    TestRecord licence =
        records.grant(creator, publisher, work.work(), TestTerms.of(Right.REPRODUCTION));
    pages.choose("#offer-file", "offer.json", offer(licence, creator));
    pages.see("[data-offer='licence.grant']");
    pages.looksRight("offer");
    pages.click("[data-does=sign-offer]");
    pages.see("[data-offer=sent]");
    network.awaitSealed();
    try (LedgerClient client = network.clientOf(node)) {
      assertThat(client.receipt(licence.id().hex(), 0).getRecord().toByteArray())
          .isEqualTo(licence.bytes());
    }
    byte[] spoilt = offer(licence, publisher);
    pages.choose("#offer-file", "offer.json", spoilt);
    assertThat(pages.see("#offer .state.refused code").textContent()).isEqualTo("BAD_SIGNATURE");
  }

  /** What {@code colophon licence grant --out} writes, signed by the licensor or by whoever. */
  private static byte[] offer(TestRecord record, Actor signer) throws Exception {
    byte[] statement = record.statement();
    String signature = Base64.getEncoder().encodeToString(signer.key().sign(statement));
    return Json.object()
        .put("format", "colophon-offer/1")
        .put("sigs", Json.strings(List.of(signature, "-")))
        .put("statement", JsonParser.parseObject(statement, LIMITS))
        .build()
        .bytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void anOfficeDecidesAtItsDesk(String language) throws Exception {
    String granted = applied("granted " + language);
    String refused = applied("refused " + language);
    try (BrowsedPages pages = browser(language);
        LedgerClient client = network.clientOf(node)) {
      pages.open("application/" + granted).see(".state a[href='#/key']");
      signIn(pages, OFFICE.text());
      pages.see("[data-standing='myKey.ofFounder']");
      pages.open("desk/" + OFFICE.text()).see("a[href='#/application/" + granted + "']").click();
      pages.see("#decision");
      pages.looksRight("decision").onPhoneInTheDark("decision");
      pages.write("#registration", "2026-F-" + language);
      pages.click("#decision button[type=submit]");
      pages.see("[data-recorded]");
      pages.click("[data-recorded] button");
      pages.see("td b");
      assertThat(client.application(granted, 0, 0).getStatus()).isEqualTo("CONFIRMED");
      pages.open("application/" + refused).select("#decision-kind", "REFUSE");
      pages.click("#decision button[type=submit]");
      assertThat(pages.see("#decision .complaint").textContent()).isNotEmpty();
      pages.check("#grounds-NOT_ORIGINAL");
      pages.write("#reason", "The same picture stood in a book of 1990.");
      pages.looksRight("decision-refuse");
      pages.click("#decision button[type=submit]");
      String decision = pages.see("[data-recorded]").getAttribute("data-recorded");
      byte[] opening = pages.save("[data-recorded] button.quiet");
      opens(opening, decision, bytes("The same picture stood in a book of 1990."));
      assertThat(client.application(refused, 0, 0).getStatus()).isEqualTo("REFUSED");
      pages.noComplaint();
    }
  }

  private static String applied(String content) throws Exception {
    TestRecords records = network.records();
    Actor creator = network.actor("creator");
    try (LedgerClient client = network.clientOf(node)) {
      TestRecord work = records.declare(creator, records.hash(content));
      network.accept(client, work);
      TestRecord application = records.apply(creator, new WorkId(work.id().hash()), OFFICE);
      network.accept(client, application);
      return application.id().hex();
    }
  }

  @Test
  void whoHoldsNoCertificateIsToldSoAndKeepsWhatWasSigned() throws Exception {
    try (BrowsedPages pages = new BrowsedPages(network.uri(node), "en", Optional.empty())) {
      signIn(pages, "creator");
      pages.open("creator").see(".signer.wait");
      pages.chooseAll("#files", List.of("without-a-certificate"));
      assertThat(pages.see(".state.refused code").textContent()).isEqualTo("NOT_AUTHORISED");
      pages.see("#declared [data-state=SIGNED]");
      pages.looksRight("creator-refused");
      pages.reload("creator").see("#receipts .state.refused");
      pages.see("#receipts [data-state=SIGNED]");
      pages.onlyRefusals();
    }
  }

  @Test
  void refusesFilesThatAreNoKeysByName() throws Exception {
    try (BrowsedPages pages = browser("en")) {
      pages.open("key").write("#subject", "somebody");
      pages.choose("#key-file", "key.pem", bytes("no key at all"));
      assertThat(pages.see("#key-complaint").textContent()).contains("PRIVATE KEY");
      pages.choose("#key-file", "key.p12", new byte[] {0x30, 0x00});
      assertThat(pages.see("#key-complaint").textContent()).contains("PKCS#12");
      pages.choose(
          "#key-file",
          "key.pem",
          bytes("-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n"));
      assertThat(pages.see("#key-complaint").textContent()).contains("SM2");
      signIn(pages, "creator");
      pages.click("[data-does=forget]");
      pages.see("#key-file");
      pages.noComplaint();
    }
  }

  @Test
  void aKeyThatGaveWayIsNotCalledInForce() throws Exception {
    TestRecords records = network.records();
    Actor before =
        new Actor(
            new SubjectId("poet-of-two-keys"), SigningKey.generate(SignatureAlgorithm.ED25519));
    Actor after = before.with(SigningKey.generate(SignatureAlgorithm.P256));
    try (LedgerClient client = network.clientOf(node);
        BrowsedPages pages = browser("en")) {
      network.accept(client, records.register(network.actor("registrar"), before));
      signIn(pages, before);
      pages.see("[data-standing='myKey.registered']");
      network.accept(client, records.rotate(before, after));
      pages.reload("key").see("[data-standing='myKey.ended']");
      pages.click("[data-does=forget]");
      pages.see("#key-file");
      signIn(pages, after);
      pages.see("[data-standing='myKey.registered']");
      network.accept(client, records.revoke(after));
      pages.reload("key").see("[data-standing='myKey.ended']");
      pages.noComplaint();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
