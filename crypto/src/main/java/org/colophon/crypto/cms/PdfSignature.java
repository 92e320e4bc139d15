package org.colophon.crypto.cms;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.crypto.x509.TlsIdentity;

/**
 * The one signature of a PDF file (ISO 32000-1, 12.8; PAdES baseline B, ETSI EN 319 142-1), read
 * without reading the rest of the file: a signature dictionary in one exact form, whose byte range
 * is the whole file but the place of the signature itself. Nothing can be appended, and no other
 * signature can stand in it. What the pages show is what was signed, since all of it was.
 *
 * <p>The dictionary, in ISO 8859-1; each line ends in a newline (0A):
 *
 * <pre>
 * &lt;number&gt; 0 obj
 * &lt;&lt;
 * /Type /Sig
 * /Filter /Adobe.PPKLite
 * /SubFilter /ETSI.CAdES.detached
 * /ByteRange [0 &lt;a&gt; &lt;b&gt; &lt;c&gt;]&lt;spaces&gt;
 * /M (D:&lt;YYYYMMDDHHMMSS&gt;Z)
 * /Reason (&lt;text&gt;)
 * /Contents &lt;&lt;hex&gt;&gt;
 * &gt;&gt;
 * endobj
 * </pre>
 */
public final class PdfSignature {
  /** Longest file in bytes. */
  public static final int FILE_BYTES_MAX = 16 << 20;

  /** Bytes that a file leaves for its signature; what the signature does not fill is zero. */
  public static final int PLACE_BYTES = 8192;

  private static final String MARK = "/ByteRange";
  private static final String HEAD =
      " 0 obj\n<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n";
  private static final String TAIL = "\n>>\nendobj\n";
  private static final int REASON_MAX = 256;
  private static final int NUMBER_WIDTH = 10;

  /** Length of {@code [0 9999999999 9999999999 9999999999]}. */
  private static final int RANGE_WIDTH = 3 + 3 * (1 + NUMBER_WIDTH);

  /** Longest dictionary up to the signature's place. */
  private static final int DICTIONARY_MAX = 1024;

  private static final Pattern DICTIONARY =
      Pattern.compile(
          "/ByteRange \\[0 (?<before>[1-9][0-9]{0,9}) (?<after>[1-9][0-9]{0,9})"
              + " (?<rest>[1-9][0-9]{0,9})\\] {0,40}\n"
              + "/M \\(D:(?<time>[0-9]{14})Z\\)\n"
              + "/Reason \\((?<reason>[A-Za-z0-9 .:/-]{1,"
              + REASON_MAX
              + "})\\)\n"
              + "/Contents ");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final byte[] before;
  private final byte[] after;
  private final byte[] cms;
  private final String reason;
  private final Instant signedAt;

  private PdfSignature(byte[] before, byte[] after, byte[] cms, String reason, Instant signedAt) {
    this.before = before;
    this.after = after;
    this.cms = cms;
    this.reason = reason;
    this.signedAt = signedAt;
  }

  /**
   * A signature dictionary with room for the signature, from behind its object's number on; {@link
   * #sign} fills it.
   *
   * @param reason 1 to 256 of letters, digits, space and {@code . : / -}
   * @throws IllegalArgumentException for another reason, or a year of more than four digits
   */
  public static String placeFor(String reason, Instant signedAt) {
    String range = "/ByteRange [0" + (" " + "9".repeat(NUMBER_WIDTH)).repeat(3) + "]\n";
    String place =
        range
            + "/M (D:"
            + TIME.format(signedAt.atOffset(ZoneOffset.UTC))
            + "Z)\n/Reason ("
            + reason
            + ")\n/Contents ";
    if (!DICTIONARY.matcher(place).matches()) {
      throw new IllegalArgumentException("reason: (expected: 1 to 256 of A-Z a-z 0-9 . : / -)");
    }
    return HEAD + place + "<" + "0".repeat(2 * PLACE_BYTES) + ">" + TAIL;
  }

  /**
   * Signs a file that holds what {@link #placeFor} gave exactly once.
   *
   * @return the signed file, of the same length
   * @throws RefusedSignatureException when the file has no such place, or more than one
   */
  public static byte[] sign(byte[] file, TlsIdentity signer) throws RefusedSignatureException {
    byte[] signed = file.clone();
    Place place = find(signed);
    int from = place.dictionary.end() + place.start;
    int to = from + 2 + 2 * PLACE_BYTES;
    if (to >= file.length || file[from] != '<' || file[to - 1] != '>') {
      throw refused(SignatureFault.NOT_ONE_SIGNATURE, "no place for a signature");
    }
    byte[] range =
        ("[0 " + from + " " + to + " " + (file.length - to) + "]")
            .getBytes(StandardCharsets.US_ASCII);
    int rangeAt = place.start + MARK.length() + 1;
    Arrays.fill(signed, rangeAt, rangeAt + RANGE_WIDTH, (byte) ' ');
    System.arraycopy(range, 0, signed, rangeAt, range.length);
    byte[] cms =
        DetachedSignature.sign(
            signer,
            Arrays.copyOfRange(signed, 0, from),
            Arrays.copyOfRange(signed, to, signed.length));
    if (cms.length > PLACE_BYTES) {
      throw new IllegalArgumentException("certificates: too long for the signature's place");
    }
    byte[] hex = HexFormat.of().formatHex(cms).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(hex, 0, signed, from + 1, hex.length);
    return signed;
  }

