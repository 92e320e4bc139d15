package org.colophon.crypto.cms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.TlsIdentity;
import org.junit.jupiter.api.Test;

final class PdfSignatureTest {
  private static final long SEED = 20260601;

  private final byte[] signed = signed();

  private static byte[] signed() {
    try {
      return SignedFixtures.signed();
    } catch (RefusedSignatureException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsWhatItSigned() throws RefusedSignatureException {
    PdfSignature signature = PdfSignature.read(signed);
    assertThat(signature.reason()).isEqualTo(SignedFixtures.REASON);
    assertThat(signature.signedAt()).isEqualTo(SignedFixtures.NOW);
    DetachedSignature.Signer signer = SignedFixtures.verify(signed);
    assertThat(signer.certificate()).isEqualTo(SignedFixtures.NODE.certificate());
    assertThat(signer.roots()).containsExactly(SignedFixtures.COURT.certificate());
    assertThat(PeerIdentity.of(signer.certificate()))
        .contains(new PeerIdentity("court", PeerIdentity.Kind.NODE, "court-1"));
  }

  @Test
  void signsTheSameFileToTheSameBytes() throws RefusedSignatureException {
    assertThat(SignedFixtures.signed()).isEqualTo(signed);
  }

  @Test
  void refusesEveryChangedByte() {
    Random random = new Random(SEED);
    for (int position = 0; position < signed.length; position++) {
      // The empty place is long; the rest is tried byte by byte.
      boolean padding = position > 4000 && position < signed.length - 200;
      if (padding && random.nextInt(16) != 0) {
        continue;
      }
      byte[] changed = signed.clone();
      changed[position] ^= (byte) (1 << random.nextInt(8));
      int at = position;
      assertThatThrownBy(() -> SignedFixtures.verify(changed))
          .as("seed %d, position %d", SEED, at)
          .isInstanceOf(RefusedSignatureException.class);
    }
  }

  @Test
  void refusesATruncatedFileAtEveryLength() {
    for (int length = 0; length < signed.length; length += 7) {
      byte[] shorter = Arrays.copyOf(signed, length);
      assertThatThrownBy(() -> SignedFixtures.verify(shorter))
          .as("length %d", length)
          .isInstanceOf(RefusedSignatureException.class);
    }
  }

  @Test
  void refusesAppendedBytes() {
    assertRefused(SignatureFault.BYTE_RANGE, text -> text + "\n");
    assertRefused(
        SignatureFault.BYTE_RANGE,
        text -> text + "1 0 obj\n<<\n/Type /Catalog\n>>\nendobj\ntrailer\n<<\n>>\n%%EOF\n");
  }

  @Test
  void refusesASecondSignature() {
    String other = PdfSignature.placeFor(SignedFixtures.REASON, SignedFixtures.NOW);
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text + "3" + other);
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text + "/ByteRange [0 1 2 3]");
  }

