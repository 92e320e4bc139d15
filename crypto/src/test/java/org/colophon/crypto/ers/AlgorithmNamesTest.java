package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.colophon.crypto.Sha2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlgorithmNamesTest {
  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private static String nameOfGenerated(KeyPairGenerator generator) {
    return AlgorithmNames.of(
        SubjectPublicKeyInfo.getInstance(generator.generateKeyPair().getPublic().getEncoded()));
  }

  @ParameterizedTest
  @CsvSource({
    "1024, unknown",
    "2047, unknown",
    "2048, rsa2048",
    "3071, rsa2048",
    "3072, rsa3072",
    "4095, rsa3072",
    "4096, rsa4096",
    "8192, rsa4096"
  })
  void rsaIsNamedByTheLargestClassThatItFills(int bits, String name) throws IOException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    RSAPublicKey key = new RSAPublicKey(modulus, BigInteger.valueOf(65_537));
    assertThat(AlgorithmNames.of(new SubjectPublicKeyInfo(RSA, key))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, p256", "secp384r1, p384", "secp521r1, unknown"})
  void curvesAreNamedByTheirSize(String curve, String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    assertThat(nameOfGenerated(generator)).isEqualTo(name);
  }

  @Test
  void otherKeysAndMalformedOnesHaveNoName() throws Exception {
    assertThat(nameOfGenerated(KeyPairGenerator.getInstance("Ed25519"))).isEqualTo("unknown");
    SubjectPublicKeyInfo malformed = new SubjectPublicKeyInfo(RSA, new DEROctetString(new byte[3]));
    assertThat(AlgorithmNames.of(malformed)).isEqualTo("unknown");
  }

  @Test
  void everyNameOfAHashFunctionIsInThePolicy() {
    for (Sha2 hash : Sha2.values()) {
      assertThat(AlgorithmNames.ALL).contains(AlgorithmNames.of(hash));
    }
    assertThat(AlgorithmNames.ALL).doesNotContain(AlgorithmNames.UNKNOWN);
  }
}
