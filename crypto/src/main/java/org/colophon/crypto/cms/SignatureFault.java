package org.colophon.crypto.cms;

/** Why a signed document is refused. The names are part of the interface. */
public enum SignatureFault {
  /** Larger than what is read. */
  TOO_LARGE,
  /** There is no signature of the one form that is read, or more than one. */
  NOT_ONE_SIGNATURE,
  /** The signature does not cover the whole file but the place that it stands in. */
  BYTE_RANGE,
  /** The signature is not the one DER form of what it holds. */
  FORM,
  /** The content is not the signed one. */
  CONTENT,
  /** The signer's key did not make the signature. */
  SIGNATURE,
  /** The certificate is not one for signing documents with a P-256 key. */
  CERTIFICATE,
  /** No trusted root vouches for the certificate. */
  UNTRUSTED,
  /** The certificate or its root was not valid at the time of signing. */
  EXPIRED
}
