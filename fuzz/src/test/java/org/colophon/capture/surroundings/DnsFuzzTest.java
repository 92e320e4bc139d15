package org.colophon.capture.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.colophon.fuzz.Decoder;

/** Answers of name servers, which anybody on the way can write. */
class DnsFuzzTest {
  private static final int TYPE_A = 1;

  static final Decoder ANSWER =
      Decoder.of(
          IOException.class,
          bytes ->
              DnsMessage.addresses(
                  bytes, bytes.length, DnsMessage.question(7, "example.org", TYPE_A)),
          (bytes, addresses) ->
              assertThat(addresses).allMatch(text -> text.matches("[0-9a-f.:]+")));

  @FuzzTest
  void answer(byte[] bytes) throws Exception {
    ANSWER.feed(bytes);
  }
}
