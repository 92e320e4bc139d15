package org.colophon.crypto.hpke;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Chunks open at their own place in their own text, and nowhere else. */
class ChunkCipherTest {
  private static final byte[] PLAINTEXT = "a part of a film".getBytes(US_ASCII);
  private static final DataKey KEY = DataKey.of(new byte[DataKey.LENGTH]);

  private final ChunkCipher cipher = new ChunkCipher(KEY);

  private static void assertSpoilt(ThrowingCallable open) {
    assertThatThrownBy(open).isInstanceOf(CiphertextException.class);
  }

  @Test
  void opensAtItsPlace() throws Exception {
    byte[] chunk = cipher.encrypt(7, false, PLAINTEXT);

    assertThat(chunk).hasSize(PLAINTEXT.length + ChunkCipher.TAG_LENGTH);
    assertThat(cipher.decrypt(7, false, chunk)).isEqualTo(PLAINTEXT);
    assertThat(cipher.decrypt(0, true, cipher.encrypt(0, true, new byte[0]))).isEmpty();
  }

  /** The nonces are age's: computed with another implementation of ChaCha20-Poly1305. */
  @Test
  void hasTheNoncesOfAge() {
    assertThat(HexFormat.of().formatHex(cipher.encrypt(7, true, PLAINTEXT))).isEqualTo(VECTOR);
  }

  private static final String VECTOR =
      "bbb8f4f05bef3a594dd5854493e42700b9a0a369c01e88d4c0f6f00fb412f1e2";

  @Test
  void opensNowhereElse() {
    byte[] chunk = cipher.encrypt(7, false, PLAINTEXT);

    assertSpoilt(() -> cipher.decrypt(8, false, chunk));
    assertSpoilt(() -> cipher.decrypt(7, true, chunk));
    assertSpoilt(() -> cipher.decrypt(7 + 256, false, chunk));
    assertSpoilt(() -> new ChunkCipher(KEY.derive(new byte[] {1})).decrypt(7, false, chunk));
  }

  @Test
  void noBitOfItCanBeFlippedAndNothingCutOff() {
    byte[] chunk = cipher.encrypt(7, false, PLAINTEXT);
    for (int i = 0; i < chunk.length; i++) {
      byte[] spoilt = chunk.clone();
      spoilt[i] ^= 1;
      assertSpoilt(() -> cipher.decrypt(7, false, spoilt));
      int length = i;
      assertSpoilt(() -> cipher.decrypt(7, false, Arrays.copyOf(chunk, length)));
    }
  }

  @Test
  void chunksCoverTheText() {
    long chunk = ChunkCipher.CHUNK_LENGTH;
    assertThat(ChunkCipher.chunks(0)).isEqualTo(1);
    assertThat(ChunkCipher.chunks(chunk)).isEqualTo(1);
    assertThat(ChunkCipher.chunks(chunk + 1)).isEqualTo(2);
    assertThat(ChunkCipher.length(0, 0)).isZero();
    assertThat(ChunkCipher.length(chunk, 0)).isEqualTo(ChunkCipher.CHUNK_LENGTH);
    assertThat(ChunkCipher.length(chunk + 1, 1)).isEqualTo(1);
  }

  /** The value of RFC 5869 without salt and purpose, computed with another implementation. */
  @Test
  void derivesAsHkdfDoes() {
    byte[] input = new byte[DataKey.LENGTH];
    assertThat(HexFormat.of().formatHex(DataKey.of(input).derive(new byte[0]).bytes()))
        .isEqualTo(HKDF);
    assertThat(DataKey.of(input).derive(new byte[] {1}).bytes())
        .isNotEqualTo(DataKey.of(input).derive(new byte[] {2}).bytes());
  }

  private static final String HKDF =
      "df7204546f1bee78b85324a7898ca119b387e01386d1aef037781d4a8a036aee";
}
