package org.colophon.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Reply;
import org.colophon.core.port.Ordering;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

final class BatcherTest {
  private final TestConsortium consortium = TestConsortium.ofSeed(1);
  private final Actor notary = consortium.actor(TestConsortium.NOTARY);

  /** An order that keeps entries until a test answers them. */
  private static final class Held implements Ordering {
    private final BlockingQueue<byte[]> entries = new ArrayBlockingQueue<>(100);
    private final List<CompletableFuture<byte[]>> answers = new ArrayList<>();

    @Override
    public synchronized CompletableFuture<byte[]> submit(byte[] entry) {
      CompletableFuture<byte[]> answer = new CompletableFuture<>();
      answers.add(answer);
      entries.add(entry);
      return answer;
    }

    /** The records of the next entry, which is then answered. */
    List<byte[]> next() throws Exception {
      byte[] entry = Optional.ofNullable(entries.poll(60, TimeUnit.SECONDS)).orElseThrow();
      List<byte[]> records =
          ((EntryCodec.Ordered.RecordsOrdered) EntryCodec.decode(entry, 1000).orElseThrow())
              .records();
      answer(records.size());
      return records;
    }

    /** Answers the oldest entry, of so many records; each is refused. */
    synchronized void answer(int records) {
      Outcome.Refused refused =
          new Outcome.Refused(new Refusal(Reason.EXPIRED, "answered"), Optional.empty());
      SortedMap<Integer, Outcome.Refused> all = new TreeMap<>();
      IntStream.range(0, records).forEach(i -> all.put(i, refused));
      Reply reply = new Reply.Ordered(Optional.empty(), records, all);
      answers.removeFirst().complete(reply.bytes());
    }

    @Override
    public Role role() {
      return Role.LEADER;
    }

    @Override
    public Optional<NodeId> leader() {
      return Optional.empty();
    }

    @Override
    public long term() {
      return 1;
    }

    @Override
    public List<Peer> peers() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private VerifiedRecord verified(TestRecord record) throws Exception {
    return new RecordVerifier(consortium.chain(), 65_536).verify(record.bytes());
  }

  @Test
  void whatConcernsTheMembershipSharesNoEntry() throws Exception {
    TestChanges changes = consortium.changes(consortium.genesis().membership());
    TestRecord proposal = changes.suspend(notary, TestConsortium.PROCURATORATE);
    List<TestRecord> records =
        List.of(
            deposit("first"),
            deposit("second"),
            deposit("third"),
            changes.vote(notary, proposal),
            proposal,
            deposit("fourth"),
            deposit("fifth"));
    Held held = new Held();
    try (Batcher batcher = new Batcher(held, limits(1_000, 1), nanos -> {})) {
      Submission first = submit(batcher, records.subList(0, 1));
      // While the first is in flight the others gather.
      assertThat(held.entries.poll(60, TimeUnit.SECONDS)).isNotNull();
      Submission others = submit(batcher, records.subList(1, records.size()));
      held.answer(1);
      assertThat(held.next()).containsExactly(records.get(1).bytes(), records.get(2).bytes());
      assertThat(held.next()).containsExactly(records.get(3).bytes());
      assertThat(held.next()).containsExactly(records.get(4).bytes());
      assertThat(held.next()).containsExactly(records.get(5).bytes(), records.get(6).bytes());
      assertThat(first.done().get(60, TimeUnit.SECONDS)).hasSize(1);
      assertThat(others.done().get(60, TimeUnit.SECONDS))
          .hasSize(records.size() - 1)
          .allMatch(Outcome.Refused.class::isInstance);
    }
  }

  @Test
  void recordsOfOneCallLeaveTogetherAndInTheirOrder() throws Exception {
    List<TestRecord> records =
        IntStream.range(0, 200).mapToObj(i -> deposit("record " + i)).toList();
    Held held = new Held();
    try (Batcher batcher = new Batcher(held, limits(1_000, 4), nanos -> {})) {
      Submission submission = submit(batcher, records);
      assertThat(held.next())
          .containsExactlyElementsOf(records.stream().map(TestRecord::bytes).toList());
      assertThat(submission.done().get(60, TimeUnit.SECONDS)).hasSize(200);
    }
  }

  @Test
  void whatFindsNoRoomIsRefusedAndTheRestIsOrdered() throws Exception {
    List<TestRecord> records = IntStream.range(0, 5).mapToObj(i -> deposit("record " + i)).toList();
    Held held = new Held();
    try (Batcher batcher = new Batcher(held, limits(3, 1), nanos -> {})) {
      Submission submission = submit(batcher, records);
      assertThat(batcher.pendingRecords()).isEqualTo(3);
      assertThat(held.next()).hasSize(3);
      List<Outcome> outcomes = submission.done().get(60, TimeUnit.SECONDS);
      assertThat(outcomes.stream().map(outcome -> ((Outcome.Refused) outcome).refusal().reason()))
          .containsExactly(
              Reason.EXPIRED, Reason.EXPIRED, Reason.EXPIRED, Reason.OVERLOADED, Reason.OVERLOADED);
      assertThat(batcher.pendingRecords()).isZero();
      assertThat(batcher.pendingBytes()).isZero();
    }
  }

  @Test
  void aBatcherThatEndsSaysSoToThoseThatWait() throws Exception {
    Held held = new Held();
    Batcher batcher = new Batcher(held, limits(1_000, 1), nanos -> {});
    Submission sent = submit(batcher, List.of(deposit("sent")));
    assertThat(held.entries.poll(60, TimeUnit.SECONDS)).isNotNull();
    Submission waiting = submit(batcher, List.of(deposit("waiting")));
    batcher.close();
    Submission late = submit(batcher, List.of(deposit("late")));
    for (Submission unsent : List.of(waiting, late)) {
      assertThat(unsent.done().get(60, TimeUnit.SECONDS))
          .singleElement()
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.UNAVAILABLE));
    }
    assertThat(sent.done()).isNotDone();
    held.answer(1);
    assertThat(sent.done().get(60, TimeUnit.SECONDS)).hasSize(1);
  }

  private static BatchLimits limits(int pendingMax, int entriesInFlight) {
    return new BatchLimits(
        pendingMax,
        1 << 20,
        1000,
        1 << 20,
        Duration.ofMillis(1),
        entriesInFlight,
        Duration.ofSeconds(60));
  }

  private Submission submit(Batcher batcher, List<TestRecord> records) throws Exception {
    Submission submission = new Submission(records.size());
    List<Pending> pending = new ArrayList<>();
    for (TestRecord record : records) {
      pending.add(new Pending(verified(record), submission, pending.size(), System.nanoTime()));
    }
    batcher.submit(pending);
    return submission;
  }

  private TestRecord deposit(String label) {
    return consortium.records().deposit(notary, consortium.hash(label));
  }
}
