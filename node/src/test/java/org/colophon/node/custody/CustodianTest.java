package org.colophon.node.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Outcome;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.FetchRequest;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.port.Custody.Figures;
import org.colophon.core.reading.Asked;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a custodian takes, gives out and destroys, and what is left of it on its disk. */
class CustodianTest {
  @TempDir Path folder;
  private final TestConsortium consortium = TestConsortium.ofSeed(5);
  private final TestRecords records = consortium.records();
  private final Actor alice = consortium.actor("alice");
  private final Actor bob = consortium.actor("bob");
  private final SecureRandom random = new SecureRandom();
  private final RecipientSecret secret = RecipientSecret.generate(random);
  private final Hash salt = consortium.hash("salt");
  private TestLedger ledger;
  private Custodian custodian;
  private Timestamp now;
  private int nonces;
  private Optional<Refusal> full = Optional.empty();

  @BeforeEach
  void aValidatorKeepsCiphertexts() throws Exception {
    ledger = consortium.openWith(alice, bob);
    now = ledger.nextStamp();
    custodian = open();
  }

  @AfterEach
  void close() {
    custodian.close();
  }

  private Custodian open() throws IOException {
    return Custodian.open(
        folder,
        ledger.ledger(),
        TestConsortium.COURT_NORTH,
        TestValidator.custodianKey(consortium, TestConsortium.COURT_NORTH),
        () -> full,
        () -> now.value());
  }

  private byte[] envelope(String text) throws RefusedException {
    return envelope(consortium.chain(), text);
  }

  private byte[] envelope(ChainId chain, String text) throws RefusedException {
    return Envelope.seal(
            chain,
            List.of(OpenedMember.ofText("commitment", alice.subject(), salt, text)),
            List.of(new Envelope.Recipient(alice.subject(), secret.publicKey())),
            DataKey.generate(random))
        .bytes();
  }

  private FetchRequest request(Actor asking, Hash digest, Timestamp at) {
    return new FetchRequest(
        consortium.chain(),
        asking.subject(),
        asking.key().name(),
        at,
        consortium.hash("nonce " + nonces++).hex().substring(0, 32),
        digest);
  }

