package org.colophon.crypto.cose;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.colophon.crypto.x509.TlsIdentity;

/** Signs with a P-256 key that an X.509 certificate vouches for: ES256 (RFC 9053, 2.1). */
public interface CoseSigner {
  /** The certificate of the key. */
  X509Certificate certificate();

  /** The signature of these bytes: r ‖ s, 32 bytes each. */
  byte[] sign(byte[] message);

  /** Signs with an identity whose key is a file of this machine. */
  static CoseSigner of(TlsIdentity identity) {
    return new CoseSigner() {
      @Override
      public X509Certificate certificate() {
        return identity.certificate();
      }

      @Override
      public byte[] sign(byte[] message) {
        try {
          Signature signature = Signature.getInstance(CoseSign1.ES256_NAME);
          signature.initSign(identity.privateKey());
          signature.update(message);
          return signature.sign();
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("ES256: the key does not sign", e);
        }
      }
    };
  }
}
