package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.BeforeEach;

/** A ledger with two registered creators, and what its contracts' tests ask of it. */
abstract class ContractTest {
  static final Hash CONTENT = Hash.sha256(new byte[] {1});
  static final Hash OTHER = Hash.sha256(new byte[] {2});

  final TestConsortium consortium = TestConsortium.ofSeed(1);
  final TestRecords records = consortium.records();
  final Actor notary = consortium.actor(TestConsortium.NOTARY);
  final Actor court = consortium.actor(TestConsortium.COURT_NORTH);
  final Actor alice = consortium.actor("alice");
  final Actor bob = consortium.actor("bob");
  final Actor stranger = consortium.actor("stranger");
  TestLedger ledger;

  ContractTest() throws Exception {
    ledger = consortium.openWith(alice, bob);
  }

  @BeforeEach
  void creatorsAreRegistered() throws Exception {
    assertThat(key(alice.key().name())).isPresent();
  }

  /** Orders a record that must be refused for this reason and leave nothing behind. */
  void assertRefused(Reason reason, TestRecord record) throws Exception {
    assertRefused(reason, record, ledger.nextStamp());
  }

  void assertRefused(Reason reason, TestRecord record, Timestamp stamp) throws Exception {
    BlockHeader before = ledger.ledger().tip().header();
    Outcome outcome = ledger.orderAll(stamp, List.of(record.bytes())).getFirst();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal()).extracting(Refusal::reason).isEqualTo(reason));
    assertThat(ledger.ledger().tip().header()).isEqualTo(before);
  }

  Receipt accept(TestRecord record) throws Exception {
    return ledger.accept(record);
  }

  Receipt acceptAt(Timestamp stamp, TestRecord record) throws Exception {
    Outcome outcome = ledger.orderAll(stamp, List.of(record.bytes())).getFirst();
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).receipt();
  }

  Optional<KeyState> key(KeyName name) throws Exception {
    Optional<Json> json = ledger.state(KeyState.stateKey(name));
    return json.isEmpty() ? Optional.empty() : Optional.of(KeyState.read(json.get()));
  }

  WorkState work(WorkId work) throws Exception {
    return WorkState.read(ledger.state(WorkState.stateKey(work)).orElseThrow());
  }

  Title title(WorkId work) throws Exception {
    return Title.read(ledger.state(Title.stateKey(work)).orElseThrow());
  }

  ContentClaim claim(Hash digest) throws Exception {
    return ContentClaim.read(ledger.state(ContentClaim.stateKey(digest)).orElseThrow());
  }

  List<Conflict> conflicts(TestRecord later) throws Exception {
    Optional<Json> json = ledger.state(Conflict.stateKey(later.id()));
    if (json.isEmpty()) {
      return List.of();
    }
    Members members = Members.of("", Json.object().put("conflicts", json.get()).build());
    return members.objects("conflicts", 1, 1000, Conflict::read);
  }

  /** The leaves under a link, oldest first. */
  List<LeafIndex> linked(Link link) {
    try (LedgerReader reader = ledger.read()) {
      return reader.linked(link, new LeafIndex(0), 1000);
    }
  }

  WorkId declare(Actor creator, Hash digest) throws Exception {
    TestRecord record = records.declare(creator, digest);
    accept(record);
    return record.work();
  }

  static WorkDeclare.Author author(Actor actor, long share) {
    return new WorkDeclare.Author(actor.subject(), share);
  }
}
