package org.colophon.crypto.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Signatures that satisfy the equation, or nearly, with every odd point and encoding there is. */
final class Ed25519Vectors {
  private static final BigInteger SECRET = new BigInteger("31415926535897932384626433832795028841");
  private static final BigInteger NONCE = new BigInteger("27182818284590452353602874713526624977");

  private final List<SignatureVector> vectors = new ArrayList<>();
  private final List<Edwards.Point> small = Edwards.smallOrderPoints();
  private final Edwards.Point publicPoint = Edwards.BASE.times(SECRET);
  private final Edwards.Point noncePoint = Edwards.BASE.times(NONCE);

  private Ed25519Vectors() {}

  /** RFC 8032, section 7.1. */
  static List<SignatureVector> rfc8032() {
    return List.of(
        rfc8032(
            "TEST 1",
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
                + "1cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        rfc8032(
            "TEST 2",
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
                + "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        rfc8032(
            "TEST 3",
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
                + "984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        rfc8032(
            "TEST SHA(abc)",
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23"
                + "a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c6"
                + "6431e0303dca179c138ac17ad9bef1177331a704"));
  }

  /** Everything else, made with the plain arithmetic of {@link Edwards}. */
  static List<SignatureVector> generated() {
    Ed25519Vectors made = new Ed25519Vectors();
    made.torsion();
    made.smallOrder();
    made.encodings();
    made.scalarsAndLengths();
    return made.vectors;
  }

  private static SignatureVector rfc8032(
      String name, String seed, String message, String signature) {
    KeyName key = SigningKey.ofSeed(SignatureAlgorithm.ED25519, hex(seed)).name();
    return new SignatureVector("RFC 8032 " + name, true, key, hex(message), hex(signature));
  }

  /** A and R moved by points of small order, S made so that the equation times 8 holds. */
  private void torsion() {
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        Edwards.Point a = publicPoint.plus(small.get(i));
        Edwards.Point r = noncePoint.plus(small.get(j));
        byte[] message = message("torsion " + i + " " + j);
        BigInteger h = Edwards.challenge(r.encoded(), a.encoded(), message);
        BigInteger s = NONCE.add(h.multiply(SECRET)).mod(Edwards.L);
        add(
            "A moved by " + i + ", R by " + j + " times a point of order 8",
            i == 0 && j == 0,
            a.encoded(),
            message,
            r.encoded(),
            s);
      }
    }
  }

  private void smallOrder() {
    for (int i = 0; i < 8; i++) {
      byte[] a = small.get(i).encoded();
      byte[] message = message("small A " + i);
      add("A is small point " + i, false, a, message, noncePoint.encoded(), NONCE);
      byte[] r = small.get(i).encoded();
      BigInteger h = Edwards.challenge(r, publicPoint.encoded(), message);
      add(
          "R is small point " + i,
          false,
          publicPoint.encoded(),
          message,
          r,
          h.multiply(SECRET).mod(Edwards.L));
      add("A and R are small point " + i + ", S is 0", false, a, message, r, BigInteger.ZERO);
    }
  }

  /** y at or above p; x = 0 with the sign bit set; y off the curve. */
  private void encodings() {
    byte[] message = message("encodings");
    byte[] goodR = noncePoint.encoded();
    byte[] goodA = publicPoint.encoded();
    for (int i = 0; i < 19; i++) {
      for (boolean sign : new boolean[] {false, true}) {
        byte[] odd = Edwards.encode(Edwards.P.add(BigInteger.valueOf(i)), sign);
        String what = "y is p + " + i + (sign ? ", sign set" : "");
        add("A with " + what, false, odd, message, goodR, NONCE);
        add("R with " + what, false, goodA, message, odd, NONCE);
      }
    }
    for (BigInteger y : List.of(BigInteger.ONE, Edwards.P.subtract(BigInteger.ONE))) {
      byte[] odd = Edwards.encode(y, true);
      add("A with x = 0, sign set", false, odd, message, goodR, NONCE);
      BigInteger h = Edwards.challenge(odd, goodA, message);
      BigInteger s = h.multiply(SECRET).mod(Edwards.L);
      add("R with x = 0, sign set", false, goodA, message, odd, s);
    }
    byte[] offCurve = Edwards.encode(BigInteger.TWO, false);
    add("A off the curve", false, offCurve, message, goodR, NONCE);
    add("R off the curve", false, goodA, message, offCurve, NONCE);
  }

  private void scalarsAndLengths() {
    byte[] message = message("scalars");
    byte[] a = publicPoint.encoded();
    byte[] r = noncePoint.encoded();
    BigInteger h = Edwards.challenge(r, a, message);
    BigInteger s = NONCE.add(h.multiply(SECRET)).mod(Edwards.L);
    add("made by hand", true, a, message, r, s);
    for (int times = 1; times <= 8; times++) {
      BigInteger large = s.add(Edwards.L.multiply(BigInteger.valueOf(times)));
      add("S plus " + times + " L", false, a, message, r, large);
    }
    add("S is L", false, a, message, r, Edwards.L);
    add("S is 0", false, a, message, r, BigInteger.ZERO);
    add("-S", false, a, message, r, Edwards.L.subtract(s));
    add("S plus 1", false, a, message, r, s.add(BigInteger.ONE));
    add("another message", false, a, message("another"), r, s);
    KeyName key = KeyName.of(SignatureAlgorithm.ED25519, a);
    byte[] signature = concatenate(r, Edwards.littleEndian(s));
    for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
      vectors.add(
          new SignatureVector(
              length + " bytes of signature",
              false,
              key,
              message,
              Arrays.copyOf(signature, length)));
    }
  }

  private void add(
      String comment, boolean isValid, byte[] a, byte[] message, byte[] r, BigInteger s) {
    vectors.add(
        new SignatureVector(
            comment,
            isValid,
            KeyName.of(SignatureAlgorithm.ED25519, a),
            message,
            concatenate(r, Edwards.littleEndian(s))));
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] message(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
