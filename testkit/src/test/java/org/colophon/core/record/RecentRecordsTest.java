package org.colophon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.Test;

/** What was verified once is taken once, by all of its bytes, and forgotten when it is too much. */
class RecentRecordsTest {
  private final TestConsortium consortium = TestConsortium.ofSeed(3);
  private final Actor creator = consortium.actor("creator-one");
  private final RecordVerifier verifier =
      new RecordVerifier(consortium.chain(), consortium.genesis().limits().recordBytesMax());

  private byte[] record(String label) {
    return consortium.records().declare(creator, consortium.hash(label)).bytes();
  }

  private VerifiedRecord verified(byte[] bytes) {
    return switch (verifier.check(bytes)) {
      case Checked.Verified(VerifiedRecord record) -> record;
      case Checked.Refused(var refusal) -> throw new AssertionError(refusal);
    };
  }

  @Test
  void isTakenOnceByItsBytes() {
    RecentRecords recent = new RecentRecords();
    VerifiedRecord record = verified(record("one"));
    recent.put(record);
    recent.put(record);
    byte[] other = record.bytes().clone();
    other[other.length - 10] ^= 1;
    assertThat(recent.take(other)).isEmpty();
    assertThat(recent.take(record.bytes().clone())).containsSame(record);
    assertThat(recent.take(record.bytes())).isEmpty();
  }

  @Test
  void doesNotGrowWithoutEnd() {
    RecentRecords recent = new RecentRecords();
    VerifiedRecord first = verified(record("first"));
    recent.put(first);
    VerifiedRecord last = first;
    int size = first.bytes().length;
    for (int i = 0; i <= RecentRecords.BYTES_MAX / size; i++) {
      last = new VerifiedRecord(withBytes(first, i));
      recent.put(last);
    }
    assertThat(recent.take(first.bytes())).isEmpty();
    assertThat(recent.take(last.bytes())).containsSame(last);
  }

  /** The same record around other bytes: only their number counts here. */
  private static UnverifiedRecord withBytes(VerifiedRecord record, int number) {
    byte[] bytes = record.bytes().clone();
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >> 8);
    bytes[2] = (byte) (number >> 16);
    return new UnverifiedRecord(
        bytes, bytes, record.statement(), java.util.List.of(), java.util.Optional.empty());
  }

  @Test
  void aCheckAheadSpoilsNoLaterCheck() {
    byte[] good = record("good");
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    assertThat(verifier.checkAhead(bad)).isInstanceOf(Checked.Refused.class);
    assertThat(verifier.checkAhead(good)).isInstanceOf(Checked.Verified.class);
    assertThat(verifier.check(bad)).isInstanceOf(Checked.Refused.class);
    for (int i = 0; i < 3; i++) {
      assertThat(verifier.check(good.clone())).isInstanceOf(Checked.Verified.class);
    }
  }
}
