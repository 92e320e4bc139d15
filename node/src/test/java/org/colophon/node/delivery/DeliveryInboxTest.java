package org.colophon.node.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.config.NodeConfig;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.custody.Envelope;
import org.colophon.core.delivery.DeliveryRequest;
import org.colophon.core.delivery.DeliveryRequest.Verb;
import org.colophon.core.port.Deliveries.Progress;
import org.colophon.core.reading.Asked;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestDelivery;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a court's inbox takes, gives out and drops, and what is left of it on its disk. */
class DeliveryInboxTest {
  private static final OrgId COURT = TestConsortium.COURT_NORTH;
  private static final long DAY_MS = 24L * 60 * 60 * 1000;
  private static final int MB = 1 << 20;

  @TempDir Path folder;
  private final TestConsortium consortium = TestConsortium.ofSeed(5);
  private final TestRecords records = consortium.records();
  private final Actor alice = consortium.actor("alice");
  private final Actor bob = consortium.actor("bob");
  private final Actor court = consortium.actor(COURT);
  private final SecureRandom random = new SecureRandom();
  private final RecipientSecret secret = RecipientSecret.generate(random);
  private NodeConfig.Delivery settings = new NodeConfig.Delivery(8, 12, 0, 7, 30, Optional.empty());
  private TestLedger ledger;
  private DeliveryInbox inbox;
  private TestDelivery delivery;
  private Timestamp now;
  private int nonces;

  @BeforeEach
  void aCourtTakesDeliveries() throws Exception {
    ledger = consortium.openWith(alice, bob);
    now = ledger.nextStamp();
    inbox = open();
    delivery = sealed(alice, new byte[2 * MB + 5], new byte[0]);
  }

  @AfterEach
  void close() {
    inbox.close();
  }

  private DeliveryInbox open() throws IOException {
    return DeliveryInbox.open(
        folder.resolve("deliveries"),
        folder.resolve("webhook"),
        ledger.ledger(),
        COURT,
        settings,
        () -> now.value());
  }

  private void restart() throws IOException {
    inbox.close();
    inbox = open();
  }

  private TestDelivery sealed(Actor sender, byte[]... files) throws RefusedException {
    return sealed(COURT, sender, files);
  }

  private TestDelivery sealed(OrgId to, Actor sender, byte[]... files) throws RefusedException {
    return TestDelivery.seal(
        consortium.chain(),
        to,
        sender.subject(),
        List.of(new Envelope.Recipient(new SubjectId(COURT.text()), secret.publicKey())),
        DataKey.generate(random),
        files);
  }

  private byte[] request(Verb verb, Actor asking, Hash digest, Optional<Integer> chunk) {
    return request(verb, asking, digest, chunk, now);
  }

  private byte[] request(
      Verb verb, Actor asking, Hash digest, Optional<Integer> chunk, Timestamp at) {
    return new DeliveryRequest(
            verb,
            consortium.chain(),
            asking.subject(),
            asking.key().name(),
            at,
            consortium.hash("nonce " + nonces++).hex().substring(0, 32),
            digest,
            chunk)
        .bytes();
  }

  private Progress begin(TestDelivery sent, Actor sender) throws RefusedException {
    byte[] request = request(Verb.SEND, sender, sent.id(), Optional.empty());
    return inbox.begin(sent.index().bytes(), request, sender.key().sign(request));
  }

  private Progress progress(Actor asking) throws RefusedException {
    byte[] request = request(Verb.STATUS, asking, delivery.id(), Optional.empty());
    return inbox.progress(request, asking.key().sign(request));
  }

  private byte[] give(Actor asking, Optional<Integer> chunk) throws RefusedException {
    byte[] request = request(Verb.FETCH, asking, delivery.id(), chunk);
    return inbox.give(request, asking.key().sign(request));
  }

