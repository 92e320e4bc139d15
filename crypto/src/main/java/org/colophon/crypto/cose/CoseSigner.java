package org.colophon.crypto.cose;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.TlsIdentity;

/** Signs with a P-256 key that an X.509 certificate vouches for: ES256 (RFC 9053, 2.1). */
public interface CoseSigner {
  /** The certificate of the key. */
  X509Certificate certificate();

  /** The signature of these bytes: r ‖ s, 32 bytes each. */
  byte[] sign(byte[] message);

  /**
   * Signs with an identity's key, a file's or a token's.
   *
   * @throws IllegalArgumentException when it is not of P-256
   */
  static CoseSigner of(TlsIdentity identity) {
    SigningKey key = identity.signingKey();
    BigInteger order = CustomNamedCurves.getByName("secp256r1").getN();
    return new CoseSigner() {
      @Override
      public X509Certificate certificate() {
        return identity.certificate();
      }

      @Override
      public byte[] sign(byte[] message) {
        try {
          BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(order, key.sign(message));
          return PlainDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
        } catch (IOException e) {
          throw new IllegalStateException("a signature of ours is DER", e);
        }
      }
    };
  }
}
