package org.colophon.crypto.signature;

import java.util.Objects;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.colophon.crypto.Digests;

/** Bouncy Castle's lightweight API: pure Java, so always present. */
final class BouncyCastleEngine implements Engine {
  @Override
  public String name() {
    return "Bouncy Castle";
  }

  @Override
  public ReadyKey ready(KeyName key) {
    return switch (key.algorithm()) {
      case ED25519 -> ed25519(key.rawKey());
      case P256 -> p256(ecKey(key));
      case SM2 -> sm2(ecKey(key));
    };
  }

  private static ReadyKey ed25519(byte[] rawKey) {
    Ed25519.PublicPoint point =
        Objects.requireNonNull(
            Ed25519.validatePublicKeyPartialExport(rawKey, 0), "the key was allowed");
    // The check on R is explained in Ed25519Rules; it halves the speed and cannot be left out.
    return (message, signature) ->
        Ed25519.verify(signature, 0, point, message, 0, message.length)
            && Ed25519Rules.isInPrimeSubgroup(signature);
  }

  private static ReadyKey p256(ECPublicKeyParameters key) {
    return (message, signature) -> {
      EcSignature numbers = Objects.requireNonNull(EcSignature.parse(signature));
      ECDSASigner signer = new ECDSASigner();
      signer.init(false, key);
      byte[] hash = Digests.sha256().digest(message);
      return signer.verifySignature(hash, numbers.r(), numbers.s());
    };
  }

  private static ReadyKey sm2(ECPublicKeyParameters key) {
    ParametersWithID parameters = new ParametersWithID(key, EcCurves.SM2_USER_ID);
    return (message, signature) -> {
      SM2Signer signer = new SM2Signer();
      signer.init(false, parameters);
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    };
  }

  private static ECPublicKeyParameters ecKey(KeyName key) {
    return Objects.requireNonNull(EcCurves.key(key), "the key was allowed");
  }
}
