package org.colophon.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFileException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NoteSignerTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("colophon/test/0123456789abcdef", 7, Hash.sha256(new byte[] {1}))
          .withSm3Root(Hash.sha256(new byte[] {2}));

  @ParameterizedTest
  @EnumSource
  void signsWhatItsKeyVerifies(NoteKeyType type) {
    NoteSigner signer = NoteSigner.generate(type, "court.example/w1");
    NoteSignature signature = signer.sign(CHECKPOINT, 1_700_000_000);
    NoteKey key = NoteKey.parse(signer.verifierKey().vkey());
    assertThat(key).isEqualTo(signer.verifierKey());
    assertThat(key.verifies(CHECKPOINT, signature)).isTrue();
    assertThat(key.verifies(Note.of(CHECKPOINT, List.of(signature)), signature)).isTrue();
    Checkpoint other = new Checkpoint(CHECKPOINT.origin(), 8, CHECKPOINT.root());
    assertThat(key.verifies(other, signature)).isFalse();
    if (type.isCosigner()) {
      assertThat(key.timestampSeconds(signature)).isEqualTo(1_700_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryChangedByte(NoteKeyType type) {
    NoteSigner signer = NoteSigner.ofSeed(type, "court.example/w1", new byte[32]);
    NoteSignature signature = signer.sign(CHECKPOINT, 1_700_000_000);
    byte[] bytes = signature.bytes();
    for (int i = 0; i < bytes.length; i += 1 + i / 100) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      NoteSignature forged = NoteSignature.of(signature.name(), signature.keyId(), changed);
      assertThat(signer.verifierKey().verifies(CHECKPOINT, forged)).as("byte " + i).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatItWrote(NoteKeyType type, @TempDir Path directory) throws KeyFileException {
    Path file = directory.resolve("key.pem");
    NoteSigner signer = NoteSigner.generate(type, "court.example/w1");
    signer.write(file);
    NoteSigner read = NoteSigner.read(file, type, "court.example/w1");
    assertThat(read.verifierKey()).isEqualTo(signer.verifierKey());
    assertThat(read.sign(CHECKPOINT, 5)).isEqualTo(signer.sign(CHECKPOINT, 5));
    assertThatThrownBy(() -> signer.write(file)).isInstanceOf(KeyFileException.class);
  }

  @ParameterizedTest
  @EnumSource
  void refusesKeyFileOfAnotherType(NoteKeyType type, @TempDir Path directory)
      throws KeyFileException {
    NoteKeyType other =
        type == NoteKeyType.COSIGNER_ML_DSA_44
            ? NoteKeyType.LOG_ED25519
            : NoteKeyType.COSIGNER_ML_DSA_44;
    Path file = directory.resolve("key.pem");
    NoteSigner.generate(other, "court.example/w1").write(file);
    assertThatThrownBy(() -> NoteSigner.read(file, type, "court.example/w1"))
        .isInstanceOf(KeyFileException.class);
  }
}
