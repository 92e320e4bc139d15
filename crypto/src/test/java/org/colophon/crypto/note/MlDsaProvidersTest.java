package org.colophon.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;

/** The JDK's ML-DSA-44 is not used, and agrees: what we seal is verified by others' code too. */
final class MlDsaProvidersTest {
  private static final int HINT_OFFSET = 8 + 32 + 4 * 576;

  private final NoteSigner signer =
      NoteSigner.ofSeed(NoteKeyType.COSIGNER_ML_DSA_44, "court.example/witness", new byte[32]);
  private final NoteKey key = signer.verifierKey();

  @Test
  void agreesWithTheJdkOnGoodSignatures() throws Exception {
    for (int i = 1; i <= 20; i++) {
      Checkpoint checkpoint = new Checkpoint("origin", i, Hash.sha256());
      NoteSignature signature = signer.sign(checkpoint, i);
      assertThat(key.verifies(checkpoint, signature)).isTrue();
      assertThat(jdkVerifies(checkpoint, signature)).isTrue();
    }
  }

  /** Half of the changes fall on the hints, whose encoding is where verifiers have differed. */
  @Test
  void agreesWithTheJdkOnDamagedSignatures() throws Exception {
    long seed = 7;
    Random random = new Random(seed);
    Checkpoint checkpoint = new Checkpoint("origin", 1, Hash.sha256());
    NoteSignature good = signer.sign(checkpoint, 1);
    for (int i = 0; i < 400; i++) {
      byte[] bytes = good.bytes();
      int from = i % 2 == 0 ? 8 : HINT_OFFSET;
      int index = from + random.nextInt(bytes.length - from);
      byte old = bytes[index];
      bytes[index] = (byte) random.nextInt(256);
      NoteSignature damaged = NoteSignature.of(good.name(), good.keyId(), bytes);
      assertThat(key.verifies(checkpoint, damaged))
          .as("seed %d, case %d, byte %d", seed, i, index)
          .isEqualTo(jdkVerifies(checkpoint, damaged))
          .isEqualTo(bytes[index] == old);
    }
  }

  private boolean jdkVerifies(Checkpoint checkpoint, NoteSignature signature)
      throws GeneralSecurityException, java.io.IOException {
    PublicKey publicKey =
        KeyFactory.getInstance("ML-DSA-44")
            .generatePublic(
                new X509EncodedKeySpec(
                    new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44),
                            key.publicKey())
                        .getEncoded()));
    Signature verifier = Signature.getInstance("ML-DSA-44");
    verifier.initVerify(publicKey);
    verifier.update(
        NoteKey.cosignedMessage(
            key.type(), key.name(), checkpoint, key.timestampSeconds(signature)));
    byte[] bytes = signature.bytes();
    try {
      return verifier.verify(Arrays.copyOfRange(bytes, 8, bytes.length));
    } catch (SignatureException e) {
      return false;
    }
  }
}
