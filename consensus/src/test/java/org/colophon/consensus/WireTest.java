package org.colophon.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void carriesEachAnswer() throws Exception {
    for (Answer answer :
        List.of(
            new Answer.Refused(new Refusal(Reason.UNSEALED, "two\nlines")),
            new Answer.NotLeader(Optional.of(new NodeId("node-1"))),
            new Answer.NotLeader(Optional.empty()),
            new Answer.Again("later"))) {
      assertThat(Answer.decode(answer.encode())).isEqualTo(answer);
    }
    Answer applied = Answer.decode(new Answer.Applied(new byte[] {0, 1, 2}).encode());
    assertThat(applied)
        .isInstanceOfSatisfying(
            Answer.Applied.class, a -> assertThat(a.reply()).containsExactly(0, 1, 2));
  }

  @Test
  void refusesAnswersThatNoNodeWouldSend() {
    for (byte[] frame :
        List.of(
            new byte[0],
            new byte[] {9},
            new byte[] {1},
            "\1NO_SUCH_REASON\ndetail".getBytes(StandardCharsets.US_ASCII),
            "\2Not A Name".getBytes(StandardCharsets.US_ASCII),
            ("\3" + "x".repeat(5_000)).getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> Answer.decode(frame)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void carriesACallAndRefusesAHeaderCutShort() throws Exception {
    UUID caller = new UUID(1, 2);
    Call call = Call.decode(new Call(caller, 3, new byte[] {4, 5}).encode());
    assertThat(call.caller()).isEqualTo(caller);
    assertThat(call.number()).isEqualTo(3);
    assertThat(call.entry()).containsExactly(4, 5);
    assertThatThrownBy(() -> Call.decode(new byte[23])).isInstanceOf(IOException.class);
  }

  @Test
  void cutsALongTextSoThatItCanBeRead() throws Exception {
    Answer answer = Answer.decode(new Answer.Again("x".repeat(9_000)).encode());
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Again.class, a -> assertThat(a.why()).hasSize(Answer.TEXT_BYTES_MAX));
  }

  @Test
  void countsWhatIsInFlight() {
    Budget budget = new Budget(2, 10);
    assertThat(budget.tryTake(6)).isTrue();
    assertThat(budget.tryTake(5)).isFalse();
    assertThat(budget.tryTake(4)).isTrue();
    assertThat(budget.tryTake(0)).isFalse();
    budget.giveBack(6);
    assertThat(budget.tryTake(6)).isTrue();
    assertThatThrownBy(() -> budget.giveBack(11)).isInstanceOf(IllegalStateException.class);
  }
}
