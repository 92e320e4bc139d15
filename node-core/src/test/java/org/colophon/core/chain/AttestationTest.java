package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.colophon.core.Timestamp;
import org.junit.jupiter.api.Test;

class AttestationTest {
  @Test
  void tellsTheLowerMedianAndTheSpread() {
    assertThat(Attestation.of(List.of(30L, 10L, 20L)))
        .isEqualTo(new Attestation(seconds(20), seconds(10), seconds(30)));
    assertThat(Attestation.of(List.of(40L, 30L, 20L, 10L)).median()).isEqualTo(seconds(20));
    assertThat(Attestation.of(List.of(7L)))
        .isEqualTo(new Attestation(seconds(7), seconds(7), seconds(7)));
  }

  @Test
  void oneWrongClockOfFourDoesNotMoveTheMedianBeyondTheOthers() {
    assertThat(Attestation.of(List.of(1L, 100L, 101L, 102L)).median()).isEqualTo(seconds(100));
    assertThat(Attestation.of(List.of(100L, 101L, 102L, 9_999_999L)).median())
        .isEqualTo(seconds(101));
  }

  private static Timestamp seconds(long seconds) {
    return Timestamp.ofSeconds(seconds);
  }
}
