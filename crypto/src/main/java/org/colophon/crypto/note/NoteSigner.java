package org.colophon.crypto.note;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.colophon.crypto.signature.KeyFileException;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;

/**
 * A private key that signs or cosigns checkpoints. It signs whatever it is given; that a log never
 * signs two roots for one size is its caller's duty. Immutable, safe for many threads; it never
 * prints its secret.
 */
public final class NoteSigner {
  /** Bytes of a seed, for every type. */
  public static final int SEED_LENGTH = 32;

  /** The algorithm's own half of a key, so that no field is ever of the wrong kind. */
  private sealed interface Secret {
    byte[] publicKey();

    byte[] sign(byte[] message);

    void write(Path path) throws KeyFileException;
  }

  private final NoteKey verifierKey;
  private final Secret secret;

  private NoteSigner(NoteKeyType type, String name, Secret secret) {
    this.verifierKey = NoteKey.of(type, name, secret.publicKey());
    this.secret = secret;
  }

  /**
   * A new key from the platform's secure random source.
   *
   * @throws IllegalArgumentException when the name is no key name
   */
  public static NoteSigner generate(NoteKeyType type, String name) {
    byte[] seed = new byte[SEED_LENGTH];
    new SecureRandom().nextBytes(seed);
    return ofSeed(type, name, seed);
  }

