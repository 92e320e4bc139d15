package org.colophon.node.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Access;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.Scope;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.SubjectView;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReleasedKey;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.node.custody.Custodian;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private matter that is opened under a grant: by whom, and what remains of it. */
class DecryptedReadsTest {
  private static final String PRICE = "CNY 3500";

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final RecipientSecret judges = RecipientSecret.generate(random);
  private final RecipientSecret shops = RecipientSecret.generate(random);
  private CaseWorld world;
  private Actor shop;

  @BeforeEach
  void aPurchaseWhosePriceIsPrivate() throws Exception {
    world = new CaseWorld(folder, Optional.of(of -> custodian(of, folder)));
    shop = world.consortium.actor("shop");
  }

  private static Custodian custodian(CaseWorld of, Path folder) throws IOException {
    return Custodian.open(
        folder.resolve("private"),
        of.ledger.ledger(),
        TestConsortium.COURT_NORTH,
        TestValidator.custodianKey(of.consortium, TestConsortium.COURT_NORTH),
        Optional::empty,
        () -> of.now.value());
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private Envelope.Recipient node() throws Exception {
    return new Envelope.Recipient(world.signer.subject(), world.signer.recipient().publicKey());
  }

  private Envelope.Recipient theShop() {
    return new Envelope.Recipient(shop.subject(), shops.publicKey());
  }

  private OpenedMember price() {
    return OpenedMember.ofText("price", shop.subject(), world.consortium.hash("salt"), PRICE);
  }

  private byte[] envelope(Envelope.Recipient... recipients) throws RefusedException {
    return Envelope.seal(
            world.consortium.chain(),
            List.of(price()),
            List.of(recipients),
            DataKey.generate(random))
        .bytes();
  }

  /** A purchase at a committed price, whose opening the court's node and another keep. */
  private TestRecord purchase(Hash commitment, byte[] envelope) throws Exception {
    PrivateMatter matter =
        new PrivateMatter(
            Hash.sha256(envelope),
            envelope.length,
            List.of(
                world.custodian.orElseThrow().keep(envelope, "court-north"),
                TestValidator.receipt(
                    world.consortium, TestConsortium.NOTARY, envelope, world.now)));
    Access.Single single =
        new Access.Single(new SubjectId("user-9"), new Timestamp(1), Optional.of(commitment));
    TestRecord record =
        world
            .records
            .record(new Access(world.work.work(), Access.Mode.BUY, Optional.empty(), single))
            .by(shop, Role.PLATFORM)
            .privately(matter);
    world.ledger.accept(record);
    world.now = world.ledger.nextStamp();
    return record;
  }

  /** The judge's next key, published with one to encrypt to. */
  private Actor judgeWithRecipientKey() throws Exception {
    Actor judge = world.judge;
    Actor next = new Actor(judge.subject(), world.consortium.actor("judge-li-next").key());
    KeyRotate content =
        new KeyRotate(
                judge.subject(),
                judge.key().name(),
                next.key().name(),
                Optional.of(world.now.plus(86_400_000)))
            .with(judges.publicKey());
    world.ledger.accept(
        world.records.record(content).by(judge, Role.HOLDER).by(next, Role.SUCCESSOR));
    world.now = world.ledger.nextStamp();
    return next;
  }

  private GivenOut decrypted(RecordId grant) throws Exception {
    return world.read(world.asking(grant).verb(Scope.Verb.DECRYPT));
  }

  private static List<RecordId> opened(GivenOut given) throws RefusedException {
    return ReadEntry.opened(
            given.entry().answer().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .orElseThrow();
  }

  @Test
  void whatWasEncryptedForTheNodeOpensForTheGranteeUnderItsGrant() throws Exception {
    TestRecord purchase = purchase(price().commitment(), envelope(node(), theShop()));
    Actor judge = judgeWithRecipientKey();
    RecordId grant = world.granted(5);

    GivenOut given = decrypted(grant);

    assertThat(given.keys()).extracting(ReleasedKey::record).containsExactly(purchase.id());
    assertThat(opened(given)).containsExactly(purchase.id());
    assertThat(given.entry().row().verb()).isEqualTo(Scope.Verb.DECRYPT);
    ReleasedKey released = given.keys().getFirst();
    assertThat(released.key().subject()).isEqualTo(judge.subject());
    Envelope envelope = released.envelope();
    assertThat(envelope.open(envelope.unwrap(released.key(), judges, Optional.of(grant))))
        .containsExactly(price());
    for (Optional<RecordId> other :
        List.of(Optional.<RecordId>empty(), Optional.of(purchase.id()))) {
      assertThatThrownBy(() -> envelope.unwrap(released.key(), judges, other))
          .hasMessageContaining("NOT_AUTHORISED");
    }
    assertThatThrownBy(() -> envelope.unwrap(released.key(), shops, Optional.of(grant)))
        .hasMessageContaining("NOT_AUTHORISED");
  }

  @Test
  void aMereReadOpensNothing() throws Exception {
    purchase(price().commitment(), envelope(node(), theShop()));
    judgeWithRecipientKey();
    GivenOut given = world.read(world.asking(world.granted(5)));
    assertThat(given.trace().events()).hasSize(3);
    assertThat(given.keys()).isEmpty();
    assertThat(given.entry().answer()).doesNotContain("keys");
  }

  @Test
  void whatTheNodeCannotOpenIsGivenOutClosed() throws Exception {
    List<TestRecord> closed = new ArrayList<>();
    closed.add(purchase(price().commitment(), envelope(theShop())));
    closed.add(purchase(world.consortium.hash("another price"), envelope(node(), theShop())));
    TestRecord erased = purchase(price().commitment(), envelope(node(), theShop()));
    world.ledger.accept(world.records.erase(shop, Role.HOLDER, erased.id()));
    judgeWithRecipientKey();

    GivenOut given = decrypted(world.granted(5));

    assertThat(given.trace().events())
        .extracting(event -> event.record().id())
        .contains(closed.get(0).id(), closed.get(1).id(), erased.id());
    assertThat(given.keys()).isEmpty();
    assertThat(opened(given)).isEmpty();
  }

  @Test
  void nothingIsLeasedForWhomNothingCanBeEncrypted() throws Exception {
    RecordId grant = world.granted(5);
    world.assertRefused(Reason.UNKNOWN_KEY, world.asking(grant).verb(Scope.Verb.DECRYPT));
    assertThat(world.counted(grant).leased()).isZero();
    assertThat(world.journals("open")).isEmpty();
  }

  @Test
  void aNodeThatKeepsNothingOpensNothing(@TempDir Path other) throws Exception {
    CaseWorld without = new CaseWorld(other, Optional.empty());
    RecordId grant = without.granted(5);
    without.assertRefused(Reason.UNAVAILABLE, without.asking(grant).verb(Scope.Verb.DECRYPT));
    assertThat(without.counted(grant).leased()).isZero();
    without.close();
  }

  @Test
  void theNodePublishesItsKeyWhenItIsRegistered() throws Exception {
    world.read(world.asking(world.granted(5)));
    try (LedgerReader reader = world.ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, world.consortium.genesis());
      RecordId record = SubjectView.recipientOf(query, world.signer.subject()).orElseThrow();
      assertThat(query.record(record).orElseThrow().statement().content().recipientKeyPublished())
          .contains(world.signer.recipient().publicKey());
    }
  }
}
