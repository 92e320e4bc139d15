package org.colophon.crypto.x509;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs certificates, lists and time-stamps with ECDSA and SHA-256, drawing nonces from key and
 * message (RFC 6979), so that no bad source of randomness gives the key away; a token draws them
 * itself. For one signature.
 */
public final class EcdsaSigner implements ContentSigner {
  /** The JDK's ECDSA draws nonces at random. */
  private static final Provider PROVIDER = new BouncyCastleProvider();

  /** What makes a signature of a message. */
  private interface Signing {
    byte[] sign(byte[] message);
  }

  private final Signing signing;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  /** Signs with this key, on P-256 or P-384. */
  public EcdsaSigner(PrivateKey key) {
    this.signing = message -> signed(key, message);
  }

  /** Signs with the key of this identity, on P-256 or P-384. */
  public EcdsaSigner(TlsIdentity identity) {
    this.signing =
        identity.isInToken()
            ? identity.signingKey()::sign
            : message -> signed(identity.privateKey(), message);
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  }

  @Override
  public OutputStream getOutputStream() {
    return message;
  }

  @Override
  public byte[] getSignature() {
    return signing.sign(message.toByteArray());
  }

  private static byte[] signed(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDDSA", PROVIDER);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an EC key signs", e);
    }
  }
}
