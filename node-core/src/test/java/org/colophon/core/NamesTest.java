package org.colophon.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"abc", "a-b", "a.b", "0.0", "court-north", "a--b", "x23456789"})
  void takesPlainNames(String text) {
    assertThat(new SubjectId(text).text()).isEqualTo(text);
    assertThat(new OrgId(text).text()).isEqualTo(text);
    assertThat(new NodeId(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "Abc",
        "-ab",
        "ab-",
        ".ab",
        "ab.",
        "a b",
        "a_b",
        "a/b",
        "é11",
        "ab\n",
        "\u0661bc",
        "a\u0000b",
        "ａbc"
      })
  void refusesOtherNames(String text) {
    assertThatThrownBy(() -> new SubjectId(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OrgId(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NodeId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesHaveAtMost63Characters() {
    assertThat(new SubjectId("a".repeat(63)).text()).hasSize(63);
    assertThatThrownBy(() -> new SubjectId("a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChainIsNamedByItsGenesis() {
    Hash hash = Hash.sha256(new byte[] {1});
    assertThat(ChainId.of("test", hash).text())
        .isEqualTo("colophon/test/" + hash.hex().substring(0, 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "colophon/test",
        "colophon/test/0123456789abcde",
        "colophon/test/0123456789abcdef0",
        "colophon/test/0123456789ABCDEF",
        "colophon/Test/0123456789abcdef",
        "colophon//0123456789abcdef",
        "colophon/te st/0123456789abcdef",
        "Colophon/test/0123456789abcdef",
        "colophon/test/0123456789abcdef\n"
      })
  void refusesWhatNamesNoChain(String text) {
    assertThatThrownBy(() -> new ChainId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsAreNeverNegativeAndNeverOverflow() {
    assertThatThrownBy(() -> new Height(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LeafIndex(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TreeSize(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Timestamp(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Height(Long.MAX_VALUE).plus(1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Timestamp(Long.MAX_VALUE).plus(1))
        .isInstanceOf(ArithmeticException.class);
  }
}