  /**
   * The key of a seed: RFC 8032's private key, ξ of FIPS 204, algorithm 1, or for SM2 as {@link
   * SigningKey#ofSeed} has it.
   *
   * @throws IllegalArgumentException when the name is no key name or there are not 32 bytes
   */
  public static NoteSigner ofSeed(NoteKeyType type, String name, byte[] seed) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException("seed: " + seed.length + " bytes (expected: 32)");
    }
    Secret secret =
        type == NoteKeyType.COSIGNER_ML_DSA_44
            ? new MlDsa44(seed)
            : new Curve(SigningKey.ofSeed(algorithm(type), seed));
    return new NoteSigner(type, name, secret);
  }

  /**
   * Reads a key that {@link #write} wrote; the file does not say its type and name, the caller
   * does.
   *
   * @throws KeyFileException when the file is missing, open to others, or not such a key
   * @throws IllegalArgumentException when the name is no key name
   */
  public static NoteSigner read(Path path, NoteKeyType type, String name) throws KeyFileException {
    if (type == NoteKeyType.COSIGNER_ML_DSA_44) {
      return new NoteSigner(type, name, MlDsa44.read(path));
    }
    SignatureAlgorithm algorithm = algorithm(type);
    SigningKey key = algorithm == SignatureAlgorithm.SM2 ? readSm2(path) : KeyFiles.read(path);
    if (key.name().algorithm() != algorithm) {
      throw new KeyFileException(
          path
              + ": a "
              + key.name().algorithm().label()
              + " key (expected: "
              + algorithm.label()
              + ")",
          null);
    }
    return new NoteSigner(type, name, new Curve(key));
  }

  /** No token that we know of signs with SM2, so the file must hold the key itself. */
  private static SigningKey readSm2(Path path) throws KeyFileException {
    try {
      return SigningKey.ofPkcs8(KeyFiles.readPkcs8(path));
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(path + ": " + e.getMessage(), e);
    }
  }

  private static SignatureAlgorithm algorithm(NoteKeyType type) {
    return type == NoteKeyType.COSIGNER_SM2 ? SignatureAlgorithm.SM2 : SignatureAlgorithm.ED25519;
  }

  /**
   * Writes the private key as PKCS#8 PEM with mode 0600; ML-DSA-44 as its seed (RFC 9881).
   *
   * @throws KeyFileException when there is such a file already, or it cannot be written
   */
  public void write(Path path) throws KeyFileException {
    secret.write(path);
  }

  /** The public half. */
  public NoteKey verifierKey() {
    return verifierKey;
  }

  /**
   * Signs a checkpoint.
   *
   * @param timestampSeconds when, in seconds since 1970; a log key does not use it
   * @throws IllegalArgumentException when the time is negative, or an SM2 key is given a checkpoint
   *     without the root of the tree with SM3
   */
  public NoteSignature sign(Checkpoint checkpoint, long timestampSeconds) {
    if (timestampSeconds < 0) {
      throw new IllegalArgumentException(
          "cosignature timestamp: " + timestampSeconds + " (expected: 0 or more)");
    }
    NoteKeyType type = verifierKey.type();
    if (!type.isCosigner()) {
      byte[] signature = secret.sign(NoteText.utf8(checkpoint.text()));
      return NoteSignature.of(verifierKey.name(), verifierKey.id(), signature);
    }
    byte[] core =
        secret.sign(
            NoteKey.cosignedMessage(type, verifierKey.name(), checkpoint, timestampSeconds));
    byte[] sm3Root =
        type == NoteKeyType.COSIGNER_SM2 ? checkpoint.sm3Root().orElseThrow().bytes() : new byte[0];
    byte[] timestamped =
        ByteBuffer.allocate(Long.BYTES + sm3Root.length + core.length)
            .putLong(timestampSeconds)
            .put(sm3Root)
            .put(core)
            .array();
    return NoteSignature.of(verifierKey.name(), verifierKey.id(), timestamped);
  }

  @Override
  public String toString() {
    return "NoteSigner[" + verifierKey + "]";
  }

  /** A key of Ed25519 or SM2. */
  private record Curve(SigningKey key) implements Secret {
    @Override
    public byte[] publicKey() {
      return key.name().rawKey();
    }

    @Override
    public byte[] sign(byte[] message) {
      return key.sign(message);
    }

    @Override
    public void write(Path path) throws KeyFileException {
      KeyFiles.write(path, key);
    }
  }

  private static final class MlDsa44 implements Secret {
    private final MLDSAPrivateKeyParameters key;

    MlDsa44(byte[] seed) {
      this.key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
    }

    static MlDsa44 read(Path path) throws KeyFileException {
      try {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(KeyFiles.readPkcs8(path));
        if (!info.getPrivateKeyAlgorithm()
            .getAlgorithm()
            .equals(NISTObjectIdentifiers.id_ml_dsa_44)) {
          throw new KeyFileException(path + ": not an ML-DSA-44 key", null);
        }
        ASN1TaggedObject choice = ASN1TaggedObject.getInstance(info.parsePrivateKey(), 128, 0);
        byte[] seed = ASN1OctetString.getInstance(choice, false).getOctets();
        if (seed.length != SEED_LENGTH) {
          throw new KeyFileException(path + ": seed of " + seed.length + " bytes", null);
        }
        return new MlDsa44(seed);
      } catch (KeyFileException e) {
        throw e;
      } catch (IOException | IllegalArgumentException | IllegalStateException e) {
        throw new KeyFileException(path + ": not an ML-DSA-44 key given by its seed", e);
      }
    }

    @Override
    public byte[] publicKey() {
      return key.getPublicKey();
    }

    /** The deterministic variant of FIPS 204, so that seeded worlds repeat to the byte. */
    @Override
    public byte[] sign(byte[] message) {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, key);
      signer.update(message, 0, message.length);
      try {
        return signer.generateSignature();
      } catch (CryptoException e) {
        throw new IllegalStateException("ML-DSA-44 signing", e);
      }
    }

    @Override
    public void write(Path path) throws KeyFileException {
      try {
        PrivateKeyInfo info =
            new PrivateKeyInfo(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44),
                new DERTaggedObject(false, 0, new DEROctetString(key.getSeed())));
        KeyFiles.writePkcs8(path, info.getEncoded("DER"));
      } catch (KeyFileException e) {
        throw e;
      } catch (IOException e) {
        throw new KeyFileException(path + ": key cannot be encoded", e);
      }
    }
  }
}
