package org.colophon.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFilesTest {
  private static final char[] PASSPHRASE = "correct horse 电池".toCharArray();

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("key");
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatItWrote(SignatureAlgorithm algorithm) throws IOException {
    SigningKey key = SigningKey.generate(algorithm);
    KeyFiles.write(file, key);
    assertThat(KeyFiles.read(file).holdsSameSecret(key)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @EnumSource
  void readsBackPkcs12(SignatureAlgorithm algorithm) throws IOException {
    SigningKey key = SigningKey.generate(algorithm);
    KeyFiles.writePkcs12(file, key, PASSPHRASE);
    assertThat(KeyFiles.readPkcs12(file, PASSPHRASE).holdsSameSecret(key)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> KeyFiles.readPkcs12(file, "wrong".toCharArray()))
        .isInstanceOf(KeyFileException.class)
        .hasMessage(file + ": wrong passphrase, or the file is damaged");
  }

  /** The build sets the variable for the tests of this module. */
  @Test
  void readsAnyKeyUnderThePassphraseOfTheEnvironment() throws IOException {
    byte[] pkcs8 = SigningKey.generate(SignatureAlgorithm.P256).pkcs8();
    KeyFiles.writePkcs12(file, pkcs8, KeyFiles.passphrase(file));
    assertThat(KeyFiles.read(file).pkcs8()).isEqualTo(pkcs8);
  }

  @Test
  void neverOverwrites() throws IOException {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    KeyFiles.write(file, key);
    assertThatThrownBy(() -> KeyFiles.write(file, SigningKey.generate(SignatureAlgorithm.P256)))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("never overwritten");
    assertThatThrownBy(() -> KeyFiles.writePkcs12(file, key, PASSPHRASE))
        .isInstanceOf(KeyFileException.class);
    assertThat(KeyFiles.read(file).holdsSameSecret(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---", "rw-rw-rw-"})
  void refusesFileThatOthersMayTouch(String mode) throws IOException {
    KeyFiles.write(file, SigningKey.generate(SignatureAlgorithm.ED25519));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> KeyFiles.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(mode)
        .hasMessageContaining("chmod 600 " + file);
    assertThatThrownBy(() -> KeyFiles.readPkcs12(file, PASSPHRASE))
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void refusesMissingFile() {
    assertThatThrownBy(() -> KeyFiles.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void refusesWhatIsNotExactlyOneKey() throws IOException {
    KeyFiles.write(file, SigningKey.generate(SignatureAlgorithm.ED25519));
    String pem = Files.readString(file);
    for (String text :
        new String[] {
          "",
          "not PEM",
          pem + pem,
          pem.replace("PRIVATE KEY", "EC PRIVATE KEY"),
          pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
          pem.replace("MC4", "MC8"),
          pem.replace("MC4CAQAwBQYDK2Vw", "MC4CAQAwBQYDK2Vu"),
          "x".repeat(100_000),
        }) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> KeyFiles.read(file))
          .as(text.substring(0, Math.min(60, text.length())))
          .isInstanceOf(KeyFileException.class)
          .hasMessageStartingWith(file.toString());
      assertThatThrownBy(() -> KeyFiles.readPkcs12(file, PASSPHRASE))
          .isInstanceOf(KeyFileException.class);
    }
  }

  /** Made with {@code openssl genpkey}, version 3: with and without the optional public key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----
        """,
        """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQglxTBbyAhbM+yMUm4
        xXo9q558JtjJZ6efOOJu5+g8OSuhRANCAAS+WEohJy7s/Zpo/SN8HhtT/qjaRhz6
        K34exNKb81WLg5HRDN4w+PmgmYoWbJ7QyVH5QRaycrPcWvBE6j9LCYWp
        -----END PRIVATE KEY-----
        """,
        """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgcBZnZ9Or6rX1HBMg
        PajBaGmkXtx7t9C93uJ6bwDuU9ihRANCAATDcxKRoElikVAjE8YIHqVoTeqthDqS
        WI5BRx1KR2oy59Z6Is+a7QA74ttY77CVqf3rKUcJnzIPsDGhA7jPoN3+
        -----END PRIVATE KEY-----
        """
      })
  void readsKeysOfOpenssl(String pem) throws IOException {
    Files.writeString(file, pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    SigningKey key = KeyFiles.read(file);
    byte[] message = {1, 2, 3};
    assertThat(Signatures.verify(key.name(), message, key.sign(message))).isTrue();
  }
}
