package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.json.Json;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.Pem;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestAuthority;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code colophon evidence renew} with an authority that answers over HTTP. */
class EvidenceRenewTest {
  private static final Instant NOW = Instant.parse("2033-05-01T00:00:00Z");
  private static final Duration TEN_YEARS = Duration.ofDays(3650);

  /** Of no chain; its certificates begin in 2033, when those of 2026 are about to end. */
  private static final CertificateAuthority OUTSIDE =
      CertificateAuthority.create("outside", TEN_YEARS, NOW.minus(Duration.ofDays(30)));

  @TempDir private Path folder;
  private LiveAuthority authority = uninitialised();

  @SuppressWarnings("NullAway")
  private static LiveAuthority uninitialised() {
    return null;
  }

  @BeforeEach
  void setUp() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(61);
    Actor creator = consortium.actor("creator-one");
    TestLedger ledger = consortium.openWith(creator);
    TestRecord bare = consortium.records().declare(creator, consortium.hash("a poem"));
    ledger.accept(bare);
    ledger.seal();
    EvidenceAssembler assembler = new EvidenceAssembler(consortium.genesis());
    try (LedgerReader reader = ledger.read()) {
      Files.write(file("bare.zip"), assembler.assemble(reader, bare.id()));
    }
    TestRecord record = consortium.records().declare(creator, consortium.hash("a song"));
    ledger.accept(record);
    ledger.sealStamped(TestAuthority.of(TestConsortium.NOTARY));
    try (LedgerReader reader = ledger.read()) {
      Files.write(zip(), assembler.assemble(reader, record.id()));
    }
    Files.write(file("genesis.json"), consortium.genesis().bytes());
    Files.writeString(file("outside.pem"), Pem.encode(OUTSIDE.certificate()));
    authority = new LiveAuthority(outside(), at(NOW));
  }

  @AfterEach
  void tearDown() {
    authority.close();
  }

  private static TestAuthority outside() {
    return TestAuthority.under(OUTSIDE, NOW.minus(Duration.ofDays(20)), TEN_YEARS.minusDays(40));
  }

  private static Timestamp at(Instant time) {
    return new Timestamp(time.toEpochMilli());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path zip() {
    return file("song.zip");
  }

  private Path out() {
    return file("renewed.zip");
  }

  private World.Run run(Object... words) {
    return Shell.on(
            (profile, genesis, timeout) -> {
              throw new AssertionError("renewing needs no node");
            })
        .at(NOW)
        .run(words);
  }

  private World.Run renew(Object... more) {
    List<Object> words = new ArrayList<>(List.of("evidence", "renew", zip(), "--out", out()));
    words.addAll(List.of("--tsa", authority.uri(), "--tsa-ca", file("outside.pem")));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  private World.Run verify(Path bundle, String at) {
    return run(
        "evidence",
        "verify",
        bundle,
        "--genesis",
        file("genesis.json"),
        "--tsa-ca",
        file("outside.pem"),
        "--at",
        at);
  }

  private void assertNothingWritten(byte[] before) throws IOException {
    assertThat(Files.readAllBytes(zip())).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("song.zip", "bare.zip", "genesis.json", "outside.pem");
    }
  }

  private void assertRefused(int exitCode, String name, World.Run run, byte[] before)
      throws IOException {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).startsWith("error: " + name + ": ");
    assertThat(run.out()).isEmpty();
    assertNothingWritten(before);
  }

  @Test
  void aRenewedBundleStandsWhenTheFirstCertificateHasRunOut() throws Exception {
    World.Run renewed = renew("--json");
    assertThat(renewed.exitCode()).as(renewed.err()).isZero();
    Json.Obj told = renewed.json().getFirst();
    assertThat(told.members().keySet())
        .containsExactlyInAnyOrder("out", "sha256", "bytes", "stampedAt");
    byte[] written = Files.readAllBytes(out());
    assertThat(World.text(told, "sha256")).isEqualTo(Hash.sha256(written).hex());
    assertThat(World.text(told, "bytes")).isEqualTo(String.valueOf(written.length));
    assertThat(World.text(told, "stampedAt")).isEqualTo(String.valueOf(NOW.toEpochMilli()));

    assertThat(verify(out(), "2033-05-01T00:00:00Z").exitCode()).isZero();
    assertThat(verify(out(), "2040-05-01T00:00:00Z").exitCode()).isZero();
    World.Run unrenewed = verify(zip(), "2040-05-01T00:00:00Z");
    assertThat(unrenewed.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(unrenewed.err()).contains("EVIDENCE_RECORD");
    assertThat(verify(out(), "2050-05-01T00:00:00Z").exitCode()).isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void hashesAnewWhenAsked() throws Exception {
    assertThat(renew("--rehash", "sha_512").exitCode()).isZero();
    assertThat(verify(out(), "2040-05-01T00:00:00Z").exitCode()).isZero();
    assertThat(authority.questions()).isEqualTo(1);
  }

  @Test
  void aRenewedBundleCanBeRenewedAgain() throws Exception {
    assertThat(renew().exitCode()).isZero();
    Files.move(out(), zip(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(renew().exitCode()).isZero();
    assertThat(verify(out(), "2040-05-01T00:00:00Z").exitCode()).isZero();
  }

  @Test
  void anAuthorityThatAnswersWronglyIsNamedAndNothingIsWritten() throws Exception {
    byte[] before = Files.readAllBytes(zip());
    Map<LiveAuthority.Mood, String> names =
        Map.of(
            LiveAuthority.Mood.GARBAGE, "MALFORMED",
            LiveAuthority.Mood.REJECTION, "REJECTED",
            LiveAuthority.Mood.WRONG_IMPRINT, "WRONG_IMPRINT",
            LiveAuthority.Mood.WRONG_NONCE, "WRONG_NONCE",
            LiveAuthority.Mood.WRONG_TYPE, "WRONG_TYPE",
            LiveAuthority.Mood.HTTP_ERROR, "HTTP_STATUS",
            LiveAuthority.Mood.ENDLESS, "TOO_LARGE");
    assertThat(names).hasSize(LiveAuthority.Mood.values().length - 1);
    for (Map.Entry<LiveAuthority.Mood, String> expected : names.entrySet()) {
      authority.mood(expected.getKey());
      assertRefused(ExitCodes.NETWORK, expected.getValue(), renew(), before);
    }
    authority.mood(LiveAuthority.Mood.RIGHT);
    assertThat(renew().exitCode()).isZero();
  }

  @Test
  void anAuthorityThatIsDownIsNamedAndNothingIsWritten() throws Exception {
    byte[] before = Files.readAllBytes(zip());
    authority.close();
    assertRefused(ExitCodes.NETWORK, "DOWN", renew(), before);
  }

  @Test
  void anAuthorityWhoseWordProvesNothingIsRefusedAndNothingIsWritten() throws Exception {
    byte[] before = Files.readAllBytes(zip());
    World.Run untrusted = run("evidence", "renew", zip(), "--out", out(), "--tsa", authority.uri());
    assertRefused(ExitCodes.REFUSED, "MALFORMED: TOKEN_INVALID", untrusted, before);
    authority.clock(at(NOW.plus(Duration.ofDays(1))));
    assertRefused(ExitCodes.REFUSED, "MALFORMED: EVIDENCE_RECORD", renew(), before);
    authority.clock(at(NOW.minus(Duration.ofDays(3650))));
    World.Run before2033 = renew();
    assertRefused(ExitCodes.NETWORK, "REJECTED", before2033, before);
  }

  @Test
  void nobodyIsAskedAboutABundleThatDoesNotStand() throws Exception {
    byte[] before = Files.readAllBytes(zip());
    World.Run bare =
        run("evidence", "renew", file("bare.zip"), "--out", out(), "--tsa", authority.uri());
    assertRefused(ExitCodes.REFUSED, "MALFORMED", bare, before);
    assertThat(bare.err()).contains("nothing to renew");
    byte[] spoilt = before.clone();
    spoilt[spoilt.length / 2] ^= 1;
    Files.write(zip(), spoilt);
    assertRefused(ExitCodes.REFUSED, "MALFORMED: CONTAINER", renew(), spoilt);
    Files.write(zip(), new byte[17 << 20]);
    assertRefused(ExitCodes.REFUSED, "MALFORMED: CONTAINER", renew(), new byte[17 << 20]);
    assertThat(authority.questions()).isZero();
  }

  @Test
  void aFileInTheWayStays() throws Exception {
    Files.writeString(out(), "mine");
    World.Run run = renew();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.LOCAL);
    assertThat(run.err()).contains("there is such a file already");
    assertThat(out()).hasContent("mine");
    assertThat(authority.questions()).isZero();
    assertThat(renew("--force").exitCode()).isZero();
    assertThat(verify(out(), "2040-05-01T00:00:00Z").exitCode()).isZero();
  }

  @Test
  void wrongUsageAndMissingFilesAreNamed() throws Exception {
    byte[] before = Files.readAllBytes(zip());
    assertThat(run("evidence", "renew", zip(), "--out", out()).exitCode())
        .isEqualTo(ExitCodes.USAGE);
    for (String address : List.of("ftp://127.0.0.1/", "tsa.example", "file:///etc/passwd")) {
      World.Run other = run("evidence", "renew", zip(), "--out", out(), "--tsa", address);
      assertRefused(ExitCodes.USAGE, "USAGE", other, before);
    }
    World.Run missing =
        run("evidence", "renew", file("none.zip"), "--out", out(), "--tsa", authority.uri());
    assertRefused(ExitCodes.LOCAL, "LOCAL", missing, before);
    assertThat(missing.err()).contains("none.zip: no such file");
    World.Run noRoots = renew("--tsa-ca", file("genesis.json"));
    assertThat(noRoots.exitCode()).isNotZero();
    assertNothingWritten(before);
    assertThat(authority.questions()).isZero();
  }
}