  private byte[] give(Actor asking, byte[] envelope) throws RefusedException {
    byte[] request = request(asking, Hash.sha256(envelope), now).bytes();
    return custodian.give(request, asking.key().sign(request));
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  /** A record that names the ciphertext, with this custodian's receipt and another's. */
  private TestRecord naming(byte[] envelope, CustodyReceipt receipt) {
    CustodyReceipt other = TestValidator.receipt(consortium, TestConsortium.NOTARY, envelope, now);
    return records
        .deposit(alice, consortium.hash("content"))
        .privately(
            new PrivateMatter(Hash.sha256(envelope), envelope.length, List.of(receipt, other)));
  }

  @Test
  void keepsNothingMoreOnADiskThatIsFull() throws Exception {
    byte[] envelope = envelope("matter");
    full = Optional.of(new Refusal(Reason.DISK_FULL, "disk: 1 bytes free"));

    assertRefused(Reason.DISK_FULL, () -> custodian.keep(envelope, "court-north"));
    assertThat(filesWith(envelope)).isEmpty();
  }

  /** Every file below the custodian's folder that holds these bytes. */
  private List<Path> filesWith(byte[] bytes) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void whatIsReceiptedIsOnTheDisk() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt receipt = custodian.keep(envelope, "court-north");

    assertThat(receipt.isFor(consortium.chain(), Hash.sha256(envelope), envelope.length)).isTrue();
    assertThat(receipt.custodian()).isEqualTo(TestConsortium.COURT_NORTH);
    assertThat(receipt.time()).isEqualTo(now);
    assertThat(filesWith(envelope)).hasSize(1);
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 1, envelope.length, 0));
  }

  @Test
  void itsReceiptsAreTakenByTheChain() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    TestRecord record = naming(envelope, custodian.keep(envelope, "court-north"));
    assertThat(ledger.order(record)).isInstanceOf(Outcome.Accepted.class);
    custodian.sortOutWaiting();
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 1, envelope.length, 0, 0, 0));
    assertThat(give(alice, envelope)).isEqualTo(envelope);
  }

  @Test
  void refusesWhatIsNoEnvelopeOfThisChain() throws Exception {
    assertRefused(Reason.MALFORMED, () -> custodian.keep(new byte[0], "court-north"));
    assertRefused(
        Reason.MALFORMED,
        () ->
            custodian.keep(
                "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "court-north"));
    assertRefused(
        Reason.TOO_LARGE, () -> custodian.keep(new byte[Envelope.BYTES_MAX + 1], "court-north"));
    byte[] other = envelope(ChainId.of("other", salt), "CNY 120000");
    assertRefused(Reason.WRONG_CHAIN, () -> custodian.keep(other, "court-north"));
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 0, 0, 0));
  }

  @Test
  void givesItToItsRecipientsOnly() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt _ = custodian.keep(envelope, "court-north");

    assertThat(give(alice, envelope)).isEqualTo(envelope);
    assertRefused(Reason.NOT_AUTHORISED, () -> give(bob, envelope));
    assertRefused(Reason.NOT_FOUND, () -> give(alice, envelope("another")));
    assertRefused(Reason.UNKNOWN_KEY, () -> give(consortium.actor("stranger"), envelope));
    assertRefused(Reason.UNKNOWN_KEY, () -> give(new Actor(alice.subject(), bob.key()), envelope));
  }

  @Test
  void answersEachRequestOnceAndInItsTime() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt _ = custodian.keep(envelope, "court-north");
    byte[] request = request(alice, Hash.sha256(envelope), now).bytes();
    byte[] signature = alice.key().sign(request);
    assertThat(custodian.give(request, signature)).isEqualTo(envelope);
    assertRefused(Reason.DUPLICATE, () -> custodian.give(request, signature));

    byte[] old =
        request(alice, Hash.sha256(envelope), new Timestamp(now.value() - Asked.CLOCK_MS_MAX - 1))
            .bytes();
    assertRefused(Reason.EXPIRED, () -> custodian.give(old, alice.key().sign(old)));
    byte[] fresh = request(alice, Hash.sha256(envelope), now).bytes();
    assertRefused(Reason.BAD_SIGNATURE, () -> custodian.give(fresh, signature));
    assertRefused(Reason.MALFORMED, () -> custodian.give(new byte[] {'{', '}'}, signature));
  }

  @Test
  void whatNoRecordNamesGoesAfterAWeek() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt _ = custodian.keep(envelope, "court-north");
    now = now.plus(Custodian.WAITS_MS);
    custodian.sortOutWaiting();
    assertThat(filesWith(envelope)).hasSize(1);
    now = now.plus(1);
    custodian.sortOutWaiting();
    assertThat(filesWith(envelope)).isEmpty();
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 0, 0, 0));
  }

  @Test
  void storingAgainGivesItAnotherWeek() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt _ = custodian.keep(envelope, "court-north");
    now = now.plus(Custodian.WAITS_MS);
    CustodyReceipt again = custodian.keep(envelope, "court-north");
    assertThat(again.time()).isEqualTo(now);
    now = now.plus(Custodian.WAITS_MS);
    custodian.sortOutWaiting();
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 1, envelope.length, 0));
  }

  @Test
  void isDestroyedOnceTheErasureIsSealed() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    TestRecord record = naming(envelope, custodian.keep(envelope, "court-north"));
    ledger.accept(record);
    custodian.sortOutWaiting();
    ledger.accept(records.erase(alice, Role.HOLDER, record.id()));
    custodian.destroyErased();
    assertThat(filesWith(envelope)).hasSize(1);
    assertRefused(Reason.NOT_FOUND, () -> give(alice, envelope));
    assertRefused(Reason.BAD_TRANSITION, () -> custodian.keep(envelope, "court-north"));

    ledger.seal();
    custodian.destroyErased();
    assertThat(filesWith(envelope)).isEmpty();
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 0, 0, 1));
    assertRefused(Reason.NOT_FOUND, () -> give(alice, envelope));
    assertRefused(Reason.BAD_TRANSITION, () -> custodian.keep(envelope, "court-north"));
  }

  @Test
  void aRestoredBackupIsDestroyedAgainAtTheStart() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    TestRecord record = naming(envelope, custodian.keep(envelope, "court-north"));
    ledger.accept(record);
    custodian.sortOutWaiting();
    Path file = filesWith(envelope).getFirst();
    ledger.accept(records.erase(alice, Role.HOLDER, record.id()));
    ledger.seal();
    custodian.destroyErased();
    custodian.close();

    // The ciphertext comes back, with the list of what was destroyed.
    Files.write(file, envelope);
    custodian = open();
    assertThat(filesWith(envelope)).isEmpty();
    custodian.close();

    // It comes back without the list: the chain knows.
    Files.delete(folder.resolve("erased"));
    Files.write(file, envelope);
    custodian = open();
    assertThat(filesWith(envelope)).isEmpty();
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 0, 0, 1));
    custodian.close();

    // It comes back while the chain is not there yet: the list knows, also behind a torn line.
    Files.writeString(folder.resolve("erased"), "1234", StandardOpenOption.APPEND);
    Files.write(file, envelope);
    ledger = consortium.openWith(alice, bob);
    custodian = open();
    assertThat(filesWith(envelope)).isEmpty();
  }

  @Test
  void aLineThatWasNotWrittenWholeSpoilsNoOther() throws Exception {
    CiphertextStore store = CiphertextStore.open(folder);
    store.erase(salt);
    Files.writeString(folder.resolve("erased"), "1234", StandardOpenOption.APPEND);
    store = CiphertextStore.open(folder);
    Hash other = consortium.hash("other");
    store.erase(other);
    store = CiphertextStore.open(folder);
    assertThat(store.isErased(salt)).isTrue();
    assertThat(store.isErased(other)).isTrue();
    assertThat(store.erasedCount()).isEqualTo(2);
  }

  @Test
  void isThereAfterARestartAndHalfWrittenFilesAreNot() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt _ = custodian.keep(envelope, "court-north");
    custodian.close();
    Files.write(folder.resolve("waiting").resolve(salt.hex() + ".part"), new byte[] {1});
    custodian = open();
    assertThat(custodian.figures()).isEqualTo(new Figures(true, 0, 0, 1, envelope.length, 0));
    assertThat(give(alice, envelope)).isEqualTo(envelope);
    assertThat(filesWith(new byte[] {1})).isEmpty();
  }

  @Test
  void filesAreForTheirOwnerOnly() throws Exception {
    byte[] envelope = envelope("CNY 120000");
    CustodyReceipt _ = custodian.keep(envelope, "court-north");
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(filesWith(envelope).getFirst())))
        .isEqualTo("rw-------");
  }
}