  /**
   * Reads the signature of a file, without judging it.
   *
   * @throws RefusedSignatureException when there is not exactly one in the one form
   */
  public static PdfSignature read(byte[] file) throws RefusedSignatureException {
    Place place = find(file);
    Matcher dictionary = place.dictionary;
    long from = Long.parseLong(dictionary.group("before"));
    long to = Long.parseLong(dictionary.group("after"));
    long rest = Long.parseLong(dictionary.group("rest"));
    if (from != place.start + dictionary.end() || to <= from + 2 || to + rest != file.length) {
      throw refused(
          SignatureFault.BYTE_RANGE, "does not cover the file but the signature's own place");
    }
    byte[] cms = contents(file, (int) from, (int) to);
    byte[] tail = TAIL.getBytes(StandardCharsets.US_ASCII);
    if (rest < tail.length
        || !Arrays.equals(file, (int) to, (int) to + tail.length, tail, 0, tail.length)) {
      throw refused(SignatureFault.NOT_ONE_SIGNATURE, "a signature dictionary of another form");
    }
    return new PdfSignature(
        Arrays.copyOfRange(file, 0, (int) from),
        Arrays.copyOfRange(file, (int) to, file.length),
        cms,
        dictionary.group("reason"),
        time(dictionary.group("time")));
  }

  /** Where the one byte range stands, and its dictionary from there on. */
  private record Place(int start, Matcher dictionary) {}

  private static Place find(byte[] file) throws RefusedSignatureException {
    if (file.length > FILE_BYTES_MAX) {
      throw refused(
          SignatureFault.TOO_LARGE,
          file.length + " bytes (expected: at most " + FILE_BYTES_MAX + ")");
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(MARK);
    if (start < 0 || text.indexOf(MARK, start + 1) >= 0) {
      throw refused(
          SignatureFault.NOT_ONE_SIGNATURE,
          start < 0 ? "no signature" : "more than one " + MARK + " (expected: 1)");
    }
    Matcher dictionary =
        DICTIONARY.matcher(text.substring(start, Math.min(text.length(), start + DICTIONARY_MAX)));
    if (!text.startsWith("%PDF-1.")
        || !text.startsWith(HEAD, start - HEAD.length())
        || !isDigit(text.charAt(start - HEAD.length() - 1))
        || !dictionary.lookingAt()) {
      throw refused(SignatureFault.NOT_ONE_SIGNATURE, "a signature dictionary of another form");
    }
    return new Place(start, dictionary);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** The signature between the angle brackets; behind its DER there are zeros only. */
  private static byte[] contents(byte[] file, int from, int to) throws RefusedSignatureException {
    String text = new String(file, from, to - from, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("<")
        || !text.endsWith(">")
        || text.length() > 2 + 2 * DetachedSignature.BYTES_MAX
        || text.length() % 2 != 0) {
      throw refused(SignatureFault.BYTE_RANGE, "leaves out something else than the signature");
    }
    String hex = text.substring(1, text.length() - 1);
    byte[] place;
    try {
      place = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw refused(SignatureFault.BYTE_RANGE, "leaves out something else than hex digits");
    }
    if (!HexFormat.of().formatHex(place).equals(hex)) {
      throw refused(SignatureFault.FORM, "the signature is not in lower-case hex");
    }
    int length = derLength(place);
    for (int i = length; i < place.length; i++) {
      if (place[i] != 0) {
        throw refused(SignatureFault.FORM, "something stands behind the signature");
      }
    }
    return Arrays.copyOf(place, length);
  }

  /** Length of a sequence of 256 to 65,535 bytes with its head: 30 82, then two bytes of length. */
  private static int derLength(byte[] place) throws RefusedSignatureException {
    if (place.length > 4 && place[0] == 0x30 && place[1] == (byte) 0x82) {
      int length = 4 + ((place[2] & 0xff) << 8 | (place[3] & 0xff));
      if (length <= place.length) {
        return length;
      }
    }
    throw refused(SignatureFault.FORM, "no DER sequence in the signature's place");
  }

  private static Instant time(String text) throws RefusedSignatureException {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new RefusedSignatureException(
          SignatureFault.NOT_ONE_SIGNATURE, "time: " + text + " is none", e);
    }
  }

  /** What the signer says why it signed. */
  public String reason() {
    return reason;
  }

  /** When the signer says that it signed, in whole seconds. */
  public Instant signedAt() {
    return signedAt;
  }

  /**
   * Verifies the signature over all of the file. The certificate must have been valid at the time
   * that the signer names: a baseline B signature proves no other.
   *
   * @throws RefusedSignatureException when anything does not hold; it names the rule
   */
  public DetachedSignature.Signer verify(Collection<X509Certificate> roots)
      throws RefusedSignatureException {
    return DetachedSignature.verify(cms, roots, signedAt, before, after);
  }

  private static RefusedSignatureException refused(SignatureFault fault, String message) {
    return new RefusedSignatureException(fault, message);
  }
}
