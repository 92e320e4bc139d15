package org.colophon.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      Outcome.Refused refused =
          new Outcome.Refused(new Refusal(Reason.EXPIRED, "answered"), Optional.empty());
      SortedMap<Integer, Outcome.Refused> all = new TreeMap<>();
      IntStream.range(0, records.size()).forEach(i -> all.put(i, refused));
      answer(new Reply.Ordered(Optional.empty(), records.size(), all));
      return records;
    }

    private synchronized void answer(Reply reply) {
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
    BatchLimits limits =
        new BatchLimits(
            1000, 1 << 20, 1000, 1 << 20, Duration.ofMillis(1), 1, Duration.ofSeconds(60));
    try (Batcher batcher = new Batcher(held, limits, nanos -> {})) {
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      outcomes.add(batcher.submit(verified(records.getFirst())));
      // While the first is in flight the others gather.
      assertThat(held.entries.poll(60, TimeUnit.SECONDS)).isNotNull();
      for (TestRecord record : records.subList(1, records.size())) {
        outcomes.add(batcher.submit(verified(record)));
      }
      held.answer(
          new Reply.Ordered(
              Optional.empty(),
              1,
              new TreeMap<>(
                  Map.of(
                      0,
                      new Outcome.Refused(
                          new Refusal(Reason.EXPIRED, "answered"), Optional.empty())))));
      assertThat(held.next()).containsExactly(records.get(1).bytes(), records.get(2).bytes());
      assertThat(held.next()).containsExactly(records.get(3).bytes());
      assertThat(held.next()).containsExactly(records.get(4).bytes());
      assertThat(held.next()).containsExactly(records.get(5).bytes(), records.get(6).bytes());
      for (CompletableFuture<Outcome> outcome : outcomes) {
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Refused.class);
      }
    }
  }

  private TestRecord deposit(String label) {
    return consortium.records().deposit(notary, consortium.hash(label));
  }
}
