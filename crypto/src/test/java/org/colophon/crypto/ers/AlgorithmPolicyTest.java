package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlgorithmPolicyTest {
  private static final long BREAK_MS = Instant.parse("2041-01-01T00:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(
      strings = {"sha256", "sha384", "sha512", "p256", "p384", "rsa2048", "rsa3072", "rsa4096"})
  void trustsTodaysAlgorithmsWithoutEnd(String name) {
    assertThat(AlgorithmPolicy.standard().trusts(name, Long.MAX_VALUE - 1)).isTrue();
    assertThat(AlgorithmPolicy.standard().endMs(name)).isEqualTo(AlgorithmPolicy.OPEN_MS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1", "md5", "rsa1024", "p192", "p521", "DSA", "unknown", "", "SHA256"})
  void neverTrustsWhatItDoesNotKnow(String name) {
    assertThat(AlgorithmPolicy.standard().trusts(name, 0)).isFalse();
  }

  @Test
  void anAlgorithmIsTrustedUntilTheDayOnWhichItIsWeak() {
    AlgorithmPolicy policy = AlgorithmPolicy.standard().withWeak("sha256@2041-01-01");
    assertThat(policy.trusts("sha256", BREAK_MS - 1)).isTrue();
    assertThat(policy.trusts("sha256", BREAK_MS)).isFalse();
    assertThat(policy.trusts("sha384", BREAK_MS)).isTrue();
    assertThat(AlgorithmPolicy.standard().trusts("sha256", BREAK_MS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256",
        "sha256@",
        "@2041-01-01",
        "sha1@2041-01-01",
        "SHA256@2041-01-01",
        "sha256@2041-02-30",
        "sha256@2041-1-1",
        "sha256@2041-01-01T00:00:00Z",
        "sha256@+999999999-12-31",
        "sha256@2041-01-01@2042-01-01"
      })
  void refusesWhatIsNoNameAtADay(String text) {
    assertThatThrownBy(() -> AlgorithmPolicy.standard().withWeak(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("weak algorithm: ");
  }
}
