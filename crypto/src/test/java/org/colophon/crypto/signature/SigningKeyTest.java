package org.colophon.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SigningKeyTest {
  private static final byte[] MESSAGE = "a statement".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource
  void signsWhatEveryProviderVerifies(SignatureAlgorithm algorithm) {
    for (int i = 0; i < 50; i++) {
      SigningKey key = SigningKey.generate(algorithm);
      byte[] signature = key.sign(MESSAGE);
      assertThat(signature.length)
          .isBetween(algorithm.signatureLengthMin(), algorithm.signatureLengthMax());
      for (Verifier verifier : Signatures.verifiers()) {
        assertThat(verifier.verify(key.name(), MESSAGE, signature)).as(verifier.name()).isTrue();
        assertThat(verifier.verify(key.name(), new byte[0], signature)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesOneKeyAndOneSignatureForOneSeed(SignatureAlgorithm algorithm) {
    SigningKey first = SigningKey.ofSeed(algorithm, new byte[32]);
    SigningKey second = SigningKey.ofSeed(algorithm, new byte[32]);
    assertThat(first.holdsSameSecret(second)).isTrue();
    assertThat(first.sign(MESSAGE)).isEqualTo(second.sign(MESSAGE));
    byte[] otherSeed = new byte[32];
    otherSeed[31] = 1;
    assertThat(SigningKey.ofSeed(algorithm, otherSeed).name()).isNotEqualTo(first.name());
  }

  @ParameterizedTest
  @EnumSource
  void refusesSeedOfOtherLength(SignatureAlgorithm algorithm) {
    assertThatThrownBy(() -> SigningKey.ofSeed(algorithm, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seed: 31 bytes (expected: 32)");
  }

  @ParameterizedTest
  @EnumSource
  void printsNoSecret(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    assertThat(key.toString()).isEqualTo("SigningKey[" + key.name() + "]");
  }
}
