package org.colophon.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.delivery.DeliveryRequest.Verb;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestDelivery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sealed delivery holds, who opens it, and that nothing of it can be exchanged. */
class DeliveryIndexTest {
  private static final SubjectId COURT = new SubjectId(TestConsortium.COURT_NORTH.text());

  private final TestConsortium consortium = TestConsortium.ofSeed(11);
  private final Actor alice = consortium.actor("alice");
  private final SecureRandom random = new SecureRandom();
  private final RecipientSecret secret = RecipientSecret.generate(random);
  private final RecipientSecret other = RecipientSecret.generate(random);
  private final DataKey key = DataKey.generate(random);
  private TestDelivery delivery;

  @BeforeEach
  void aFilmAndALetter() throws Exception {
    delivery = seal("dear court".getBytes(UTF_8));
  }

  private TestDelivery seal(byte[] letter) throws RefusedException {
    byte[] film = new byte[2 * ChunkCipher.CHUNK_LENGTH + 5];
    return TestDelivery.seal(
        consortium.chain(),
        TestConsortium.COURT_NORTH,
        alice.subject(),
        List.of(new Envelope.Recipient(COURT, secret.publicKey())),
        key,
        film,
        letter,
        new byte[0]);
  }

  private static void assertRefused(Reason reason, String detail, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().reason()).isEqualTo(reason);
              assertThat(e.refusal().detail()).contains(detail);
            });
  }

  private static void assertSpoilt(ThrowingCallable open) {
    assertThatThrownBy(open).isInstanceOf(CiphertextException.class);
  }

  private DeliveryKeys unwrap(DeliveryIndex index) throws RefusedException {
    return index.unwrap(index.wrappedFor(COURT), secret);
  }

  private static byte[] replaced(DeliveryIndex index, String from, String to) {
    String text = new String(index.bytes(), UTF_8);
    assertThat(text).contains(from);
    return text.replace(from, to).getBytes(UTF_8);
  }

  @Test
  void itsRecipientOpensIt() throws Exception {
    DeliveryIndex index = DeliveryIndex.read(delivery.index().bytes());
    DeliveryKeys keys = unwrap(index);

    assertThat(index).isEqualTo(delivery.index());
    assertThat(index.open(keys)).isEqualTo(delivery.manifest());
    assertThat(index.places()).hasSize(5);
    assertThat(index.places().get(2)).isEqualTo(new DeliveryIndex.Place(0, 2, 5, true));
    assertThat(index.places().get(4)).isEqualTo(new DeliveryIndex.Place(2, 0, 0, true));
    assertThat(index.sealedSize())
        .isEqualTo(delivery.chunks().stream().mapToLong(chunk -> chunk.length).sum());
    index.requireChunk(3, delivery.chunks().get(3));
    assertThat(keys.file(1).decrypt(0, true, delivery.chunks().get(3)))
        .isEqualTo("dear court".getBytes(UTF_8));
  }

  @Test
  void itSaysNothingOfTheCaseNorOfTheFiles() {
    assertThat(new String(delivery.index().bytes(), UTF_8))
        .doesNotContain(
            "file-",
            "octet-stream",
            "MATERIAL",
            delivery.manifest().files().getFirst().content().sha256().hex());
  }

  @Test
  void nobodyElseOpensIt() {
    DeliveryIndex index = delivery.index();
    assertRefused(
        Reason.NOT_AUTHORISED, "not encrypted for alice", () -> index.wrappedFor(alice.subject()));
    assertRefused(
        Reason.NOT_AUTHORISED, "delivery", () -> index.unwrap(index.wrappedFor(COURT), other));
  }

  @Test
  void aKeyThatWasWrappedForAnotherDeliveryOpensNothing() throws Exception {
    TestDelivery another = seal("dear judge".getBytes(UTF_8));
    WrappedKey moved = another.index().wrappedFor(COURT);
    assertRefused(Reason.NOT_AUTHORISED, "delivery", () -> delivery.index().unwrap(moved, secret));
  }

  @Test
  void toAnotherCourtOrFromAnotherSenderItOpensNothing() throws Exception {
    DeliveryIndex index = delivery.index();
    for (byte[] changed :
        List.of(
            replaced(index, "\"court\":\"court-north\"", "\"court\":\"court-south\""),
            replaced(index, "\"sender\":\"alice\"", "\"sender\":\"bob\""),
            replaced(index, index.manifest().hex(), consortium.hash("other").hex()))) {
      DeliveryIndex read = DeliveryIndex.read(changed);
      assertRefused(Reason.NOT_AUTHORISED, "delivery", () -> unwrap(read));
    }
  }

  @Test
  void filesShareNoKey() throws Exception {
    DeliveryKeys keys = unwrap(delivery.index());
    byte[] letter = delivery.chunks().get(3);
    assertSpoilt(() -> keys.file(0).decrypt(0, true, letter));
    // The same secret, and another letter: not even the film's chunks can be taken over.
    TestDelivery another = seal("dear judge".getBytes(UTF_8));
    assertSpoilt(() -> keys.file(0).decrypt(0, false, another.chunks().get(0)));
  }

  @Test
  void chunksStayInTheirPlaces() throws Exception {
    DeliveryKeys keys = unwrap(delivery.index());
    List<byte[]> chunks = delivery.chunks();
    assertRefused(
        Reason.COMMITMENT_MISMATCH,
        "chunk 0",
        () -> delivery.index().requireChunk(0, chunks.get(1)));
    assertSpoilt(() -> keys.file(0).decrypt(0, false, chunks.get(1)));
    // Cut off behind the second chunk, which then would be the last.
    assertSpoilt(() -> keys.file(0).decrypt(1, true, chunks.get(1)));
  }

  @Test
  void anotherManifestIsRefused() throws Exception {
    DeliveryManifest manifest = delivery.manifest();
    DeliveryManifest foreign = seal("dear judge".getBytes(UTF_8)).manifest();
    assertRefused(
        Reason.COMMITMENT_MISMATCH,
        "manifest",
        () -> delivery.index().requireManifest(foreign.bytes()));
    // A sender whose index says otherwise than the manifest to which it commits.
    DeliveryIndex index = delivery.index();
    List<Long> sizes = new ArrayList<>(index.sizes());
    Collections.swap(sizes, 1, 2);
    DeliveryIndex lying =
        new DeliveryIndex(
            index.chain(),
            index.court(),
            index.sender(),
            index.manifest(),
            sizes,
            index.chunks(),
            index.recipients(),
            index.sealed());
    assertRefused(
        Reason.COMMITMENT_MISMATCH,
        "says otherwise",
        () -> lying.requireManifest(manifest.bytes()));
    assertRefused(Reason.COMMITMENT_MISMATCH, "says otherwise", () -> lying.open(unwrap(lying)));
  }

  @Test
  void aSealedManifestThatWasChangedIsRefused() throws Exception {
    String sealed = delivery.index().sealed();
    String spoilt = (sealed.startsWith("A") ? "B" : "A") + sealed.substring(1);
    DeliveryIndex index = DeliveryIndex.read(replaced(delivery.index(), sealed, spoilt));
    assertRefused(Reason.MALFORMED, "sealed", () -> index.open(unwrap(index)));
  }

  @Test
  void refusesAnIndexOfAnotherForm() {
    DeliveryIndex index = delivery.index();
    String first = "\"" + index.chunks().getFirst().hex() + "\",";
    assertRefused(
        Reason.MALFORMED,
        "chunks: 4 (expected: 5, as the files need)",
        () -> DeliveryIndex.read(replaced(index, first, "")));
    assertRefused(
        Reason.MALFORMED,
        "chunks: one occurs twice",
        () ->
            DeliveryIndex.read(replaced(index, first, "\"" + index.chunks().get(1).hex() + "\",")));
    assertRefused(
        Reason.MALFORMED,
        "format",
        () -> DeliveryIndex.read(replaced(index, "colophon-delivery/1", "colophon-delivery/2")));
    assertRefused(
        Reason.MALFORMED,
        "files",
        () -> DeliveryIndex.read(replaced(index, "\"files\":[2097157", "\"files\":[-1")));
    assertRefused(
        Reason.TOO_LARGE, "text", () -> DeliveryIndex.read(new byte[DeliveryIndex.BYTES_MAX + 1]));
  }

  @Test
  void recipientsAreSortedAndEachOnce() {
    Envelope.Recipient court = new Envelope.Recipient(COURT, secret.publicKey());
    for (SubjectId second : List.of(COURT, new SubjectId("archivist"))) {
      assertRefused(
          Reason.MALFORMED,
          "recipients",
          () ->
              DeliveryIndex.seal(
                  delivery.manifest(),
                  delivery.index().chunks(),
                  List.of(court, new Envelope.Recipient(second, other.publicKey())),
                  key));
    }
  }

  @Test
  void refusesNamesThatAreNoPlainFileNames() {
    for (String name :
        List.of(
            "../a", "a/b", "a\\b", ".hidden", "a.", "a ", "", "a\nb", "-rf", "a\u202eb", "a:b")) {
      assertThatThrownBy(() -> DeliveredFile.checkName(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String name : List.of("report.pdf", "证据 1 (副本).mp4", "a_b-c+d,e.tar.gz", "né.txt")) {
      assertThat(DeliveredFile.checkName(name)).isEqualTo(name);
    }
    assertThatThrownBy(() -> DeliveredFile.checkName("a".repeat(81)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoFilesHaveTwoNames() {
    DeliveryManifest manifest = delivery.manifest();
    ContentDigest content = manifest.files().getFirst().content();
    DeliveryManifest twice =
        new DeliveryManifest(
            manifest.chain(),
            manifest.court(),
            manifest.sender(),
            Optional.empty(),
            List.of(
                new DeliveredFile("Kite.zip", DeliveredFile.Kind.BUNDLE, content),
                new DeliveredFile("kite.ZIP", DeliveredFile.Kind.BUNDLE, content)),
            manifest.salt());
    assertRefused(
        Reason.MALFORMED, "files: one occurs twice", () -> DeliveryManifest.read(twice.bytes()));
  }

  @Test
  void requestsAreReadBack() throws Exception {
    DeliveryRequest fetch = request(Verb.FETCH, Optional.of(7));
    assertThat(DeliveryRequest.read(fetch.bytes())).isEqualTo(fetch);
    DeliveryRequest send = request(Verb.SEND, Optional.empty());
    assertThat(DeliveryRequest.read(send.bytes())).isEqualTo(send);
    assertRefused(
        Reason.MALFORMED,
        "chunk",
        () -> DeliveryRequest.read(request(Verb.SEND, Optional.of(7)).bytes()));
  }

  private DeliveryRequest request(Verb verb, Optional<Integer> chunk) {
    return new DeliveryRequest(
        verb,
        consortium.chain(),
        alice.subject(),
        alice.key().name(),
        new Timestamp(7),
        "ab".repeat(16),
        Hash.sha256(),
        chunk);
  }
}
