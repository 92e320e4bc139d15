package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Reply;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SealingState;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One member puts into the order whatever it likes. All nodes, the liar's own ledger included, stay
 * equal byte for byte, run, take records and seal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DishonestNodeTest {
  private static final long YEAR_2100_MS = 4_102_444_800_000L;
  private static final long SEED = 20_260_402;

  private final AtomicBoolean lying = new AtomicBoolean();
  private InProcessNetwork network;
  private LedgerClient client;
  private TestRecords records;
  private String liar;
  private Actor creator;

  @BeforeAll
  void startsTheNetwork(@TempDir Path directory) throws Exception {
    network = new InProcessNetwork(directory.resolve("net"), 4, 1);
    // Nothing may move the chain but what a test orders.
    network.takeRecordKeys();
    liar = network.validators().getFirst();
    for (String node : network.nodes()) {
      if (node.equals(liar)) {
        // Only the stamp lies: a node that believes its own clock refuses records by itself.
        network.start(
            node,
            settings ->
                settings.withClock(() -> lying.get() ? YEAR_2100_MS : System.currentTimeMillis()));
      } else {
        network.start(node);
      }
    }
    network.awaitSealed();
    client = network.client("creator");
    records = network.records();
    creator = Registrations.register(network, client, "creator");
  }

  @AfterEach
  void allGoOnAsOne() throws Exception {
    lying.set(false);
    long height = network.accept(client, records.deposit(creator, records.hash("next")));
    for (String node : network.nodes()) {
      network.await(node, s -> s.getHeight() >= height && s.getSealedSize() == s.getSize());
      network.await(node, s -> s.getAlarmsList().isEmpty());
    }
    network.assertEqual();
  }

  @AfterAll
  void stopsTheNetworkWhoseStoresAreSound() throws Exception {
    client.close();
    network.assertSound();
  }

  private Tip tip() {
    return network.daemon(liar).ledger().tip();
  }

  /**
   * Orders an entry through the liar's own part in Raft; empty when its leader did not admit it.
   */
  private Optional<Reply> order(byte[] entry) throws Exception {
    try {
      byte[] reply = network.daemon(liar).raft().submit(entry).get(60, TimeUnit.SECONDS);
      return Optional.of(Reply.parse(reply));
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(RefusedException.class);
      return Optional.empty();
    }
  }

  /** Once as a follower and once as the leader. */
  private void changesNothing(List<byte[]> entries) throws Exception {
    for (String leader : List.of(network.validators().getLast(), liar)) {
      network.lead(leader);
      Hash before = tip().headerHash();
      for (byte[] entry : entries) {
        assertThat(order(entry).orElse(new Reply.Taken()))
            .satisfiesAnyOf(
                reply -> assertThat(reply).isInstanceOf(Reply.Voided.class),
                reply -> assertThat(reply).isInstanceOf(Reply.Taken.class));
      }
      assertThat(tip().headerHash()).isEqualTo(before);
    }
  }

  @Test
  void garbageIsVoidOnEveryNode() throws Exception {
    Random random = new Random(SEED);
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] noise = new byte[random.nextInt(3000)];
      random.nextBytes(noise);
      if (noise.length > EntryCodec.HEADER_BYTES && i % 2 == 0) {
        noise[0] = 1;
        noise[1] = (byte) (1 + i % 5);
        noise[2] = 0;
      }
      entries.add(noise);
    }
    entries.add(new byte[EntryCodec.HEADER_BYTES]);
    entries.add(EntryCodec.records(List.of()));
    entries.add(EntryCodec.records(List.of(new byte[0])));
    entries.add(EntryCodec.records(List.of("{}".getBytes(UTF_8))));
    entries.add(EntryCodec.records(Collections.nCopies(20_000, "[[[[".getBytes(UTF_8))));
    entries.add(EntryCodec.records(List.of("[".repeat(200_000).getBytes(UTF_8))));
    entries.add(EntryCodec.records(List.of(new byte[9 << 20])));
    entries.add(EntryCodec.seal(Long.MAX_VALUE, SealDocument.unstamped("")));
    entries.add(EntryCodec.seal(-1, stamped("—")));
    entries.add(EntryCodec.cosignature(Long.MIN_VALUE, "\u0000"));
    changesNothing(entries);
  }

  @Test
  void anEntryWithOneWrongSignatureIsVoidWhole() throws Exception {
    TestRecord good = records.deposit(creator, records.hash("good"));
    TestRecord spoilt = records.deposit(creator, records.hash("spoilt"));
    byte[] forged = Records.sign(spoilt.statement(), List.of(network.key("publisher")));
    byte[] truncated = java.util.Arrays.copyOf(good.bytes(), good.bytes().length - 1);
    byte[] foreign =
        TestConsortium.ofSeed(1)
            .records()
            .deposit(creator, records.hash("of another chain"))
            .bytes();
    List<byte[]> entries = new ArrayList<>();
    for (byte[] wrong : List.of(forged, truncated, foreign)) {
      entries.add(EntryCodec.records(List.of(good.bytes(), wrong)));
    }
    changesNothing(entries);
    // What stood beside the forgery was not taken, and can still be.
    network.accept(client, good);
  }

  @Test
  void rightSignaturesOnBrokenRulesAreRefusedOnEveryNodeAlike() throws Exception {
    TestRecord twice = records.deposit(creator, records.hash("twice"));
    TestRecord forbidden =
        records.record(records.registration(creator)).by(creator, Role.REGISTRAR);
    Optional<Reply> reply =
        order(EntryCodec.records(List.of(twice.bytes(), twice.bytes(), forbidden.bytes())));
    assertThat(reply.orElseThrow())
        .isInstanceOfSatisfying(
            Reply.Ordered.class,
            ordered -> assertThat(ordered.refused().keySet()).containsExactly(1, 2));
    network.assertEqual();
  }

  @Test
  void aStampOfTheYear2100MovesNothing() throws Exception {
    network.lead(liar);
    lying.set(true);
    long before = tip().header().time().value();
    List<byte[]> wrongTime =
        List.of(records.deposit(creator, records.hash("in the year 2100")).bytes());
    try (LedgerClient impatient =
        network.client("creator", network.nodes(), Duration.ofSeconds(3))) {
      Outcome outcome = impatient.submit(wrongTime).getFirst();
      assertThat(outcome.getRefusal().getReason()).isEqualTo("UNSEALED");
    } catch (RpcException e) {
      // The node itself went on trying longer than this caller.
      assertThat(e.reason()).isIn(Reason.UNSEALED, Reason.UNAVAILABLE);
    }
    assertThat(order(EntryCodec.records(wrongTime)).orElseThrow()).isInstanceOf(Reply.Voided.class);
    assertThat(tip().header().time().value()).isEqualTo(before);
    lying.set(false);
    network.lead(network.validators().getLast());
    Outcome taken = client.submit(wrongTime).getFirst();
    assertThat(taken.getReceipt().getTime())
        .isLessThan(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1));
  }

  @Test
  void aValidatorWhoseWholeClockIsInTheYear2100DragsNobody() throws Exception {
    String mad = network.validators().get(1);
    network.clock(mad).runFrom(YEAR_2100_MS);
    try {
      for (int i = 0; i < 3; i++) {
        long height =
            network.accept(client, records.deposit(creator, records.hash("beside the mad")));
        network.await(
            network.validators().getLast(),
            s -> s.getHeight() >= height && s.getSealedSize() == s.getSize());
      }
      assertThat(tip().sealed().attested().value()).isLessThan(YEAR_2100_MS);
    } finally {
      network.clock(mad).mend();
    }
  }

  @Test
  void cosignaturesThatAreNotAMembersOrNotOnACandidateCountForNothing() throws Exception {
    TestConsortium elsewhere = TestConsortium.ofSeed(SEED);
    String chain = network.genesis().chain().text();
    List<byte[]> entries = new ArrayList<>();
    try (LedgerReader reader = network.daemon(liar).ledger().read()) {
      List<Candidate> open = new SealingState(reader).candidates();
      long round = open.isEmpty() ? 1 : open.getLast().round();
      Checkpoint checkpoint = new Checkpoint(chain, reader.size().value(), tip().tree().root());
      Checkpoint bigger =
          new Checkpoint(chain, reader.size().value() + 1000, records.hash("a root"));
      for (OrgId validator : TestConsortium.validators()) {
        String foreign = elsewhere.validator(validator).cosign(checkpoint, 1);
        entries.add(EntryCodec.cosignature(round, foreign));
        entries.add(EntryCodec.cosignature(round + 1, foreign));
        entries.add(EntryCodec.seal(round, SealDocument.unstamped(foreign)));
      }
      // Its own right signature on a size that does not exist proves nothing and is not kept.
      String early = network.signer(liar).cosign(bigger, System.currentTimeMillis() / 1000);
      entries.add(EntryCodec.cosignature(round, early));
      entries.add(EntryCodec.cosignature(round + 100, early));
      entries.add(EntryCodec.seal(round, SealDocument.unstamped(early)));
      reader
          .newestSeal()
          .ifPresent(seal -> {
            entries.add(EntryCodec.seal(seal.round(), seal.document()));
            entries.add(EntryCodec.seal(seal.round() + 1, stamped(seal.note())));
            entries.add(EntryCodec.cosignature(round, seal.note()));
          });
    }
    changesNothing(entries);
  }

  private static SealDocument stamped(String note) {
    return new SealDocument(note, List.of("MAA="), List.of(), Optional.empty());
  }
}
