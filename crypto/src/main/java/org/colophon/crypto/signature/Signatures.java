package org.colophon.crypto.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a signature is valid: a pure function of key, message and signature, equal on every node
 * whatever provider is installed, since a record that only some nodes accept would fork the chain.
 *
 * <ul>
 *   <li>Ed25519 (RFC 8032): A in the subgroup of prime order and not the identity; R canonical and
 *       not of small order; S below L; S·B = R + h·A as it stands.
 *   <li>P-256 (FIPS 186-5) with SHA-256: the compressed point on the curve; strict DER; r and s
 *       above zero and below n; s at most n/2.
 *   <li>SM2 (GB/T 32918.2) with SM3 and user id {@code 1234567812345678}: the compressed point on
 *       the curve; strict DER; r, s and r + s in range.
 * </ul>
 */
public final class Signatures {
  private static final String SELF_TEST = "selftest.txt";

  /** Every engine that works here, the one to use first. */
  private static final List<Verifier> VERIFIERS = loadVerifiers();

  private static final Verifier ACTIVE = VERIFIERS.getFirst();

  static {
    selfTest();
  }

  private Signatures() {}

  /**
   * Whether {@code signature} is a valid signature of {@code message} under {@code key}. Safe for
   * many threads; throws for no input.
   */
  public static boolean verify(KeyName key, byte[] message, byte[] signature) {
    return ACTIVE.verify(key, message, signature);
  }

  /** The provider in use, for the log at start. */
  public static String providerName() {
    return ACTIVE.name();
  }

  /**
   * Runs the checked-in vectors against every provider. It runs when this class is initialised; a
   * node may call it again at start to get the message rather than a failed class.
   *
   * @throws IllegalStateException when a provider's verdict differs from the vector's: it must not
   *     be used, and the node must not start
   */
  public static void selfTest() {
    List<SignatureVector> vectors = SignatureVector.parseAll(selfTestText());
    for (Verifier verifier : VERIFIERS) {
      check(verifier, vectors);
    }
  }

  static void check(Verifier verifier, List<SignatureVector> vectors) {
    if (vectors.isEmpty()) {
      throw new IllegalStateException("signature vectors: none (expected: some)");
    }
    for (SignatureVector vector : vectors) {
      boolean isValid = verifier.verify(vector.key(), vector.message(), vector.signature());
      if (isValid != vector.isValid()) {
        throw new IllegalStateException(
            "signature provider: "
                + verifier.name()
                + " says "
                + (isValid ? "valid" : "refused")
                + " to \""
                + vector.comment()
                + "\" (expected: "
                + (vector.isValid() ? "valid" : "refused")
                + ")");
      }
    }
  }

  static List<Verifier> verifiers() {
    return VERIFIERS;
  }

  private static List<Verifier> loadVerifiers() {
    Engine bouncyCastle = new BouncyCastleEngine();
    List<Verifier> verifiers = new ArrayList<>();
    CorrettoEngine.load(bouncyCastle).ifPresent(engine -> verifiers.add(new Verifier(engine)));
    verifiers.add(new Verifier(bouncyCastle));
    return List.copyOf(verifiers);
  }

  private static String selfTestText() {
    try (InputStream in = Signatures.class.getResourceAsStream(SELF_TEST)) {
      if (in == null) {
        throw new IllegalStateException(SELF_TEST + ": missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(SELF_TEST + ": unreadable", e);
    }
  }
}
