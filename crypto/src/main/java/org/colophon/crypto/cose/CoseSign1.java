package org.colophon.crypto.cose;

import com.upokecenter.cbor.CBORObject;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/**
 * A message with one signature over a payload that is not in it (COSE_Sign1, RFC 9052, 4.2), tagged
 * 18. The payload is detached, so that whoever verifies must first find it by himself.
 *
 * @param protectedHeader the encoded map that is signed
 * @param unprotectedHeader a map that is not signed
 * @param signature r ‖ s
 */
record CoseSign1(CBORObject protectedHeader, CBORObject unprotectedHeader, CBORObject signature) {
  /** ES256 in the registry of COSE algorithms. */
  static final int ES256 = -7;

  /** ES256 as the JDK calls it: ECDSA over SHA-256, r ‖ s (IEEE P1363). */
  static final String ES256_NAME = "SHA256withECDSAinP1363Format";

  /** Bytes of an ES256 signature. */
  static final int SIGNATURE_LENGTH = 64;

  private static final int TAG = 18;
  private static final int FIELD_BITS = 256;

  /** What is signed: Sig_structure with no external data (RFC 9052, 4.4). */
  static byte[] toBeSigned(byte[] protectedHeader, byte[] payload) {
    return CBORObject.NewArray()
        .Add("Signature1")
        .Add(protectedHeader)
        .Add(new byte[0])
        .Add(payload)
        .EncodeToBytes();
  }

  /** Signs. */
  static CoseSign1 sign(
      CBORObject protectedMap, CBORObject unprotectedMap, byte[] payload, CoseSigner signer) {
    byte[] header = protectedMap.EncodeToBytes();
    byte[] signature = signer.sign(toBeSigned(header, payload));
    if (signature.length != SIGNATURE_LENGTH) {
      throw new IllegalStateException("ES256: " + signature.length + " bytes (expected: 64)");
    }
    return new CoseSign1(
        CBORObject.FromObject(header), unprotectedMap, CBORObject.FromObject(signature));
  }

  /** Whether this key signed that payload. */
  boolean verifies(PublicKey key, byte[] payload) {
    if (!(key instanceof ECPublicKey ec)
        || ec.getParams().getCurve().getField().getFieldSize() != FIELD_BITS) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ES256_NAME);
      verifier.initVerify(key);
      verifier.update(toBeSigned(protectedHeader.GetByteString(), payload));
      return verifier.verify(signature.GetByteString());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The tagged message. */
  byte[] bytes() {
    return CBORObject.NewArray()
        .Add(protectedHeader)
        .Add(unprotectedHeader)
        .Add(CBORObject.Null)
        .Add(signature)
        .WithTag(TAG)
        .EncodeToBytes();
  }

  /**
   * Reads a tagged message.
   *
   * @throws IllegalArgumentException when it is none with a detached payload, or has bytes that
   *     {@link #bytes} would not write
   */
  static CoseSign1 parse(byte[] bytes) {
    CBORObject message = CborItems.decode(bytes);
    if (!message.HasOneTag(TAG)) {
      throw new IllegalArgumentException("COSE: tag (expected: 18, COSE_Sign1)");
    }
    CBORObject array = CborItems.array("COSE_Sign1", message.UntagOne(), 4, 4);
    if (!array.get(2).isNull()) {
      throw new IllegalArgumentException("COSE: payload (expected: nil, it is detached)");
    }
    CborItems.bytes("protected header", array.get(0));
    CborItems.map("unprotected header", array.get(1));
    if (CborItems.bytes("signature", array.get(3)).length != SIGNATURE_LENGTH) {
      throw new IllegalArgumentException("signature: (expected: 64 bytes, ES256)");
    }
    CoseSign1 read = new CoseSign1(array.get(0), array.get(1), array.get(3));
    if (!Arrays.equals(read.bytes(), bytes)) {
      throw new IllegalArgumentException("COSE: not in deterministic encoding");
    }
    return read;
  }

  /** The protected header as a map. */
  CBORObject protectedMap() {
    byte[] bytes = protectedHeader.GetByteString();
    CBORObject map = CborItems.map("protected header", CborItems.decode(bytes));
    if (!Arrays.equals(map.EncodeToBytes(), bytes)) {
      throw new IllegalArgumentException("protected header: not in deterministic encoding");
    }
    return map;
  }
}
