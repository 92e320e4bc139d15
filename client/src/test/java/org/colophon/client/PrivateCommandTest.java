package org.colophon.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private matter in the command: kept, opened, erased. */
class PrivateCommandTest {
  private static final String NUMBER = "(2026) Jing 73 Min Chu 1";
  private static final URI FIRST = URI.create("https://localhost:1");
  private static final URI SECOND = URI.create("https://localhost:2");

  @TempDir Path folder;
  private World world;
  private Path court;

  @BeforeEach
  void aCourtPublishesItsKey() throws Exception {
    world = new World(folder);
    court = world.profile("internet-court");
    done("key", "rotate", "--recipient-key", "--profile", court);
  }

  private World.Run done(Object... words) {
    return world.run(words).done();
  }

  private World.Run openCase(Path profile, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("case", "open", "--kind", "CIVIL", "--number", NUMBER, "--party", "li-wei"));
    words.addAll(List.of("--party", "streamline", "--profile", profile));
    words.addAll(List.of(more));
    return world.run(words.toArray());
  }

  private Statement newest() {
    return world.network.statements().getLast();
  }

  private String kept() {
    World.Run run = openCase(court, "--keep-at-custodians");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return newest().id().hex();
  }

  @Test
  void rotatingPublishesTheKeyOfTheProfile() throws Exception {
    KeyRotate rotate = (KeyRotate) newest().content();
    assertThat(rotate.recipientKey()).isPresent();
    assertThat(Files.exists(court.resolve("recipient.pem"))).isTrue();
    done("key", "rotate", "--recipient-key", "--profile", court);
    assertThat(((KeyRotate) newest().content()).recipientKey()).isEqualTo(rotate.recipientKey());
    done("key", "rotate", "--profile", court);
    assertThat(((KeyRotate) newest().content()).recipientKey()).isEmpty();
  }

  @Test
  void aRequestToBeRegisteredPublishesOne() throws Exception {
    Path alice = world.profile("alice");
    Path office = world.profile(World.OFFICE, world.officeKey);
    done(
        "subject",
        "request",
        "--recipient-key",
        "--identity",
        "5b".repeat(32),
        "--out",
        folder.resolve("request.json"),
        "--profile",
        alice);
    done("subject", "register", folder.resolve("request.json"), "--profile", office);
    assertThat(((SubjectRegister) newest().content()).recipientKey()).isPresent();
  }

  @Test
  void validatorsKeepItAndItOpensAgain() {
    String record = kept();
    PrivateMatter matter = newest().privateMatter().orElseThrow();
    assertThat(matter.receipts()).hasSize(2);
    assertThat(world.network.custody.ciphertexts).hasSize(2);
    for (byte[] ciphertext : world.network.custody.ciphertexts.values()) {
      assertThat(Hash.sha256(ciphertext)).isEqualTo(matter.digest());
      assertThat(new String(ciphertext, UTF_8)).doesNotContain(NUMBER, "li-wei");
    }

    World.Run run = done("private", "open", record, "--profile", court);
    assertThat(run.out())
        .contains("every opening opens", "number", NUMBER, "parties[0]", "li-wei", "streamline");
    assertThat(done("private", "open", record, "--json", "--profile", court).out())
        .contains("\"member\":\"parties[1]\"", "\"text\":\"streamline\"");
  }

  @Test
  void nothingIsKeptUnlessAsked() {
    assertThat(openCase(court).exitCode()).isZero();
    assertThat(newest().privateMatter()).isEmpty();
    assertThat(world.network.custody.ciphertexts).isEmpty();
    World.Run run = world.run("private", "open", newest().id().hex(), "--profile", court);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("no private matter");
  }

  @Test
  void aProfileWithRecipientsHasEverythingKept() throws Exception {
    Path settings = court.resolve("profile.yaml");
    Files.writeString(settings, Files.readString(settings) + "recipients:\n  - nobody\n");
    World.Run run = openCase(court);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("the chain knows no nobody");
    assertThat(world.network.custody.ciphertexts).isEmpty();
  }

  @Test
  void goesOnWhileEnoughValidatorsAreUp() {
    world.network.custody.down.add(FIRST);
    String record = kept();
    assertThat(newest().privateMatter().orElseThrow().receipts()).hasSize(1);
    world.network.custody.down.clear();
    assertThat(done("private", "open", record, "--profile", court).out()).contains(NUMBER);
  }

  @Test
  void nothingIsSentWhenTooFewKeepIt() {
    int before = world.network.statements().size();
    world.network.custody.down.addAll(Set.of(FIRST, SECOND));
    World.Run run = openCase(court, "--keep-at-custodians");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("0 validators keep it (expected: at least 1)");
    assertThat(world.network.statements()).hasSize(before);
  }

  @Test
  void whoHasNoRecipientKeyIsTold() throws Exception {
    Path other = world.profile("other-court");
    World.Run run = openCase(other, "--keep-at-custodians");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("key rotate --recipient-key");
    run = openCase(court, "--for", "nobody");
    assertThat(run.err()).contains("the chain knows no nobody");
    assertThat(openCase(other).exitCode()).isZero();
    run = openCase(court, "--for", "other-court");
    assertThat(run.err()).contains("has published no recipient key");
  }

  @Test
  void aCiphertextFromAFileOpensToo() throws Exception {
    String record = kept();
    Path saved = folder.resolve("saved.json");
    done("private", "open", record, "--save", saved, "--profile", court);
    world.network.custody.down.addAll(Set.of(FIRST, SECOND));
    assertThat(done("private", "open", record, "--from", saved, "--profile", court).out())
        .contains(NUMBER);

    byte[] bytes = Files.readAllBytes(saved);
    bytes[bytes.length / 2] ^= 1;
    Path changed = Files.write(folder.resolve("changed.json"), bytes);
    World.Run run = world.run("private", "open", record, "--from", changed, "--profile", court);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("not the one that the record names");
  }

  @Test
  void whoIsNoRecipientOpensNothing() throws Exception {
    String record = kept();
    Path other = world.profile("other-court");
    World.Run run = world.run("private", "open", record, "--profile", other);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("not encrypted for other-court");
    assertThat(run.out()).doesNotContain(NUMBER);
  }

  @Test
  void whenNobodyHasItTheFirstOneThatWasAskedSaysWhy() {
    String record = kept();
    world.network.custody.ciphertexts.clear();
    World.Run run = world.run("private", "open", record, "--profile", court);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("not kept at " + FIRST).doesNotContain(SECOND.toString());
  }

  @Test
  void aKeyThatWasPutAsideStillOpens() throws Exception {
    String record = kept();
    Files.move(court.resolve("recipient.pem"), court.resolve("recipient.2025.pem"));
    done("key", "rotate", "--recipient-key", "--profile", court);
    assertThat(done("private", "open", record, "--profile", court).out()).contains(NUMBER);
    Files.delete(court.resolve("recipient.2025.pem"));
    World.Run run = world.run("private", "open", record, "--profile", court);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("no recipient key with fingerprint");
  }

  @Test
  void smallTextsAreKeptWithTheirCommitmentsAndOtherFilesByTheirDigest() throws Exception {
    Path text = world.file("reasons.txt", "因为");
    Path image = folder.resolve("image.png");
    Files.write(image, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    for (Path file : List.of(text, image)) {
      done(
          "objection",
          "raise",
          "--work",
          "5b".repeat(32),
          "--ground",
          "COPYING",
          "--reason",
          file,
          "--keep-at-custodians",
          "--profile",
          court);
      String out = done("private", "open", newest().id().hex(), "--json", "--profile", court).out();
      assertThat(out).contains(Hash.sha256(Files.readAllBytes(file)).hex());
      assertThat(out.contains("\"text\"")).isEqualTo(file.equals(text));
    }
  }

  @Test
  void aDepositIsKeptToo() throws Exception {
    Path text = world.file("diary.txt", "first page");
    done("evidence", "deposit", text, "--keep-at-custodians", "--profile", court);
    assertThat(newest().privateMatter()).isPresent();
  }

  @Test
  void erasingDeletesTheOpeningsHere() throws Exception {
    String record = kept();
    World.Run run = done("key", "erase", record, "--json", "--profile", court);
    KeyErase erase = (KeyErase) newest().content();
    assertThat(erase.record().hex()).isEqualTo(record);
    assertThat(erase.destroyed())
        .containsExactlyInAnyOrder(KeyErase.Destroyed.CIPHERTEXT, KeyErase.Destroyed.SALT);
    assertThat(run.out()).contains("\"openingsDeleted\":3", "\"type\":\"key.erase\"");
    try (Stream<Path> files = Files.list(court.resolve("openings"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void erasingCanLeaveTheOpeningsHere() throws Exception {
    String record = kept();
    done("key", "erase", record, "--keep-openings", "--profile", court);
    assertThat(((KeyErase) newest().content()).destroyed())
        .containsExactly(KeyErase.Destroyed.CIPHERTEXT);
    try (Stream<Path> files = Files.list(court.resolve("openings"))) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void aRegistrarErasesForWhoSigned() throws Exception {
    String record = kept();
    Path office = world.profile(World.OFFICE, world.officeKey);
    done("key", "erase", record, "--profile", office);
    assertThat(newest().signers().getFirst().role().label()).isEqualTo("registrar");
  }
}
