package org.colophon.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void signsAsRfc8032Prints() {
    byte[] seed =
        HexFormat.of().parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    byte[] signature =
        SigningKey.ofSeed(SignatureAlgorithm.ED25519, seed).sign(HexFormat.of().parseHex("af82"));
    assertThat(signature).isEqualTo(Ed25519Vectors.rfc8032().get(2).signature());
  }

  @Test
  void signsAsRfc6979PrintsWithLowS() {
    SigningKey key =
        ofScalar(
            SECObjectIdentifiers.secp256r1,
            "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
    List<SignatureVector> printed = EcVectors.p256();
    assertThat(key.sign("sample".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(printed.get(1).signature());
    assertThat(key.sign("test".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(printed.get(2).signature());
    assertThat(key.name()).isEqualTo(printed.get(1).key());
  }

  @Test
  void hasTheSm2KeyOfTheStandard() {
    SigningKey key =
        ofScalar(
            GMObjectIdentifiers.sm2p256v1,
            "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    assertThat(key.name()).isEqualTo(EcVectors.sm2().getFirst().key());
    byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);
    assertThat(Signatures.verify(key.name(), message, key.sign(message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "010000000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesScalarOutOfRange(String scalar) {
    assertThatThrownBy(() -> ofScalar(SECObjectIdentifiers.secp256r1, scalar))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesKeyOnAnotherCurve() {
    assertThatThrownBy(() -> ofScalar(SECObjectIdentifiers.secp256k1, "05"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("(expected: Ed25519, or EC on P-256 or SM2)");
  }

  private static SigningKey ofScalar(ASN1ObjectIdentifier curve, String scalar) {
    try {
      return SigningKey.of(
          new PrivateKeyInfo(
              new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
              new ECPrivateKey(8 * 33, new BigInteger(scalar, 16))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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
