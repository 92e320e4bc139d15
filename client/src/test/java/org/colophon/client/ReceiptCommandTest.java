package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.config.Profile;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.receipt.ReceiptAssembler;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptCommandTest {
  @TempDir private Path folder;
  private MonitoredChain chain = uninitialised();
  private TestRecord record = unordered();

  @SuppressWarnings("NullAway")
  private static MonitoredChain uninitialised() {
    return null;
  }

  @SuppressWarnings("NullAway")
  private static TestRecord unordered() {
    return null;
  }

  @BeforeEach
  void setUp() throws Exception {
    chain = MonitoredChain.ofSeed(9);
    Actor creator = chain.consortium.actor("creator-one");
    record = chain.consortium.records().declare(creator, chain.consortium.hash("a song"));
    chain.ledger.accept(record);
    chain.seal();
    Instant now = Instant.now();
    CoseSigner signer =
        CoseSigner.of(
            TestConsortium.authority(TestConsortium.NOTARY)
                .issueDocumentSigner(
                    TestConsortium.node(TestConsortium.NOTARY).text(), now, Duration.ofDays(1)));
    try (LedgerReader reader = chain.ledger.read()) {
      chain.coseReceipt =
          new ReceiptAssembler(chain.consortium.genesis(), signer)
              .assemble(reader, record.id(), new Timestamp(now.toEpochMilli()));
    }
    chain.shownRecord = record.bytes();
    Path profile = folder.resolve("profile");
    new Profile(
            profile,
            List.of(URI.create("https://a.example:1")),
            profile.resolve("genesis.json"),
            "notary-east",
            "clerk",
            Optional.empty(),
            profile.resolve("key.pem"),
            Optional.empty(),
            List.of())
        .write();
    Files.write(profile.resolve("genesis.json"), chain.consortium.genesis().bytes());
    Files.write(folder.resolve("record.json"), record.bytes());
  }

  private World.Run run(Object... words) {
    List<Object> all = new ArrayList<>(List.of("evidence", "receipt"));
    all.addAll(List.of(words));
    return Shell.on((profile, genesis, timeout) -> chain).run(all.toArray());
  }

  private Path out() {
    return folder.resolve("r.cose");
  }

  private World.Run export() {
    return run(record.id().hex(), "--out", out(), "--profile", folder.resolve("profile"), "--json");
  }

  private World.Run verify(Path receipt, Path of) {
    return run(
        "--verify",
        receipt,
        "--record",
        of,
        "--genesis",
        folder.resolve("profile").resolve("genesis.json"));
  }

  @Test
  void writesAReceiptThatVerifiesOfflineAndSaysWhoSigned() {
    World.Run exported = export();
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(World.text(exported.json().getFirst(), "issuer")).isEqualTo("notary-east");
    assertThat(World.text(exported.json().getFirst(), "cosignedBy")).contains("court-north");
    World.Run verified = verify(out(), folder.resolve("record.json"));
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out())
        .contains("record  " + record.id())
        .contains("issued  by notary-east (")
        .contains("by its own clock")
        .contains("sealed  by court-north, court-south, notary-east");
  }

  @Test
  void writesNothingWhenTheAnswerDoesNotVerify() {
    chain.coseReceipt = "nonsense".getBytes(StandardCharsets.UTF_8);
    World.Run run = export();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).startsWith("error: FORM: ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void anotherRecordOrReceiptFailsByName() throws Exception {
    assertThat(export().exitCode()).isZero();
    TestRecord other =
        chain
            .consortium
            .records()
            .declare(chain.consortium.actor("creator-one"), chain.consortium.hash("other"));
    Path file = Files.write(folder.resolve("other.json"), other.bytes());
    World.Run wrong = verify(out(), file);
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(wrong.err()).startsWith("error: INCLUSION: ");
    byte[] spoilt = Files.readAllBytes(out());
    spoilt[spoilt.length - 5] ^= 1;
    Path changed = Files.write(folder.resolve("changed.cose"), spoilt);
    assertThat(verify(changed, folder.resolve("record.json")).err())
        .startsWith("error: SIGNATURE: ");
    Path huge = Files.write(folder.resolve("huge.cose"), new byte[17 << 20]);
    assertThat(verify(huge, file).exitCode()).isEqualTo(ExitCodes.LOCAL);
  }

  @Test
  void wrongUsageAndFilesInTheWayAreNamed() throws Exception {
    assertThat(run().exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--verify", out()).exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run(record.id().hex()).exitCode()).isEqualTo(ExitCodes.USAGE);
    Files.writeString(out(), "mine");
    assertThat(export().err()).contains("there is such a file already");
    assertThat(Files.readString(out())).isEqualTo("mine");
  }
}
