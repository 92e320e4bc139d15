package org.colophon.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EcdsaSignerTest {
  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1"})
  void signsAMessageInOneWayThatTheJdkAccepts(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair keys = generator.generateKeyPair();
    byte[] signature = sign(keys, "message");
    assertThat(sign(keys, "message")).isEqualTo(signature);
    assertThat(sign(keys, "another")).isNotEqualTo(signature);
    assertThat(verifies(keys, "message", signature)).isTrue();
    assertThat(verifies(keys, "another", signature)).isFalse();
  }

  private static byte[] sign(KeyPair keys, String message) throws Exception {
    EcdsaSigner signer = new EcdsaSigner(keys.getPrivate());
    signer.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
    return signer.getSignature();
  }

  private static boolean verifies(KeyPair keys, String message, byte[] signature)
      throws GeneralSecurityException {
    Signature engine = Signature.getInstance("SHA256withECDSA");
    engine.initVerify(keys.getPublic());
    engine.update(message.getBytes(StandardCharsets.UTF_8));
    return engine.verify(signature);
  }
}
