package org.colophon.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4711, (1L << 53) - 1})
  void readsWhatItWrote(long index) throws Exception {
    String cursor = Cursor.of("trace/x", new LeafIndex(index));
    assertThat(cursor.length()).isLessThanOrEqualTo(Cursor.CHARS_MAX);
    assertThat(Cursor.parse("trace/x", cursor)).contains(new LeafIndex(index));
  }

  @Test
  void beginsWithTheFirstPage() throws Exception {
    assertThat(Cursor.parse("trace/x", "")).isEmpty();
  }

  @Test
  void refusesTheCursorOfAnotherList() {
    String cursor = Cursor.of("trace/x", new LeafIndex(5));
    assertThatThrownBy(() -> Cursor.parse("trace/y", cursor))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("MALFORMED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0000000000000000.1",
        "2.0000000000000000.1",
        "1.0000000000000000.-1",
        "1.0000000000000000.99999999999999999999",
        "1.0000000000000000.01",
        ""
      })
  void refusesTextInItsForm(String text) {
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Cursor.parse("trace/x", cursor + (cursor.isEmpty() ? "." : "")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void refusesPaddingAndLength() {
    String cursor = Cursor.of("trace/x", new LeafIndex(5));
    assertThatThrownBy(() -> Cursor.parse("trace/x", cursor + "="))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> Cursor.parse("trace/x", "A".repeat(65)))
        .isInstanceOf(RefusedException.class);
  }
}
