package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.crypto.signature.KeyName;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestCustody;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** Private matter of records, its destruction, and the keys that it is encrypted to. */
class CustodyTest extends ContractTest {
  private static final OrgId NORTH = TestConsortium.COURT_NORTH;
  private static final OrgId NOTARY = TestConsortium.NOTARY;
  private static final long DAY_MS = 24L * 60 * 60 * 1000;

  private final TestCustody custody = consortium.custody();

  CustodyTest() throws Exception {}

  private TestRecord deposit(PrivateMatter matter) {
    return records.deposit(alice, CONTENT).privately(matter);
  }

  private Optional<CustodyState> state(PrivateMatter matter) throws Exception {
    Optional<Json> json = ledger.state(CustodyState.stateKey(matter.digest()));
    return json.isEmpty() ? Optional.empty() : Optional.of(CustodyState.read(json.get()));
  }

  @Test
  void enoughCustodiansProveThatItIsKept() throws Exception {
    PrivateMatter matter = custody.matter("one", NORTH, NOTARY);
    TestRecord record = deposit(matter);
    accept(record);
    assertThat(state(matter)).contains(new CustodyState(record.id(), Optional.empty()));
  }

  @Test
  void anyRecordMayHavePrivateMatter() throws Exception {
    accept(records.cases().open(court).privately(custody.matter("case", NORTH, NOTARY)));
  }

  @Test
  void aThirdOfTheValidatorsAndOneMoreAreNeeded() throws Exception {
    assertRefused(Reason.CUSTODY_NOT_PROVEN, deposit(custody.matter("one", NORTH)));
    accept(
        deposit(
            custody.matter(
                "all", NORTH, TestConsortium.COURT_SOUTH, NOTARY, TestConsortium.OFFICE)));
  }

  @Test
  void onlyValidatorsInForceAreCustodians() throws Exception {
    assertRefused(
        Reason.CUSTODY_NOT_PROVEN,
        deposit(custody.matter("observer", NORTH, TestConsortium.PROCURATORATE)));
    assertRefused(
        Reason.CUSTODY_NOT_PROVEN, deposit(custody.matter("nobody", NORTH, new OrgId("shop"))));
    PrivateMatter later = custody.matter("gone", TestConsortium.COURT_SOUTH, NOTARY);
    ledger.enact(
        ledger
            .changes()
            .replace(
                notary,
                TestConsortium.COURT_SOUTH,
                consortium.newcomer("court-west", Tier.VALIDATOR)));
    assertRefused(Reason.CUSTODY_NOT_PROVEN, deposit(later));
  }

  @Test
  void aCustodianSignsWithItsCosigningKey() throws Exception {
    Hash digest = consortium.hash("other key");
    CustodyReceipt right = custody.receipt(NOTARY, digest, TestConsortium.START);
    byte[] text =
        CustodyReceipt.signedText(consortium.chain(), NORTH, digest, 2_000, TestConsortium.START);
    CustodyReceipt wrong =
        new CustodyReceipt(
            NORTH,
            court.key().name(),
            TestConsortium.START,
            org.colophon.crypto.StrictBase64.encode(court.key().sign(text)));
    assertRefused(
        Reason.CUSTODY_NOT_PROVEN,
        deposit(new PrivateMatter(digest, 2_000, List.of(wrong, right))));
  }

  @Test
  void aReceiptIsTakenForSixDays() throws Exception {
    Timestamp limit = TestConsortium.START.plus(6 * DAY_MS);
    // The chain's time may not run away from its seals.
    PrivateMatter late = custody.matter("late", NORTH, NOTARY);
    PrivateMatter inTime = custody.matter("in time", NORTH, NOTARY);
    ledger.seal(limit.seconds() - 60);
    acceptAt(limit, deposit(inTime));
    assertRefused(Reason.CUSTODY_NOT_PROVEN, deposit(late), limit.plus(1));
  }

  @Test
  void aCiphertextIsOneRecordsOnly() throws Exception {
    PrivateMatter matter = custody.matter("one", NORTH, NOTARY);
    accept(deposit(matter));
    assertRefused(Reason.CUSTODY_NOT_PROVEN, deposit(matter));
    assertRefused(
        Reason.CUSTODY_NOT_PROVEN,
        deposit(
            custody.matter(matter.digest(), TestConsortium.START, NOTARY, TestConsortium.OFFICE)));
  }

  @Test
  void aRefusedRecordNamesNothing() throws Exception {
    PrivateMatter matter = custody.matter("one", NORTH, NOTARY);
    assertRefused(Reason.UNKNOWN_KEY, records.deposit(stranger, CONTENT).privately(matter));
    assertThat(state(matter)).isEmpty();
    accept(deposit(matter));
  }

  // key.erase

  private TestRecord erase(Actor signer, Role role, RecordId record) {
    return records.erase(signer, role, record);
  }

  @Test
  void itsSignerHasItDestroyed() throws Exception {
    PrivateMatter matter = custody.matter("one", NORTH, NOTARY);
    TestRecord record = deposit(matter);
    accept(record);
    byte[] leaf = ledger.leaf(record.id());
    TestRecord erasure = erase(alice, Role.HOLDER, record.id());
    Receipt receipt = accept(erasure);
    assertThat(state(matter)).contains(new CustodyState(record.id(), Optional.of(erasure.id())));
    assertThat(linked(Link.erasure())).containsExactly(receipt.index());
    assertThat(linked(Link.subject(alice.subject()))).contains(receipt.index());
    assertThat(ledger.leaf(record.id())).isEqualTo(leaf);
  }