  private void send(TestDelivery sent, Actor sender) throws RefusedException {
    for (int number : begin(sent, sender).missing()) {
      inbox.store(sent.id(), number, sent.chunks().get(number));
    }
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("deliveries"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  private boolean isHere() {
    return Files.exists(folder.resolve("deliveries").resolve(delivery.id().hex()));
  }

  private TestRecord submitted() throws Exception {
    TestRecord submission = records.submit(alice, COURT, delivery.id());
    ledger.accept(submission);
    return submission;
  }

  @Test
  void takesItChunkByChunkAndGivesItToTheCourt() throws Exception {
    assertThat(begin(delivery, alice).missing()).containsExactly(0, 1, 2, 3);
    inbox.store(delivery.id(), 2, delivery.chunks().get(2));
    assertThat(progress(alice).missing()).containsExactly(0, 1, 3);
    assertThat(begin(delivery, alice).missing()).containsExactly(0, 1, 3);
    send(delivery, alice);

    assertThat(progress(court).missing()).isEmpty();
    assertThat(give(court, Optional.empty())).isEqualTo(delivery.index().bytes());
    for (int number = 0; number < 4; number++) {
      assertThat(give(court, Optional.of(number))).isEqualTo(delivery.chunks().get(number));
    }
  }

  @Test
  void aRestartForgetsNothingThatWasAcknowledged() throws Exception {
    assertThat(begin(delivery, alice).chunks()).isEqualTo(4);
    inbox.store(delivery.id(), 0, delivery.chunks().get(0));
    inbox.store(delivery.id(), 3, delivery.chunks().get(3));
    // A crash while a chunk was written, another while a delivery was begun or dropped.
    Path home = folder.resolve("deliveries");
    Files.write(home.resolve(delivery.id().hex()).resolve("9.part"), new byte[] {1});
    Files.createDirectory(home.resolve(Hash.sha256().hex() + ".part"));
    Files.write(home.resolve(Hash.sha256().hex() + ".part").resolve("index.json"), new byte[] {1});
    restart();

    assertThat(progress(alice).missing()).containsExactly(1, 2);
    assertThat(files()).containsExactly("00000.chunk", "00003.chunk", "index.json");
    send(delivery, alice);
    restart();
    assertThat(progress(alice).missing()).isEmpty();
    assertThat(give(court, Optional.of(1))).isEqualTo(delivery.chunks().get(1));
  }

  @Test
  void whatTheDiskSpoiltIsNotGivenOutAndComesAgain() throws Exception {
    send(delivery, alice);
    TestRecord _ = submitted();
    Path chunk = folder.resolve("deliveries").resolve(delivery.id().hex()).resolve("00001.chunk");
    byte[] spoilt = Files.readAllBytes(chunk);
    spoilt[1234] ^= 1;
    Files.write(chunk, spoilt);
    now = now.plus(100 * DAY_MS);
    assertRefused(Reason.NOT_FOUND, () -> give(court, Optional.of(1)));
    inbox.look();
    assertThat(progress(court).missing()).containsExactly(1);
    send(delivery, alice);
    assertThat(give(court, Optional.of(1))).isEqualTo(delivery.chunks().get(1));
    assertThat(progress(court).droppedAt()).isEmpty();
  }

  @Test
  void aSpoiltIndexKeepsNoNodeFromStarting() throws Exception {
    send(delivery, alice);
    TestDelivery other = sealed(bob, new byte[3]);
    send(other, bob);
    Path home = folder.resolve("deliveries");
    Files.write(home.resolve(other.id().hex()).resolve("index.json"), new byte[] {'{', '}'});
    restart();
    assertThat(progress(alice).missing()).isEmpty();
    assertThat(home.resolve(other.id().hex() + ".damaged")).isDirectory();
    assertThat(begin(other, bob).missing()).containsExactly(0);
  }

  @Test
  void storingAgainChangesNothing() throws Exception {
    send(delivery, alice);
    List<String> before = files();
    inbox.store(delivery.id(), 0, delivery.chunks().get(0));
    assertThat(begin(delivery, alice).missing()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void refusesChunksThatTheIndexDoesNotName() throws Exception {
    assertThat(begin(delivery, alice).chunks()).isEqualTo(4);
    byte[] flipped = delivery.chunks().get(0).clone();
    flipped[77] ^= 1;
    byte[] cut = java.util.Arrays.copyOf(flipped, flipped.length - 1);
    assertRefused(Reason.COMMITMENT_MISMATCH, () -> inbox.store(delivery.id(), 0, flipped));
    assertRefused(Reason.COMMITMENT_MISMATCH, () -> inbox.store(delivery.id(), 0, cut));
    assertRefused(
        Reason.COMMITMENT_MISMATCH, () -> inbox.store(delivery.id(), 0, delivery.chunks().get(1)));
    assertRefused(Reason.MALFORMED, () -> inbox.store(delivery.id(), 4, delivery.chunks().get(0)));
    assertRefused(Reason.MALFORMED, () -> inbox.store(delivery.id(), -1, delivery.chunks().get(0)));
    assertRefused(Reason.NOT_FOUND, () -> inbox.store(Hash.sha256(), 0, delivery.chunks().get(0)));
    assertThat(files()).containsExactly("index.json");
  }

  /** The sender's own digest of a chunk that is longer than the files say: room not asked for. */
  @Test
  void refusesChunksThatAreLongerThanTheFilesSay() throws Exception {
    byte[] tooLong = new byte[MB];
    TestDelivery lying = sealed(alice, new byte[3]);
    var index =
        new org.colophon.core.delivery.DeliveryIndex(
            lying.index().chain(),
            COURT,
            alice.subject(),
            lying.index().manifest(),
            lying.index().sizes(),
            List.of(Hash.sha256(tooLong)),
            lying.index().recipients(),
            lying.index().sealed());
    TestDelivery sent = new TestDelivery(lying.manifest(), index, List.of(tooLong));
    assertThat(begin(sent, alice).chunks()).isEqualTo(1);
    assertRefused(Reason.COMMITMENT_MISMATCH, () -> inbox.store(sent.id(), 0, tooLong));
  }

  @Test
  void refusesWhatIsNotForThisCourtOrNotFromWhoSigned() throws Exception {
    TestDelivery south = sealed(TestConsortium.COURT_SOUTH, alice, new byte[3]);
    assertRefused(Reason.ROLE_DENIED, () -> begin(south, alice));
    assertRefused(Reason.NOT_AUTHORISED, () -> begin(delivery, bob));
    assertRefused(Reason.UNKNOWN_KEY, () -> begin(delivery, consortium.actor("stranger")));
    byte[] index = delivery.index().bytes();
    byte[] other = request(Verb.SEND, alice, Hash.sha256(), Optional.empty());
    assertRefused(
        Reason.COMMITMENT_MISMATCH, () -> inbox.begin(index, other, alice.key().sign(other)));
    byte[] status = request(Verb.STATUS, alice, delivery.id(), Optional.empty());
    assertRefused(Reason.MALFORMED, () -> inbox.begin(index, status, alice.key().sign(status)));
    byte[] send = request(Verb.SEND, alice, delivery.id(), Optional.empty());
    assertRefused(Reason.BAD_SIGNATURE, () -> inbox.begin(index, send, bob.key().sign(send)));
    assertRefused(Reason.MALFORMED, () -> inbox.begin(new byte[0], send, alice.key().sign(send)));
    TestDelivery elsewhere =
        TestDelivery.seal(
            org.colophon.core.ChainId.of("other", Hash.sha256()),
            COURT,
            alice.subject(),
            List.of(new Envelope.Recipient(new SubjectId(COURT.text()), secret.publicKey())),
            DataKey.generate(random),
            new byte[3]);
    assertRefused(Reason.WRONG_CHAIN, () -> begin(elsewhere, alice));
    assertThat(files()).isEmpty();
  }

  @Test
  void givesItToItsRecipientsOnlyAndOnceForEachRequest() throws Exception {
    send(delivery, alice);
    assertRefused(Reason.NOT_AUTHORISED, () -> give(alice, Optional.empty()));
    assertRefused(Reason.NOT_AUTHORISED, () -> give(bob, Optional.of(0)));
    assertRefused(Reason.NOT_AUTHORISED, () -> progress(bob));
    assertRefused(Reason.NOT_FOUND, () -> give(court, Optional.of(4)));
    byte[] request = request(Verb.FETCH, court, delivery.id(), Optional.of(0));
    byte[] signature = court.key().sign(request);
    assertThat(inbox.give(request, signature)).isEqualTo(delivery.chunks().get(0));
    assertRefused(Reason.DUPLICATE, () -> inbox.give(request, signature));
    byte[] old =
        request(
            Verb.FETCH,
            court,
            delivery.id(),
            Optional.of(0),
            new Timestamp(now.value() - Asked.CLOCK_MS_MAX - 1));
    assertRefused(Reason.EXPIRED, () -> inbox.give(old, court.key().sign(old)));
    byte[] unknown = request(Verb.FETCH, court, Hash.sha256(), Optional.empty());
    assertRefused(Reason.NOT_FOUND, () -> inbox.give(unknown, court.key().sign(unknown)));
  }

  @Test
  void aSenderHasSoMuchRoomAndAllHaveSoMuch() throws Exception {
    send(delivery, alice);
    TestDelivery second = sealed(alice, new byte[5 * MB]);
    assertThat(begin(second, alice).missing()).hasSize(5);
    // What was begun counts whole, also before it came.
    assertRefused(Reason.OVERLOADED, () -> begin(sealed(alice, new byte[MB]), alice));
    assertThat(begin(second, alice).missing()).hasSize(5);
    assertRefused(Reason.OVERLOADED, () -> begin(sealed(bob, new byte[5 * MB]), bob));
    assertThat(begin(sealed(bob, new byte[MB]), bob).missing()).hasSize(1);
  }

  @Test
  void aSenderHasSoManyDeliveries() throws Exception {
    for (int i = 0; i < DeliveryInbox.PER_SENDER_MAX; i++) {
      assertThat(begin(sealed(alice, new byte[1]), alice).missing()).hasSize(1);
    }
    assertRefused(Reason.OVERLOADED, () -> begin(delivery, alice));
    assertThat(begin(sealed(bob, new byte[1]), bob).missing()).hasSize(1);
  }

  @Test
  void someRoomStaysFreeOnTheDisk() throws Exception {
    assertThat(begin(delivery, alice).chunks()).isEqualTo(4);
    long free = Files.getFileStore(folder).getUsableSpace() >> 20;
    settings =
        new NodeConfig.Delivery(
            8, 12, Math.toIntExact(Math.min(free + 1024, 1 << 30)), 7, 30, Optional.empty());
    restart();
    assertRefused(Reason.OVERLOADED, () -> begin(sealed(bob, new byte[1]), bob));
    assertRefused(Reason.OVERLOADED, () -> inbox.store(delivery.id(), 0, delivery.chunks().get(0)));
    assertThat(files()).containsExactly("index.json");
  }

  @Test
  void whatIsNotFinishedIsDropped() throws Exception {
    Progress begun = begin(delivery, alice);
    assertThat(begun.droppedAt()).contains(now.plus(7 * DAY_MS));
    inbox.store(delivery.id(), 0, delivery.chunks().get(0));
    now = now.plus(7 * DAY_MS);
    inbox.look();
    assertThat(isHere()).isTrue();
    // Going on with it gives it another week.
    assertThat(begin(delivery, alice).missing()).containsExactly(1, 2, 3);
    now = now.plus(7 * DAY_MS);
    restart();
    inbox.look();
    assertThat(isHere()).isTrue();
    now = now.plus(1);
    inbox.look();
    assertThat(files()).isEmpty();
    assertRefused(Reason.NOT_FOUND, () -> progress(alice));
    assertThat(begin(delivery, alice).missing()).hasSize(4);
  }

  @Test
  void whatWasSubmittedWaitsForTheCourtAndThenForAWhile() throws Exception {
    send(delivery, alice);
    assertThat(progress(alice).droppedAt()).isPresent();
    TestRecord submission = submitted();
    assertThat(progress(alice).droppedAt()).isEmpty();
    now = now.plus(1000 * DAY_MS);
    inbox.look();
    assertThat(isHere()).isTrue();

    Timestamp answered =
        ledger.accept(records.receive(court, submission.id(), delivery.id())).time();
    now = answered.plus(30 * DAY_MS);
    inbox.look();
    assertThat(isHere()).isTrue();
    now = now.plus(1);
    inbox.look();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatWasRefusedAndSubmittedAnewWaitsAgain() throws Exception {
    send(delivery, alice);
    TestRecord first = submitted();
    ledger.accept(records.refuse(court, first.id(), CourtReceive.Ground.INCOMPLETE));
    assertThat(progress(alice).droppedAt()).isPresent();
    TestRecord _ = submitted();
    assertThat(progress(alice).droppedAt()).isEmpty();
  }

  @Test
  void theCourtsSystemIsToldOfWhatAClerkAnsweredFirst() throws Exception {
    try (CourtSystem system = new CourtSystem(folder)) {
      settings = new NodeConfig.Delivery(8, 12, 0, 7, 30, Optional.of(system.settings()));
      restart();
      send(delivery, alice);
      TestRecord submission = submitted();
      Path event = folder.resolve("webhook").resolve("dlv_" + submission.id().hex() + ".json");
      inbox.look();
      assertThat(event).as("before the seal").doesNotExist();
      ledger.accept(records.receive(court, submission.id(), delivery.id()));
      ledger.seal();
      inbox.look();
      assertThat(event).exists();
    }
  }

  /** What is submitted to another court, or is no submission, keeps nothing here. */
  @Test
  void onlySubmissionsToThisCourtCount() throws Exception {
    send(delivery, alice);
    ledger.accept(records.submit(alice, TestConsortium.COURT_SOUTH, delivery.id()));
    ledger.accept(records.deposit(bob, delivery.id()));
    assertThat(progress(alice).droppedAt()).contains(now.plus(7 * DAY_MS));
  }

  @Test
  void anUnfinishedDeliveryIsNotKeptByASubmission() throws Exception {
    assertThat(begin(delivery, alice).chunks()).isEqualTo(4);
    TestRecord _ = submitted();
    assertThat(progress(alice).droppedAt()).contains(now.plus(7 * DAY_MS));
  }

  @Test
  void filesAreForTheirOwnerOnly() throws Exception {
    send(delivery, alice);
    try (Stream<Path> files = Files.walk(folder.resolve("deliveries"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void chunksAreAtMostAsLongAsTheCipherSays() {
    assertThat(delivery.chunks().getFirst())
        .hasSize(ChunkCipher.CHUNK_LENGTH + ChunkCipher.TAG_LENGTH);
  }
}
