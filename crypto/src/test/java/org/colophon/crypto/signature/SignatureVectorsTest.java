package org.colophon.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.colophon.crypto.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file is put to every provider on its own; all give the file's one verdict. */
final class SignatureVectorsTest {
  private static final Path SELF_TEST =
      Path.of("src/main/resources/org/colophon/crypto/signature/selftest.txt");

  @Test
  void makesTheSameFilesAnew() {
    GoldenFile.check("ed25519-rfc8032.txt", text(Ed25519Vectors.rfc8032()));
    GoldenFile.check("ed25519-generated.txt", text(Ed25519Vectors.generated()));
    GoldenFile.check("p256.txt", text(EcVectors.p256()));
    GoldenFile.check("sm2.txt", text(EcVectors.sm2()));
  }

  @Test
  void makesTheSameSelfTestAnew() {
    List<SignatureVector> all = new ArrayList<>(Ed25519Vectors.rfc8032());
    all.addAll(SignatureVector.parseAll(GoldenFile.read("ed25519-speccheck.txt")));
    all.addAll(Ed25519Vectors.generated());
    all.addAll(EcVectors.p256());
    all.addAll(EcVectors.sm2());
    GoldenFile.check(SELF_TEST, text(all));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ed25519-rfc8032.txt",
        "ed25519-speccheck.txt",
        "ed25519-generated.txt",
        "p256.txt",
        "sm2.txt"
      })
  void givesOneVerdictWithEveryProvider(String file) {
    List<SignatureVector> vectors = SignatureVector.parseAll(GoldenFile.read(file));
    assertThat(vectors).isNotEmpty();
    for (Verifier verifier : Signatures.verifiers()) {
      for (SignatureVector vector : vectors) {
        assertThat(verifier.verify(vector.key(), vector.message(), vector.signature()))
            .as("%s: %s: %s", verifier.name(), file, vector)
            .isEqualTo(vector.isValid());
      }
    }
  }

  @Test
  void refusesAllTwelveCasesOfSpeccheck() {
    assertThat(SignatureVector.parseAll(GoldenFile.read("ed25519-speccheck.txt")))
        .hasSize(12)
        .noneMatch(SignatureVector::isValid);
  }

  @Test
  void refusesMovedRThatBouncyCastleAloneAccepts() {
    // The reason for the check on R: without it the two providers would split the chain.
    int acceptedByBouncyCastle = 0;
    List<Edwards.Point> small = Edwards.smallOrderPoints();
    BigInteger secret = new BigInteger("98765432109876543210");
    byte[] a = Edwards.BASE.times(secret).encoded();
    KeyName key = KeyName.of(SignatureAlgorithm.ED25519, a);
    for (int i = 0; i < 64; i++) {
      byte[] message = {(byte) i};
      BigInteger nonce = BigInteger.valueOf(1_000_003L + i);
      byte[] r = Edwards.BASE.times(nonce).plus(small.get(4)).encoded();
      BigInteger s = nonce.add(Edwards.challenge(r, a, message).multiply(secret)).mod(Edwards.L);
      byte[] signature = signature(r, s);
      if (Ed25519.verify(signature, 0, a, 0, message, 0, message.length)) {
        acceptedByBouncyCastle++;
      }
      for (Verifier verifier : Signatures.verifiers()) {
        assertThat(verifier.verify(key, message, signature)).as(verifier.name()).isFalse();
      }
    }
    assertThat(acceptedByBouncyCastle).isPositive();
  }

  @Test
  void agreesWithPlainArithmeticOnRandomPoints() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    List<Edwards.Point> small = Edwards.smallOrderPoints();
    int valid = 0;
    for (int i = 0; i < 150; i++) {
      BigInteger secret = new BigInteger(250, random);
      BigInteger nonce = new BigInteger(250, random);
      Edwards.Point a =
          Edwards.BASE
              .times(secret)
              .plus(small.get(random.nextInt(4) == 0 ? random.nextInt(8) : 0));
      Edwards.Point r =
          Edwards.BASE.times(nonce).plus(small.get(random.nextInt(4) == 0 ? random.nextInt(8) : 0));
      byte[] message = new byte[random.nextInt(100)];
      random.nextBytes(message);
      BigInteger h = Edwards.challenge(r.encoded(), a.encoded(), message);
      BigInteger s = nonce.add(h.multiply(secret)).mod(Edwards.L);
      if (random.nextInt(8) == 0) {
        s = s.flipBit(random.nextInt(252));
      }
      boolean expected = Edwards.verify(a, r, s, message);
      valid += expected ? 1 : 0;
      for (Verifier verifier : Signatures.verifiers()) {
        assertThat(
                verifier.verify(
                    KeyName.of(SignatureAlgorithm.ED25519, a.encoded()),
                    message,
                    signature(r.encoded(), s)))
            .as("seed %d, case %d, %s", seed, i, verifier.name())
            .isEqualTo(expected);
      }
    }
    assertThat(valid).isBetween(50, 149);
  }

  @Test
  void neverThrowsOnRandomBytes() {
    long seed = 42;
    Random random = new Random(seed);
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      for (int i = 0; i < 2_000; i++) {
        byte[] raw = new byte[algorithm.publicKeyLength()];
        random.nextBytes(raw);
        if (algorithm != SignatureAlgorithm.ED25519) {
          raw[0] = (byte) (2 + random.nextInt(2));
        }
        byte[] signature = new byte[random.nextInt(algorithm.signatureLengthMax() + 4)];
        random.nextBytes(signature);
        if (random.nextBoolean() && algorithm == SignatureAlgorithm.ED25519) {
          signature = Arrays.copyOf(signature, 64);
          signature[63] &= 0x0f;
        }
        byte[] bytes = signature;
        KeyName key = KeyName.of(algorithm, raw);
        for (Verifier verifier : Signatures.verifiers()) {
          assertThatCode(() -> verifier.verify(key, raw, bytes))
              .as("seed %d, case %d, %s", seed, i, verifier.name())
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @Test
  void refusesEngineThatDisagreesWithTheVectors() {
    Verifier gullible =
        new Verifier(
            new Engine() {
              @Override
              public String name() {
                return "gullible";
              }

              @Override
              public ReadyKey ready(KeyName key) {
                return (message, signature) -> true;
              }
            });
    List<SignatureVector> vectors =
        SignatureVector.parseAll(GoldenFile.read("ed25519-generated.txt"));
    assertThatThrownBy(() -> Signatures.check(gullible, vectors))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("signature provider: gullible says valid to ");
  }

  @Test
  void refusesSelfTestWithoutVectors() {
    assertThatThrownBy(() -> Signatures.check(Signatures.verifiers().getFirst(), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Else a platform where the native library fails to load would pass with half the tests. */
  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void testsBothProvidersWhereBothAreThere() {
    boolean isOnClassPath =
        Signatures.class.getResource(
                "/com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider.class")
            != null;
    assertThat(Signatures.verifiers()).hasSize(isOnClassPath ? 2 : 1);
    assertThat(Signatures.verifiers().getLast().name()).isEqualTo("Bouncy Castle");
  }

  @Test
  void passesItsSelfTest() {
    assertThatCode(Signatures::selfTest).doesNotThrowAnyException();
    assertThat(Signatures.providerName()).isNotEmpty();
  }

  @Test
  void keepsNoMoreKeysThanItsCacheMay() {
    BoundedCache<Integer, String> cache = new BoundedCache<>(10);
    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.get(i, String::valueOf)).isEqualTo(Integer.toString(i));
      assertThat(cache.get(0, String::valueOf)).isEqualTo("0");
      assertThat(cache.size()).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void loadsAKeyOnceWhileItIsUsed() {
    BoundedCache<String, Integer> cache = new BoundedCache<>(4);
    int[] loads = {0};
    for (int i = 0; i < 100; i++) {
      cache.get("used", key -> ++loads[0]);
      cache.get("other " + i, key -> 0);
    }
    assertThat(loads[0]).isEqualTo(1);
  }

  private static byte[] signature(byte[] r, BigInteger s) {
    byte[] signature = Arrays.copyOf(r, 64);
    System.arraycopy(Edwards.littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  private static String text(List<SignatureVector> vectors) {
    StringBuilder text = new StringBuilder();
    vectors.forEach(vector -> text.append(vector.text()));
    assertThat(text.toString().getBytes(StandardCharsets.US_ASCII)).hasSize(text.length());
    return text.toString();
  }
}
