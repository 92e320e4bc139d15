package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.colophon.core.ChainId;
import org.colophon.core.Timestamp;
import org.colophon.core.record.RecordVerifier;
import org.junit.jupiter.api.Test;

class PreVerificationTest {
  private static final int RECORD_BYTES = 1 << 20;
  private static final ChainId CHAIN = new ChainId("colophon/test/0123456789abcdef");

  private final AtomicInteger tasks = new AtomicInteger();
  private final PreVerification ahead =
      new PreVerification(
          new RecordVerifier(CHAIN, RECORD_BYTES),
          task -> {
            tasks.incrementAndGet();
            task.run();
          },
          1_000);

  @Test
  void anEntryThatHasArrivedIsNotCheckedAgainInItsTurn() {
    List<byte[]> records = List.of(new byte[8]);
    byte[] entry = EntryCodec.records(records);
    ahead.start(entry);
    EntryCodec.stamp(entry, new Timestamp(1));
    assertThat(ahead.verified(entry, records)).isEmpty();
    assertThat(tasks).hasValue(1);
  }

  @Test
  void whatHadItsTurnIsForgotten() {
    List<byte[]> records = List.of(new byte[8]);
    byte[] entry = EntryCodec.records(records);
    assertThat(ahead.verified(entry, records)).isEmpty();
    assertThat(ahead.verified(entry, records)).isEmpty();
    assertThat(tasks).hasValue(2);
  }

  @Test
  void noMoreThanSixteenMebibytesAreKeptAheadAndWhatComesNextStays() {
    List<List<byte[]>> arrived = IntStream.range(0, 17).mapToObj(this::arriving).toList();
    assertThat(tasks).hasValue(15);
    for (List<byte[]> records : arrived.subList(0, 15)) {
      hasItsTurn(records);
    }
    assertThat(tasks).as("the first were known").hasValue(15);
    hasItsTurn(arrived.get(15));
    hasItsTurn(arrived.get(16));
    assertThat(tasks).as("the last found no room").hasValue(17);
  }

  @Test
  void whatWasPassedOverMakesRoom() {
    List<byte[]> lost = IntStream.range(0, 15).mapToObj(this::arriving).toList().getFirst();
    for (int number = 100; number < 164; number++) {
      hasItsTurn(List.of(new byte[] {(byte) number}));
    }
    int before = tasks.get();
    List<byte[]> next = arriving(200);
    assertThat(tasks).as("begun ahead").hasValue(before + 1);
    hasItsTurn(next);
    assertThat(tasks).hasValue(before + 1);
    hasItsTurn(lost);
    assertThat(tasks).as("forgotten").hasValue(before + 2);
  }

  private void hasItsTurn(List<byte[]> records) {
    assertThat(ahead.verified(EntryCodec.records(records), records)).isEmpty();
  }

  private List<byte[]> arriving(int number) {
    byte[] record = new byte[RECORD_BYTES];
    record[0] = (byte) number;
    List<byte[]> records = List.of(record);
    ahead.start(EntryCodec.records(records));
    return records;
  }
}
