package org.colophon.crypto.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.math.ec.ECPoint;
import org.colophon.crypto.Digests;

/** Signatures on the two prime curves: right ones, at every bound, and broken in every way. */
final class EcVectors {
  private static final byte[] MESSAGE = "a statement".getBytes(StandardCharsets.UTF_8);

  private final SignatureAlgorithm algorithm;
  private final BigInteger n;
  private final List<SignatureVector> vectors = new ArrayList<>();
  private final SigningKey signer;
  private final EcSignature good;

  private EcVectors(SignatureAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.n = EcCurves.of(algorithm).getN();
    byte[] seed = new byte[32];
    seed[0] = 7;
    this.signer = SigningKey.ofSeed(algorithm, seed);
    EcSignature parsed = EcSignature.parse(signer.sign(MESSAGE));
    if (parsed == null) {
      throw new AssertionError("own signature");
    }
    this.good = parsed;
  }

  static List<SignatureVector> p256() {
    EcVectors made = new EcVectors(SignatureAlgorithm.P256);
    made.rfc6979();
    made.common();
    made.highS();
    return made.vectors;
  }

  static List<SignatureVector> sm2() {
    EcVectors made = new EcVectors(SignatureAlgorithm.SM2);
    made.standardExample();
    made.common();
    made.sm2Bounds();
    return made.vectors;
  }

  /** RFC 6979, A.2.5; the first has a high S there, so its twin is what counts here. */
  private void rfc6979() {
    KeyName key =
        KeyName.of(
            algorithm, hex("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"));
    BigInteger r =
        new BigInteger("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716", 16);
    BigInteger s =
        new BigInteger("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8", 16);
    byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
    add("RFC 6979 sample, as printed", false, key, sample, new EcSignature(r, s).der());
    add("RFC 6979 sample, low S", true, key, sample, new EcSignature(r, n.subtract(s)).der());
    add(
        "RFC 6979 test",
        true,
        key,
        "test".getBytes(StandardCharsets.US_ASCII),
        new EcSignature(
                new BigInteger(
                    "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367", 16),
                new BigInteger(
                    "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083", 16))
            .der());
  }

