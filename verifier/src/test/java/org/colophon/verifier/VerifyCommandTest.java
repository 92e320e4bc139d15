package org.colophon.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.EvidenceRenewal;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.ers.AlgorithmPolicy;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.Pem;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestAuthority;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its users run it, over the bundles that the documents come with. */
class VerifyCommandTest {
  private static final long SEED = 20260901;
  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final Path SAMPLES = Path.of("../samples");
  private static final Path GENESIS = EXAMPLES.resolve("genesis.json");
  private static final Path SINGLE = EXAMPLES.resolve("single.zip");
  private static final Path LAMP = SAMPLES.resolve("lamp-at-low-tide.txt");

  /** While the examples' archive time-stamps stand. */
  private static final String IN_2026 = "2026-06-01T00:00:00Z";

  private static final int OK = 0;
  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int LOCAL = 4;

  @TempDir private Path folder;

  /** What came of one command. */
  private record Run(int exitCode, String out, String err) {
    List<Json.Obj> json() throws Exception {
      List<Json.Obj> lines = new ArrayList<>();
      for (String line : out.lines().toList()) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        lines.add(JsonParser.parseObject(bytes, new JsonLimits(1 << 20, 16, 4096)));
      }
      return lines;
    }
  }

  private static Run run(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Stream.of(words).map(Object::toString).toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static Run verify(Path bundle, Object... more) {
    List<Object> words = new ArrayList<>(List.of(bundle, "--genesis", GENESIS, "--at", IN_2026));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static String text(Json.Obj object, String name) {
    Json value = object.members().get(name);
    return value instanceof Json.Str(String string) ? string : value == null ? "" : value.text();
  }

  private static void assertRefused(String check, Run run) {
    assertThat(run.exitCode()).as(run.out()).isEqualTo(REFUSED);
    assertThat(run.err()).isEqualTo("error: " + check + ": the evidence does not verify\n");
    assertThat(run.out()).contains("✗ " + check, "NOT VERIFIED").doesNotContain("\nVERIFIED");
  }

  private static void assertLocal(String message, Run run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(LOCAL);
    assertThat(run.err()).startsWith("error: LOCAL: ").contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static void assertUsage(String message, Run run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(USAGE);
    assertThat(run.err()).contains(message, "Usage: colophon evidence verify");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tellsAPersonWhatIsProvenAndWhatIsNot() {
    Run run = verify(SINGLE, "--file", LAMP);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(OK);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("✓ CONTAINER", "✓ GENESIS", "✓ COSIGNATURES", "✓ EVIDENCE_RECORD", "✓ FILE")
        .contains("\nVERIFIED\n", "work.declare 7625303b", "signed by", "not before", "not after")
        .contains("\nNot proven\n", "That the statement is true.")
        .doesNotContain("✗", "give --genesis", "give it with --file", "\u001b");
  }

  @Test
  void saysWhatTheUserDidNotBring() {
    Run run = run(SINGLE, "--at", IN_2026);
    assertThat(run.exitCode()).isEqualTo(OK);
    assertThat(run.out()).contains("give --genesis", "give it with --file");
  }

  @Test
  void tellsProgramsTheFactsThatTheExamplesList() throws Exception {
    for (String name : List.of("single", "batch", "two-signers")) {
      Run run = verify(EXAMPLES.resolve(name + ".zip"), "--json");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(OK);
      Json.Obj told = run.json().getFirst();
      assertThat(text(told, "verified")).isEqualTo("true");
      assertThat(text(told, "trustedGenesis")).isEqualTo("true");
      assertThat(told.members()).doesNotContainKey("failed");
      Json.Obj facts = facts(told);
      for (String fact :
          List.of("chain", "record", "index", "height", "claimed", "ordered", "attested")) {
        assertThat(name + " " + fact + " " + text(facts, fact)).isIn(values());
      }
    }
  }

  private static Json.Obj facts(Json.Obj told) {
    if (told.members().get("facts") instanceof Json.Obj facts) {
      return facts;
    }
    throw new AssertionError("no facts in " + told.text());
  }

  private static List<String> values() throws IOException {
    return Files.readAllLines(EXAMPLES.resolve("values.txt"));
  }

  @Test
  void judgesEachOfManyBundlesAndFailsWhenOneDoes() throws Exception {
    Path spoilt = write("spoilt.zip", new byte[30]);
    Run run = run(SINGLE, spoilt, EXAMPLES.resolve("batch.zip"), "--at", IN_2026, "--json");
    assertThat(run.exitCode()).isEqualTo(REFUSED);
    assertThat(run.json().stream().map(line -> text(line, "verified")))
        .containsExactly("true", "false", "true");
    assertThat(text(run.json().get(1), "failed")).isEqualTo("CONTAINER");
    assertThat(text(run.json().get(1), "bundle")).isEqualTo(spoilt.toString());
    Run forPeople = run(SINGLE, spoilt, "--at", IN_2026);
    assertThat(forPeople.exitCode()).isEqualTo(REFUSED);
    assertThat(forPeople.err()).contains(spoilt + ": CONTAINER");
  }

  @Test
  void namesTheCheckThatFails() throws Exception {
    Path kite = SAMPLES.resolve("paper-kite.svg");
    assertRefused("FILE", verify(SINGLE, "--file", kite));
    assertRefused("FILE", verify(EXAMPLES.resolve("two-signers.zip"), "--file", kite));
    assertRefused("EVIDENCE_RECORD", run(SINGLE, "--at", "2090-01-01T00:00:00Z"));
    assertRefused("EVIDENCE_RECORD", run(SINGLE, "--at", "1767000000000"));
    assertRefused("EVIDENCE_RECORD", verify(SINGLE, "--weak", "sha256@2026-05-31"));
    assertThat(verify(SINGLE, "--weak", "sha256@2026-06-02").exitCode()).isEqualTo(OK);
    byte[] foreign = TestConsortium.ofSeed(3).genesis().bytes();
    Path genesis = write("other.json", foreign);
    assertRefused("GENESIS", run(SINGLE, "--genesis", genesis, "--at", IN_2026));
  }

  @Test
  void refusesEveryFlippedByte() throws Exception {
    byte[] whole = Files.readAllBytes(SINGLE);
    Random random = new Random(SEED);
    for (int i = 0; i < 60; i++) {
      byte[] changed = whole.clone();
      int at = random.nextInt(whole.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Run run = verify(write("changed.zip", changed), "--json");
      assertThat(run.exitCode()).as("seed %d, byte %d", SEED, at).isEqualTo(REFUSED);
      assertThat(text(run.json().getFirst(), "failed")).isIn("CONTAINER", "MANIFEST");
      assertThat(run.json().getFirst().members()).doesNotContainKey("facts");
    }
  }

  @Test
  void refusesTruncatedZipsAtAnyLength() throws Exception {
    byte[] whole = Files.readAllBytes(SINGLE);
    for (int length : new int[] {0, 1, 4, 30, 1000, whole.length / 2, whole.length - 1}) {
      Path cut = write("cut.zip", Arrays.copyOf(whole, length));
      assertRefused("CONTAINER", verify(cut));
    }
    assertRefused("CONTAINER", verify(write("long.zip", Arrays.copyOf(whole, whole.length + 1))));
    assertRefused("CONTAINER", verify(write("huge.zip", new byte[17 << 20])));
    assertRefused("CONTAINER", verify(LAMP));
  }

  @Test
  void namesFilesThatAreMissingOrOfAnotherKind() throws Exception {
    Path none = folder.resolve("none");
    assertLocal("none: no such file", verify(none));
    assertLocal("none: no such file", verify(SINGLE, "--file", none));
    assertLocal("none: no such file", run(SINGLE, "--genesis", none));
    assertLocal("none: no such file", verify(SINGLE, "--tsa-ca", none));
    assertLocal("none: no such file", verify(SINGLE, "--file", LAMP, "--opening", none));
    assertLocal("not a genesis", run(SINGLE, "--genesis", LAMP));
    assertLocal("not certificates in PEM", verify(SINGLE, "--tsa-ca", GENESIS));
    assertLocal("not an opening", verify(SINGLE, "--file", LAMP, "--opening", GENESIS));
    assertLocal("larger than", verify(SINGLE, "--tsa-ca", write("big", new byte[2 << 20])));
    assertLocal("", verify(folder));
  }

  @Test
  void explainsWrongUsage() {
    assertUsage("Missing required parameter: 'ZIP'", run());
    assertUsage("Unknown option: '--offline'", verify(SINGLE, "--offline"));
    assertUsage("--opening needs --file", verify(SINGLE, "--opening", GENESIS));
    assertUsage("--file is about one bundle", run(SINGLE, SINGLE, "--file", LAMP));
    assertUsage("--at: \"yesterday\" is no time", run(SINGLE, "--at", "yesterday"));
    assertUsage("--weak: ", verify(SINGLE, "--weak", "md5"));
    Run help = run("--help");
    assertThat(help.exitCode()).isEqualTo(OK);
    assertThat(help.out()).contains("Usage: colophon evidence verify", "Exit codes:", "--genesis");
  }

  @Test
  void trustsFurtherAuthoritiesThatTheUserBrings() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(SEED);
    Actor creator = consortium.actor("creator-one");
    TestLedger ledger = consortium.openWith(creator);
    TestRecord record = consortium.records().declare(creator, consortium.hash("a song"));
    ledger.accept(record);
    Instant start = Instant.ofEpochMilli(TestConsortium.START.value());
    CertificateAuthority outside =
        CertificateAuthority.create("outside", Duration.ofDays(4000), start);
    ledger.sealStamped(TestAuthority.of(TestConsortium.NOTARY));
    Path bundle;
    try (LedgerReader reader = ledger.read()) {
      byte[] zip = new EvidenceAssembler(consortium.genesis()).assemble(reader, record.id());
      bundle =
          write(
              "renewed.zip",
              EvidenceRenewal.renew(
                  zip,
                  new EvidenceVerifier.Options(
                      Optional.empty(),
                      Optional.empty(),
                      List.of(outside.certificate()),
                      AlgorithmPolicy.standard(),
                      in2027()),
                  Optional.empty(),
                  List.of(),
                  imprint ->
                      TestAuthority.under(outside)
                          .stamp(imprint.algorithm(), imprint.bytes(), in2027())));
    }
    Path roots =
        write("outside.pem", Pem.encode(outside.certificate()).getBytes(StandardCharsets.US_ASCII));
    String at = "2027-06-01T00:00:00Z";
    assertRefused("EVIDENCE_RECORD", run(bundle, "--at", at));
    assertThat(run(bundle, "--at", at, "--tsa-ca", roots).exitCode()).isEqualTo(OK);
  }

  private static Timestamp in2027() {
    return TestConsortium.START.plus(400L * 86_400_000);
  }
}
