package org.colophon.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.colophon.crypto.GoldenFile;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.crypto.signature.KeyFileException;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fourth line of a validator of an SM chain. */
final class Sm2NoteTest {
  private static final String ORIGIN = "colophon/test/0123456789abcdef";
  private static final String NAME = ORIGIN + "/court";
  private static final long TIME = 1_760_000_000;

  private final NoteSigner signer =
      NoteSigner.ofSeed(NoteKeyType.COSIGNER_SM2, NAME, Hash.sha256(new byte[] {7}).bytes());
  private final Hash sm3Root = TreeHash.SM3.leaf(new byte[] {9});
  private final Checkpoint checkpoint =
      new Checkpoint(ORIGIN, 7, Hash.sha256(new byte[] {1})).withSm3Root(sm3Root);
  private final NoteSignature line = signer.sign(checkpoint, TIME);

  @Test
  void makesTheSameLineAnew() {
    GoldenFile.check(
        "sm2-note.txt",
        signer.verifierKey().vkey() + "\n\n" + Note.of(checkpoint, List.of(line)).text());
  }

  @Test
  void signsTheTextThatTheFormatGives() {
    byte[] bytes = line.bytes();
    assertThat(ByteBuffer.wrap(bytes).getLong()).isEqualTo(TIME);
    assertThat(Hash.of(bytes, 8)).isEqualTo(sm3Root);
    String text =
        "colophon/sm2-cosignature/v1\ntime "
            + TIME
            + "\nsm3 "
            + StrictBase64.encode(sm3Root.bytes())
            + "\n"
            + checkpoint.text();
    KeyName key = KeyName.of(SignatureAlgorithm.SM2, signer.verifierKey().publicKey());
    assertThat(
            Signatures.verify(
                key,
                text.getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOfRange(bytes, 40, bytes.length)))
        .isTrue();
  }

  @Test
  void namesItsKeyByTheLongIdentifier() {
    NoteKey key = signer.verifierKey();
    byte[] type = "\u00ffcolophon/sm2-cosignature/v1".getBytes(StandardCharsets.ISO_8859_1);
    Hash hash =
        Hash.sha256(
            NAME.getBytes(StandardCharsets.US_ASCII), new byte[] {'\n'}, type, key.publicKey());
    assertThat(key.id()).isEqualTo(ByteBuffer.wrap(hash.bytes()).getInt());
    assertThat(NoteKey.parse(key.vkey())).isEqualTo(key);
    int base64 = NAME.length() + "+01234567+".length();
    byte[] blob = StrictBase64.decode(key.vkey().substring(base64));
    blob[5] ^= 1;
    String named = key.vkey().substring(0, base64);
    assertThatThrownBy(() -> NoteKey.parse(named + StrictBase64.encode(blob)))
        .hasMessageContaining("signature type");
  }

  @Test
  void bindsBothRootsAndTheTime() {
    NoteKey key = signer.verifierKey();
    Hash another = Hash.sha256(new byte[] {3});
    assertThat(key.verifies(new Checkpoint(ORIGIN, 7, checkpoint.root()), line)).isTrue();
    assertThat(key.sm3Root(line)).isEqualTo(sm3Root);
    assertThat(key.verifies(checkpoint.withSm3Root(another), line)).isFalse();
    assertThat(key.verifies(new Checkpoint(ORIGIN, 7, another), line)).isFalse();
    assertThat(key.verifies(new Checkpoint(ORIGIN, 8, checkpoint.root()), line)).isFalse();
    byte[] bytes = line.bytes();
    for (int length : List.of(1, 8, 40, 47, bytes.length - 1, bytes.length + 1, 113)) {
      NoteSignature cut = NoteSignature.of(line.name(), line.keyId(), Arrays.copyOf(bytes, length));
      assertThat(key.verifies(checkpoint, cut)).as(length + " bytes").isFalse();
    }
  }

  @Test
  void signsNoTreeWithoutSm3() {
    Checkpoint plain = new Checkpoint(ORIGIN, 7, checkpoint.root());
    assertThatThrownBy(() -> signer.sign(plain, TIME)).hasMessageContaining("SM3");
  }

  @Test
  void isNoLogInAPolicy() {
    String policy = "log " + signer.verifierKey().vkey() + "\nquorum none\n";
    assertThatThrownBy(() -> TlogPolicy.parse(policy)).hasMessageContaining("witness's key");
  }

  @Test
  void refusesAKeyThatIsNoCompressedPoint() {
    byte[] key = signer.verifierKey().publicKey();
    key[0] = 4;
    assertThatThrownBy(() -> NoteKey.of(NoteKeyType.COSIGNER_SM2, NAME, key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesATokensKey(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("sm2.key.pem");
    PrivateFiles.create(
        file, "pkcs11:token=a;object=b?module-path=/c.so\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> NoteSigner.read(file, NoteKeyType.COSIGNER_SM2, NAME))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("names a key in a token");
  }
}