  /** GB/T 32918.5, A.2, whose user id is the one fixed here. */
  private void standardExample() {
    add(
        "GB/T 32918.5 A.2",
        true,
        KeyName.of(
            algorithm, hex("0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020")),
        "message digest".getBytes(StandardCharsets.US_ASCII),
        new EcSignature(
                new BigInteger(
                    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3", 16),
                new BigInteger(
                    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa", 16))
            .der());
  }

  private void common() {
    byte[] der = good.der();
    add("own signature", true, der);
    add("another message", false, signer.name(), new byte[] {1}, der);
    byte[] otherKey = signer.name().rawKey();
    otherKey[0] ^= 1;
    add("the key's twin", false, KeyName.of(algorithm, otherKey), MESSAGE, der);
    keys(der);
    numbers();
    encodings(der);
  }

  private void keys(byte[] der) {
    byte[] offCurve = new byte[33];
    offCurve[0] = 2;
    while (EcCurves.key(KeyName.of(algorithm, offCurve)) != null) {
      offCurve[32]++;
    }
    add("key off the curve", false, KeyName.of(algorithm, offCurve), MESSAGE, der);
    BigInteger p = EcCurves.of(algorithm).getCurve().getField().getCharacteristic();
    for (int i = 0; i < 8; i++) {
      byte[] large = new byte[33];
      large[0] = 3;
      System.arraycopy(p.add(BigInteger.valueOf(i)).toByteArray(), 1, large, 1, 32);
      add("key with x = p + " + i, false, KeyName.of(algorithm, large), MESSAGE, der);
    }
  }

  private void numbers() {
    BigInteger zero = BigInteger.ZERO;
    addNumbers("r = 0", zero, good.s());
    addNumbers("s = 0", good.r(), zero);
    addNumbers("r = s = 0", zero, zero);
    addNumbers("r = n", n, good.s());
    addNumbers("s = n", good.r(), n);
    addNumbers("r + n", good.r().add(n), good.s());
    addNumbers("s + n", good.r(), good.s().add(n));
    addNumbers("-r", good.r().negate(), good.s());
    addNumbers("-s", good.r(), good.s().negate());
    addNumbers("r - n", good.r().subtract(n), good.s());
    addNumbers("s - n", good.r(), good.s().subtract(n));
    addNumbers("r + 1", good.r().add(BigInteger.ONE), good.s());
    addNumbers("s + 1", good.r(), good.s().add(BigInteger.ONE));
    addNumbers("swapped", good.s(), good.r());
    addNumbers("r = s = 1", BigInteger.ONE, BigInteger.ONE);
    addNumbers("r = 2^256", BigInteger.TWO.pow(256), good.s());
    addNumbers("s = 2^264", good.r(), BigInteger.TWO.pow(264));
  }

  private void addNumbers(String comment, BigInteger r, BigInteger s) {
    add(comment, false, new EcSignature(r, s).der());
  }

  private void encodings(byte[] der) {
    byte[] r = good.r().toByteArray();
    byte[] s = good.s().toByteArray();
    add("empty", false, new byte[0]);
    add("no members", false, hex("3000"));
    add("byte after the sequence", false, Arrays.copyOf(der, der.length + 1));
    add("last byte missing", false, Arrays.copyOf(der, der.length - 1));
    add("byte at the end of the sequence", false, sequence(integer(r), integer(s), hex("00")));
    add("null at the end of the sequence", false, sequence(integer(r), integer(s), hex("0500")));
    add("third number", false, sequence(integer(r), integer(s), integer(s)));
    add("one number", false, sequence(integer(r)));
    add("r padded", false, sequence(integer(concatenate(new byte[1], r)), integer(s)));
    add("s padded", false, sequence(integer(r), integer(concatenate(new byte[1], s))));
    add("r empty", false, sequence(hex("0200"), integer(s)));
    add("s empty", false, sequence(integer(r), hex("0200")));
    byte[] body = concatenate(integer(r), integer(s));
    add(
        "long form of the sequence's length",
        false,
        concatenate(new byte[] {0x30, (byte) 0x81, (byte) body.length}, body));
    add("indefinite length", false, concatenate(hex("3080"), concatenate(body, hex("0000"))));
    add(
        "long form of r's length",
        false,
        sequence(concatenate(new byte[] {2, (byte) 0x81, (byte) r.length}, r), integer(s)));
    add("wrong tag of the sequence", false, changed(der, 0, 0x31));
    add("wrong tag of r", false, changed(der, 2, 0x03));
    add("wrong tag of s", false, changed(der, 4 + r.length, 0x03));
    add("length of r beyond the end", false, changed(der, 3, 0x7f));
    add("length of r below 0", false, changed(der, 3, 0xff));
    add("length of s beyond the end", false, changed(der, 5 + r.length, s.length + 1));
    add("length of the sequence too small", false, changed(der, 1, der.length - 3));
    byte[] fixed = new byte[64];
    System.arraycopy(r, r.length - Math.min(32, r.length), fixed, 0, 32);
    System.arraycopy(s, s.length - Math.min(32, s.length), fixed, 32, 32);
    add("IEEE P1363 form", false, fixed);
  }

  /** Keys for which the signature with the given nonce has exactly the wanted s. */
  private void highS() {
    add("high S", false, new EcSignature(good.r(), n.subtract(good.s())).der());
    BigInteger half = n.shiftRight(1);
    addWithS("s = 1", true, BigInteger.ONE);
    addWithS("s = n/2", true, half);
    addWithS("s = n/2 + 1", false, half.add(BigInteger.ONE));
    addWithS("s = n - 1", false, n.subtract(BigInteger.ONE));
  }

  private void addWithS(String comment, boolean isValid, BigInteger s) {
    BigInteger k = BigInteger.valueOf(271828);
    BigInteger e = new BigInteger(1, Digests.sha256().digest(MESSAGE));
    BigInteger r = times(k).getAffineXCoord().toBigInteger().mod(n);
    BigInteger d = s.multiply(k).subtract(e).multiply(r.modInverse(n)).mod(n);
    KeyName key = KeyName.of(algorithm, times(d).getEncoded(true));
    add(comment, isValid, key, MESSAGE, new EcSignature(r, s).der());
  }

  private void sm2Bounds() {
    addNumbers("r + s = n", good.r(), n.subtract(good.r()));
    addNumbers("n - s", good.r(), n.subtract(good.s()));
    addNumbers("r = n - 1, s = 1", n.subtract(BigInteger.ONE), BigInteger.ONE);
    byte[] bare = new byte[32];
    SM3Digest digest = new SM3Digest();
    digest.update(MESSAGE, 0, MESSAGE.length);
    digest.doFinal(bare, 0);
    BigInteger k = BigInteger.valueOf(314159);
    BigInteger d = BigInteger.valueOf(271828);
    BigInteger r = new BigInteger(1, bare).add(times(k).getAffineXCoord().toBigInteger()).mod(n);
    BigInteger s = k.subtract(r.multiply(d)).multiply(d.add(BigInteger.ONE).modInverse(n)).mod(n);
    KeyName key = KeyName.of(algorithm, times(d).getEncoded(true));
    add("hash without user id and key", false, key, MESSAGE, new EcSignature(r, s).der());
  }

  private ECPoint times(BigInteger factor) {
    return EcCurves.of(algorithm).getG().multiply(factor).normalize();
  }

  private void add(String comment, boolean isValid, byte[] der) {
    add(comment, isValid, signer.name(), MESSAGE, der);
  }

  private void add(String comment, boolean isValid, KeyName key, byte[] message, byte[] der) {
    vectors.add(new SignatureVector(algorithm.label() + " " + comment, isValid, key, message, der));
  }

  private static byte[] changed(byte[] bytes, int index, int value) {
    byte[] changed = bytes.clone();
    changed[index] = (byte) value;
    return changed;
  }

  private static byte[] integer(byte[] value) {
    return concatenate(new byte[] {2, (byte) value.length}, value);
  }

  private static byte[] sequence(byte[]... members) {
    byte[] body = new byte[0];
    for (byte[] member : members) {
      body = concatenate(body, member);
    }
    return concatenate(new byte[] {0x30, (byte) body.length}, body);
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
