package org.colophon.crypto.tsp;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.x509.SignatureScheme;
import org.jspecify.annotations.Nullable;

/** What an authority signed: TSTInfo (RFC 3161, section 2.4.2), read strictly. */
final class StampedInfo {
  private static final int SERIAL_BITS_MAX = 160;

  /** In DER a fraction has no trailing zeros (X.690, 11.7); finer than nanoseconds is refused. */
  private static final Pattern TIME = Pattern.compile("([0-9]{14})(?:\\.([0-9]{0,8}[1-9]))?Z");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final TSTInfo info;
  private final Sha2 hash;
  private final Instant time;
  private final Optional<Duration> accuracy;

  /** Reads all at once, so that nothing malformed shows later. */
  private StampedInfo(TSTInfo info, Sha2 hash) {
    this.info = info;
    this.hash = hash;
    this.time = time(info.getGenTime().getTimeString());
    this.accuracy = Optional.ofNullable(info.getAccuracy()).map(StampedInfo::duration);
  }

  /**
   * Reads the content of a token.
   *
   * @throws IllegalArgumentException for what the standard or DER does not allow, and for hash
   *     functions other than SHA-2
   */
  static StampedInfo parse(byte[] der) {
    TSTInfo info = TSTInfo.getInstance(StrictDer.parse(der));
    // Typed, so that members with their default value and unknown members show.
    if (!StrictDer.isEncodingOf(info, der)) {
      throw new IllegalArgumentException("TSTInfo: not DER");
    }
    if (!info.getVersion().hasValue(1)) {
      throw new IllegalArgumentException("TSTInfo: version (expected: 1)");
    }
    Sha2 hash =
        SignatureScheme.hashOf(info.getMessageImprint().getHashAlgorithm())
            .orElseThrow(
                () -> new IllegalArgumentException("imprint: hash function (expected: SHA-2)"));
    int length = info.getMessageImprint().getHashedMessage().length;
    if (length != hash.length()) {
      throw new IllegalArgumentException(
          "imprint: " + length + " bytes (expected: " + hash.length() + ")");
    }
    BigInteger serial = info.getSerialNumber().getValue();
    if (serial.signum() < 0 || serial.bitLength() > SERIAL_BITS_MAX) {
      throw new IllegalArgumentException("serial number (expected: 0 to 160 bits)");
    }
    if (info.getExtensions() != null
        && info.getExtensions().getCriticalExtensionOIDs().length > 0) {
      throw new IllegalArgumentException("TSTInfo: critical extension");
    }
    return new StampedInfo(info, hash);
  }

  private static Instant time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("genTime: " + text.length() + " characters, not DER");
    }
    try {
      LocalDateTime seconds = LocalDateTime.parse(matcher.group(1), SECONDS);
      String fraction = matcher.group(2) == null ? "" : matcher.group(2);
      int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
      return seconds.toInstant(ZoneOffset.UTC).plusNanos(nanos);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("genTime: no such time", e);
    }
  }

  Instant time() {
    return time;
  }

  Sha2 hash() {
    return hash;
  }

  byte[] digest() {
    return info.getMessageImprint().getHashedMessage();
  }

  String policy() {
    return info.getPolicy().getId();
  }

  BigInteger serial() {
    return info.getSerialNumber().getValue();
  }

  Optional<BigInteger> nonce() {
    return Optional.ofNullable(info.getNonce()).map(ASN1Integer::getValue);
  }

  Optional<Duration> accuracy() {
    return accuracy;
  }

  private static Duration duration(Accuracy accuracy) {
    return Duration.ofSeconds(number(accuracy.getSeconds()))
        .plusMillis(number(accuracy.getMillis()))
        .plusNanos(1_000L * number(accuracy.getMicros()));
  }

  private static int number(@Nullable ASN1Integer value) {
    int number = value == null ? 0 : value.intValueExact();
    if (number < 0) {
      throw new IllegalArgumentException("accuracy: " + number);
    }
    return number;
  }
}