  @Test
  void refusesAFileWithoutASignature() {
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> "");
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> "%PDF-1.7\n%%EOF\n");
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text.replace("ByteRange", "ByteRangf"));
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> "x" + text);
  }

  @Test
  void refusesAByteRangeThatLies() {
    assertRefused(SignatureFault.BYTE_RANGE, text -> range(text, -1, 0, 0));
    assertRefused(SignatureFault.BYTE_RANGE, text -> range(text, 0, 2, -2));
    assertRefused(SignatureFault.BYTE_RANGE, text -> range(text, 0, 0, -1));
    assertRefused(SignatureFault.BYTE_RANGE, text -> range(text, 0, 0, 1));
    assertRefused(SignatureFault.BYTE_RANGE, text -> range(text, 0, -16000, 16000));
    assertRefused(SignatureFault.BYTE_RANGE, text -> range(text, 9_000_000_000L, 0, 0));
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text.replace("[0 ", "[1 "));
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text.replace("[0 ", "[0  "));
    assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text.replace("[0 ", "[0 0"));
  }

  /** The hole widened to what a reader would skip over: a page's text could hide there. */
  @Test
  void refusesAHoleThatHoldsMoreThanTheSignature() {
    assertRefused(
        SignatureFault.BYTE_RANGE,
        text -> range(text.replace("0>\n>>\nendobj", "0>/X (hidden)\n>>\nendobj"), 0, 11, 0));
    assertRefused(
        SignatureFault.BYTE_RANGE, text -> text.replace("00>\n>>\nendobj", "zz>\n>>\nendobj"));
    assertRefused(SignatureFault.FORM, text -> text.replace("00>\n>>\nendobj", "01>\n>>\nendobj"));
    assertRefused(SignatureFault.FORM, text -> text.replace("/Contents <3082", "/Contents <3182"));
    assertRefused(SignatureFault.FORM, text -> text.replace("/Contents <3082", "/Contents <3083"));
  }

  @Test
  void refusesTheSignatureInUpperCase() {
    assertRefused(
        SignatureFault.FORM,
        text -> {
          int at = text.indexOf("/Contents <") + 11;
          int end = text.indexOf('>', at);
          return text.substring(0, at)
              + text.substring(at, end).toUpperCase(java.util.Locale.ROOT)
              + text.substring(end);
        });
  }

  @Test
  void refusesDictionariesOfAnotherForm() {
    for (String[] change :
        new String[][] {
          {"/SubFilter /ETSI.CAdES.detached", "/SubFilter /adbe.pkcs7.detached"},
          {"/Type /Sig", "/Type /DocTimeStamp"},
          {"\n2 0 obj", "\nx 0 obj"},
          {"\n2 0 obj", "\n\u00b2 0 obj"},
          {"\n2 0 obj", "\n2  0 obj"},
          {"/Filter /Adobe.PPKLite", "/Filter /Adobe.PPKMS"},
          {"/Reason (Colophon", "/Reason (Colophon\\"},
          {"/Reason (Colophon", "/Reason (Colophon) /Reason (x"},
          {"/M (D:2026", "/M (D:+026"},
          {"/M (D:202606", "/M (D:202613"},
          {"/M (D:20260601", "/M (D:20260631"},
          {"\n>>\nendobj\ntrailer", "\n>>\nendobk\ntrailer"},
        }) {
      assertRefused(SignatureFault.NOT_ONE_SIGNATURE, text -> text.replace(change[0], change[1]));
    }
  }

  @Test
  void refusesAChangedReason() {
    assertRefused(SignatureFault.CONTENT, text -> text.replace("record 0a", "record 0b"));
    assertRefused(SignatureFault.CONTENT, text -> text.replace("/M (D:2026", "/M (D:2027"));
  }

  @Test
  void refusesASignatureTakenFromAnotherFile() throws RefusedSignatureException {
    String other =
        text(
            PdfSignature.sign(
                SignedFixtures.unsigned(
                    PdfSignature.placeFor(
                        SignedFixtures.REASON.replace("0a", "0b"), SignedFixtures.NOW)),
                SignedFixtures.NODE));
    assertRefused(
        SignatureFault.CONTENT,
        text ->
            text.substring(0, text.indexOf("/Contents"))
                + other.substring(other.indexOf("/Contents")));
  }

  @Test
  void refusesAForeignRoot() {
    RefusedSignatureException refusal =
        catchThrowableOfType(
            RefusedSignatureException.class,
            () -> PdfSignature.read(signed).verify(List.of(SignedFixtures.OFFICE.certificate())));
    assertThat(refusal.fault()).isEqualTo(SignatureFault.UNTRUSTED);
  }

  @Test
  void refusesACertificateThatHadEndedOrNotBegun() throws RefusedSignatureException {
    for (long days : List.of(-1L, 366L)) {
      byte[] file =
          PdfSignature.sign(
              SignedFixtures.unsigned(
                  PdfSignature.placeFor(
                      SignedFixtures.REASON,
                      SignedFixtures.NOW.plus(java.time.Duration.ofDays(days)))),
              SignedFixtures.NODE);
      RefusedSignatureException refusal =
          catchThrowableOfType(RefusedSignatureException.class, () -> SignedFixtures.verify(file));
      assertThat(refusal.fault()).isEqualTo(SignatureFault.EXPIRED);
    }
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertRefused(SignatureFault.TOO_LARGE, text -> text + " ".repeat(PdfSignature.FILE_BYTES_MAX));
  }

  @Test
  void refusesToSignAFileWithoutOnePlace() {
    TlsIdentity node = SignedFixtures.NODE;
    String place = PdfSignature.placeFor(SignedFixtures.REASON, SignedFixtures.NOW);
    assertThatThrownBy(() -> PdfSignature.sign(SignedFixtures.unsigned(""), node))
        .isInstanceOf(RefusedSignatureException.class);
    assertThatThrownBy(() -> PdfSignature.sign(SignedFixtures.unsigned(place + "3" + place), node))
        .isInstanceOf(RefusedSignatureException.class);
    assertThatThrownBy(() ->
            PdfSignature.sign(SignedFixtures.unsigned(place.replace("0".repeat(64), "")), node))
        .isInstanceOf(RefusedSignatureException.class);
  }

  @Test
  void refusesReasonsThatWouldLeaveTheirPlace() {
    for (String reason : List.of("", "a)", "(a", "a\\", "a\n", "é", "a".repeat(257))) {
      assertThatThrownBy(() -> PdfSignature.placeFor(reason, SignedFixtures.NOW))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void assertRefused(SignatureFault fault, UnaryOperator<String> change) {
    String before = text(signed);
    String after = change.apply(before);
    assertThat(after).as("the change changes something").isNotEqualTo(before);
    RefusedSignatureException refusal =
        catchThrowableOfType(
            RefusedSignatureException.class,
            () -> SignedFixtures.verify(after.getBytes(ISO_8859_1)));
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.fault()).as(refusal.getMessage()).isEqualTo(fault);
  }

  /** The file with the numbers of its byte range moved. */
  private static String range(String text, long before, long after, long rest) {
    int at = text.indexOf("/ByteRange [0 ") + 14;
    int end = text.indexOf(']', at);
    String[] numbers = text.substring(at, end).split(" ", -1);
    String moved =
        (Long.parseLong(numbers[0]) + before)
            + " "
            + (Long.parseLong(numbers[1]) + after)
            + " "
            + (Long.parseLong(numbers[2]) + rest);
    int newline = text.indexOf('\n', end);
    String filled = moved + "]" + " ".repeat(Math.max(0, newline - at - moved.length() - 1));
    return text.substring(0, at) + filled + text.substring(newline);
  }

  private static String text(byte[] file) {
    return new String(file, ISO_8859_1);
  }
}
