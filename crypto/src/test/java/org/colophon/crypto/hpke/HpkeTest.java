package org.colophon.crypto.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HpkeTest {
  private static final byte[] INFO = "what for".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAINTEXT = "a secret".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random = new SecureRandom();
  private final RecipientSecret secret = RecipientSecret.generate(random);

  @Test
  void agreesWithOtherImplementations() throws Exception {
    RecipientSecret recipient = RecipientSecret.ofSeed(vector("seed"));

    HPKEContext context =
        Hpke.suite().setupBaseR(vector("enc"), recipient.keyPair(), vector("info"));

    SHAKEDigest source = new SHAKEDigest(128);
    SHAKEDigest ciphertexts = new SHAKEDigest(128);
    for (int i = 0; i < 1000; i++) {
      byte[] sealed = context.seal(draw(source), draw(source));
      ciphertexts.update(sealed, 0, sealed.length);
    }
    byte[] accumulated = new byte[16];
    ciphertexts.doFinal(accumulated, 0, accumulated.length);
    assertThat(accumulated).isEqualTo(vector("accumulated"));
  }

  private static byte[] draw(SHAKEDigest source) {
    byte[] length = new byte[1];
    source.doOutput(length, 0, 1);
    byte[] drawn = new byte[length[0] & 0xff];
    source.doOutput(drawn, 0, drawn.length);
    return drawn;
  }

  private static byte[] vector(String name) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/vectors/hpke-x-wing.txt")).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theOneRecipientOpensIt() throws CiphertextException {
    byte[] sealed = Hpke.seal(secret.publicKey(), INFO, PLAINTEXT);

    assertThat(sealed).hasSize(Hpke.ENCAPSULATED_LENGTH + PLAINTEXT.length + Hpke.TAG_LENGTH);
    assertThat(Hpke.open(secret, INFO, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void nobodyElseOpensIt() {
    byte[] sealed = Hpke.seal(secret.publicKey(), INFO, PLAINTEXT);

    assertThatThrownBy(() -> Hpke.open(RecipientSecret.generate(random), INFO, sealed))
        .isInstanceOf(CiphertextException.class);
  }

  @Test
  void opensForNothingElse() {
    byte[] sealed = Hpke.seal(secret.publicKey(), INFO, PLAINTEXT);

    assertThatThrownBy(() -> Hpke.open(secret, PLAINTEXT, sealed))
        .isInstanceOf(CiphertextException.class);
  }

  @Test
  void noByteOfItCanBeChanged() {
    byte[] sealed = Hpke.seal(secret.publicKey(), INFO, PLAINTEXT);

    for (int i = 0; i < sealed.length; i += 7) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> Hpke.open(secret, INFO, changed))
          .as("byte %d", i)
          .isInstanceOf(CiphertextException.class);
    }
    for (int length : new int[] {0, 32, Hpke.ENCAPSULATED_LENGTH, sealed.length - 1}) {
      assertThatThrownBy(() -> Hpke.open(secret, INFO, Arrays.copyOf(sealed, length)))
          .as("%d bytes", length)
          .isInstanceOf(CiphertextException.class);
    }
  }

  @Test
  void twoSealingsOfTheSameAreNotTheSame() {
    assertThat(Hpke.seal(secret.publicKey(), INFO, PLAINTEXT))
        .isNotEqualTo(Hpke.seal(secret.publicKey(), INFO, PLAINTEXT));
  }

  @Test
  void aRecipientKeyHasOneText() {
    RecipientKey key = secret.publicKey();

    assertThat(key.text()).hasSize(RecipientKey.TEXT_LENGTH);
    assertThat(RecipientKey.parse(key.text())).isEqualTo(key);
    assertThat(key.toString()).hasSizeLessThan(40);
    for (String other :
        new String[] {
          "",
          "x-wing:",
          key.text().toUpperCase(java.util.Locale.ROOT),
          key.text() + "A",
          key.text().substring(0, RecipientKey.TEXT_LENGTH - 1) + "=",
          key.text().substring(0, RecipientKey.TEXT_LENGTH - 1) + "_",
          "xwing::" + key.text().substring(7)
        }) {
      assertThatThrownBy(() -> RecipientKey.parse(other))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesWhatIsNoMlKemKey() {
    byte[] beyond = new byte[RecipientKey.LENGTH];
    beyond[0] = 0x01;
    beyond[1] = 0x0d;
    assertThatThrownBy(() -> RecipientKey.of(beyond)).hasMessage("not an ML-KEM-768 key");
    beyond[0] = 0x00;
    assertThat(RecipientKey.of(beyond)).isNotNull();
    beyond[1150] = 0x10;
    beyond[1151] = (byte) 0xd0;
    assertThatThrownBy(() -> RecipientKey.of(beyond)).hasMessage("not an ML-KEM-768 key");
    assertThatThrownBy(() -> RecipientKey.of(new byte[32])).hasMessage("32 bytes (expected: 1216)");
  }

  @Test
  void aSecretIsKeptInAFileOfItsOwn(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recipient.pem");
    secret.write(file);

    assertThat(RecipientSecret.read(file).publicKey()).isEqualTo(secret.publicKey());
    assertThatThrownBy(() -> secret.write(file)).isInstanceOf(IOException.class);
    Path other = folder.resolve("other.pem");
    Files.writeString(other, Files.readString(file).replace("RECIPIENT", "OTHER"));
    Files.setPosixFilePermissions(
        other, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> RecipientSecret.read(other)).hasMessageContaining("expected");
    assertThat(secret.toString()).isEqualTo("secret of " + secret.publicKey());
  }

  @Test
  void aDataKeyOpensOnlyWhatItSealedAsItWasSealed() throws CiphertextException {
    DataKey key = DataKey.generate(random);
    byte[] ciphertext = key.encrypt(INFO, PLAINTEXT);
    DataKey unwrapped = DataKey.unwrap(secret, INFO, key.wrap(secret.publicKey(), INFO));

    assertThat(unwrapped.decrypt(INFO, ciphertext)).isEqualTo(PLAINTEXT);
    assertThatThrownBy(() -> unwrapped.decrypt(PLAINTEXT, ciphertext))
        .isInstanceOf(CiphertextException.class);
    assertThatThrownBy(() -> DataKey.generate(random).decrypt(INFO, ciphertext))
        .isInstanceOf(CiphertextException.class);
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] changed = ciphertext.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> unwrapped.decrypt(INFO, changed))
          .isInstanceOf(CiphertextException.class);
    }
    assertThatThrownBy(() -> unwrapped.decrypt(INFO, new byte[3]))
        .isInstanceOf(CiphertextException.class);
    assertThatThrownBy(
            () -> DataKey.unwrap(secret, INFO, Hpke.seal(secret.publicKey(), INFO, PLAINTEXT)))
        .hasMessage("not a data key");
  }
}
