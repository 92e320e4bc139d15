package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.crypto.hpke.RecipientSecret;

/** What is decrypted: only what was encrypted opens. */
class CiphertextsFuzzTest {
  private static final RecipientSecret SECRET = RecipientSecret.ofSeed(new byte[32]);
  static final byte[] INFO = {1, 2, 3};
  private static final DataKey KEY = DataKey.of(new byte[32]);

  static final Decoder RECIPIENT_KEY =
      Decoder.exact(
          IllegalArgumentException.class,
          bytes -> RecipientKey.parse(Decoder.text(bytes)),
          key -> key.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));

  static final Decoder WRAPPED =
      Decoder.of(
          CiphertextException.class,
          bytes -> DataKey.unwrap(SECRET, INFO, bytes),
          (bytes, key) -> assertThat(key.bytes()).isEqualTo(KEY.bytes()));

  /** A chunk has one ciphertext under its key and number. */
  static final Decoder CHUNK =
      Decoder.exact(
          CiphertextException.class,
          bytes -> new ChunkCipher(KEY).decrypt(0, true, bytes),
          plaintext -> new ChunkCipher(KEY).encrypt(0, true, plaintext));

  @FuzzTest
  void recipientKey(byte[] bytes) throws Exception {
    RECIPIENT_KEY.feed(bytes);
  }

  @FuzzTest
  void wrapped(byte[] bytes) throws Exception {
    WRAPPED.feed(bytes);
  }

  @FuzzTest
  void chunk(byte[] bytes) throws Exception {
    CHUNK.feed(bytes);
  }
}