  @Test
  void eachOfSeveralSignersMayHaveItDestroyed() throws Exception {
    TestRecord transfer =
        records
            .transfer(alice, bob, declare(alice, CONTENT), 100)
            .privately(custody.matter("price", NORTH, NOTARY));
    accept(transfer);
    Receipt receipt = accept(erase(bob, Role.HOLDER, transfer.id()));
    assertThat(linked(Link.subject(alice.subject()))).contains(receipt.index());
  }

  @Test
  void theRegistrarOfASignerMayHaveItDestroyed() throws Exception {
    TestRecord record = deposit(custody.matter("one", NORTH, NOTARY));
    accept(record);
    assertRefused(Reason.ROLE_DENIED, erase(court, Role.REGISTRAR, record.id()));
    accept(erase(notary, Role.REGISTRAR, record.id()));
  }

  @Test
  void nobodyElseMayHaveItDestroyed() throws Exception {
    TestRecord record = deposit(custody.matter("one", NORTH, NOTARY));
    accept(record);
    assertRefused(Reason.ROLE_DENIED, erase(bob, Role.HOLDER, record.id()));
    assertRefused(Reason.ROLE_DENIED, erase(notary, Role.HOLDER, record.id()));
    assertRefused(Reason.ROLE_DENIED, erase(bob, Role.REGISTRAR, record.id()));
    assertRefused(Reason.ROLE_DENIED, erase(alice, Role.OWNER, record.id()));
    assertRefused(Reason.UNKNOWN_KEY, erase(stranger, Role.HOLDER, record.id()));
  }

  @Test
  void whatIsNotThereIsNotDestroyed() throws Exception {
    assertRefused(
        Reason.UNKNOWN_RECORD,
        erase(alice, Role.HOLDER, new RecordId(consortium.hash("no record"))));
    TestRecord plain = records.deposit(alice, CONTENT);
    accept(plain);
    assertRefused(Reason.BAD_TRANSITION, erase(alice, Role.HOLDER, plain.id()));
    TestRecord record = deposit(custody.matter("one", NORTH, NOTARY));
    accept(record);
    accept(erase(alice, Role.HOLDER, record.id()));
    assertRefused(Reason.BAD_TRANSITION, erase(alice, Role.HOLDER, record.id()));
    assertRefused(
        Reason.BAD_TRANSITION,
        records
            .record(new KeyErase(record.id(), Set.of(KeyErase.Destroyed.CIPHERTEXT)))
            .by(notary, Role.REGISTRAR));
  }

  @Test
  void aDestroyedCiphertextIsNotNamedAgain() throws Exception {
    PrivateMatter matter = custody.matter("one", NORTH, NOTARY);
    TestRecord record = deposit(matter);
    accept(record);
    accept(erase(alice, Role.HOLDER, record.id()));
    assertRefused(Reason.CUSTODY_NOT_PROVEN, deposit(matter));
  }

  // Recipient keys

  private RecipientSecret secret(String label) {
    return RecipientSecret.ofSeed(consortium.hash(label).bytes());
  }

  private Optional<RecordId> publishedBy(Actor actor) throws Exception {
    Optional<Json> json = ledger.state(RecipientState.stateKey(actor.subject()));
    return json.isEmpty()
        ? Optional.empty()
        : Optional.of(RecipientState.read(json.get()).record());
  }

  private TestRecord rotate(Actor holder, KeyName next, Optional<RecipientSecret> recipient) {
    KeyRotate rotate = new KeyRotate(holder.subject(), holder.key().name(), next, Optional.empty());
    return consortium.record(
        recipient.map(secret -> rotate.with(secret.publicKey())).orElse(rotate));
  }

  @Test
  void theNewestRecipientKeyCounts() throws Exception {
    TestRecord registered =
        consortium
            .record(records.registration(stranger).with(secret("first").publicKey()))
            .by(notary, Role.REGISTRAR)
            .by(stranger, Role.SUBJECT);
    accept(registered);
    assertThat(publishedBy(stranger)).contains(registered.id());
    assertThat(publishedBy(alice)).isEmpty();

    Actor second = stranger.with(consortium.key("stranger", 1));
    accept(
        rotate(stranger, second.key().name(), Optional.empty())
            .by(stranger, Role.HOLDER)
            .by(second, Role.SUCCESSOR));
    assertThat(publishedBy(stranger)).contains(registered.id());

    Actor third = stranger.with(consortium.key("stranger", 2));
    TestRecord rotated =
        rotate(second, third.key().name(), Optional.of(secret("second")))
            .by(second, Role.HOLDER)
            .by(third, Role.SUCCESSOR);
    accept(rotated);
    assertThat(publishedBy(stranger)).contains(rotated.id());
  }

  @Test
  void anOrganisationPublishesOneByRotatingItsKey() throws Exception {
    Actor next = court.with(consortium.key("court-north", 1));
    TestRecord rotated =
        rotate(court, next.key().name(), Optional.of(secret("court")))
            .by(court, Role.HOLDER)
            .by(next, Role.SUCCESSOR);
    accept(rotated);
    assertThat(publishedBy(court)).contains(rotated.id());
  }

  @Test
  void aRefusedRotationPublishesNothing() throws Exception {
    Actor next = alice.with(consortium.key("alice", 1));
    assertRefused(
        Reason.ROLE_DENIED,
        rotate(alice, next.key().name(), Optional.of(secret("alice")))
            .by(bob, Role.HOLDER)
            .by(next, Role.SUCCESSOR));
    assertThat(publishedBy(alice)).isEmpty();
  }
}
