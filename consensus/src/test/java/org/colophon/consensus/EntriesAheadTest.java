package org.colophon.consensus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.MetadataProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EntriesAheadTest {
  private final List<String> prepared = new ArrayList<>();
  private final TreeMap<Long, LogEntryProto> log = new TreeMap<>();
  private final EntriesAhead ahead =
      new EntriesAhead(4, 100, entry -> prepared.add(new String(entry, UTF_8)));

  @BeforeEach
  void theLogIsEmptyAndReadToItsEnd() throws Exception {
    ahead.clear(0);
    ahead.readOn(log::get);
  }

  private static LogEntryProto entry(long term, long index, String text) {
    return LogEntryProto.newBuilder()
        .setTerm(term)
        .setIndex(index)
        .setStateMachineLogEntry(
            StateMachineLogEntryProto.newBuilder().setLogData(ByteString.copyFromUtf8(text)))
        .build();
  }

  /** As Ratis does: it is told before it can be read. */
  private void append(LogEntryProto entry) {
    log.tailMap(entry.getIndex(), true).clear();
    ahead.arrived(entry);
    log.put(entry.getIndex(), entry);
  }

  private void appendOfRafts(long term, long index) {
    log.put(
        index,
        LogEntryProto.newBuilder()
            .setTerm(term)
            .setIndex(index)
            .setMetadataEntry(MetadataProto.newBuilder().setCommitIndex(index))
            .build());
  }

  private String take(long term, long index) throws Exception {
    byte[] taken = ahead.take(TermIndex.valueOf(term, index));
    ahead.readOn(log::get);
    return taken == null ? "-" : new String(taken, UTF_8);
  }

  @Test
  void whatArrivesIsHeldUntilItsTurn() throws Exception {
    append(entry(1, 0, "a"));
    appendOfRafts(1, 1);
    append(entry(1, 2, "b"));
    assertThat(prepared).containsExactly("a", "b");
    assertThat(take(1, 0)).isEqualTo("a");
    assertThat(take(1, 2)).isEqualTo("b");
    assertThat(ahead.bytes()).isZero();
  }

  @Test
  void whatFindsNoRoomIsReadFromTheLogInOrder() throws Exception {
    for (int i = 0; i < 20; i++) {
      append(entry(1, 2L * i, "entry " + i));
      appendOfRafts(1, 2L * i + 1);
    }
    assertThat(prepared).hasSize(4);
    for (int i = 0; i < 20; i++) {
      assertThat(take(1, 2L * i)).isEqualTo("entry " + i);
      assertThat(prepared).hasSize(Math.min(20, i + 5));
    }
    assertThat(ahead.bytes()).isZero();
    append(entry(1, 40, "and on"));
    assertThat(prepared).last().isEqualTo("and on");
  }

  @Test
  void theirBytesAreBoundedButOneOfAnySizeFindsRoom() throws Exception {
    append(entry(1, 0, "x".repeat(500)));
    append(entry(1, 1, "y".repeat(60)));
    append(entry(1, 2, "z".repeat(60)));
    assertThat(ahead.bytes()).isEqualTo(500);
    assertThat(take(1, 0)).hasSize(500);
    assertThat(ahead.bytes()).isEqualTo(60);
    assertThat(take(1, 1)).startsWith("y");
    assertThat(take(1, 2)).startsWith("z");
  }

  @Test
  void whatWasCutOffIsNotTaken() throws Exception {
    append(entry(1, 0, "a"));
    append(entry(1, 1, "lost"));
    append(entry(1, 2, "lost, too"));
    append(entry(2, 1, "b"));
    assertThat(take(1, 0)).isEqualTo("a");
    assertThat(take(2, 1)).isEqualTo("b");
    assertThat(take(2, 2)).isEqualTo("-");
    assertThat(ahead.bytes()).isZero();
  }

  @Test
  void anEntryOfAnotherTermIsNotTaken() throws Exception {
    append(entry(1, 0, "a"));
    assertThat(take(2, 0)).isEqualTo("-");
  }

  @Test
  void aLogThatIsThereAtTheStartIsReadAhead() throws Exception {
    for (int i = 0; i < 10; i++) {
      log.put(Long.valueOf(i), entry(1, i, "entry " + i));
    }
    ahead.clear(3);
    ahead.arrived(entry(1, 3, "entry 3"));
    assertThat(take(1, 3)).isEqualTo("-");
    assertThat(prepared).containsExactly("entry 4", "entry 5", "entry 6", "entry 7");
    // It is told again in its turn.
    ahead.arrived(entry(1, 4, "entry 4"));
    assertThat(take(1, 4)).isEqualTo("entry 4");
    assertThat(prepared).hasSize(5);
  }
}
