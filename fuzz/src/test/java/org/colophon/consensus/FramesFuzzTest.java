package org.colophon.consensus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.colophon.fuzz.Decoder;

/** What nodes send each other beside Raft's own messages. */
class FramesFuzzTest {
  static final Decoder CALL = Decoder.exact(IOException.class, Call::decode, Call::encode);

  static final Decoder ANSWER =
      Decoder.of(
          IOException.class,
          Answer::decode,
          (bytes, answer) ->
              org.assertj.core.api.Assertions.assertThat(Answer.decode(answer.encode()).encode())
                  .isEqualTo(answer.encode()));

  @FuzzTest
  void call(byte[] bytes) throws Exception {
    CALL.feed(bytes);
  }

  @FuzzTest
  void answer(byte[] bytes) throws Exception {
    ANSWER.feed(bytes);
  }
}
