package org.colophon.crypto.cms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509Certificate;
import java.util.List;
import org.colophon.fuzz.Decoder;

/** Signatures under documents, as they come with a case from whoever hands it in. */
class CmsFuzzTest {
  /** Whose it is can be asked of every signature. */
  static final Decoder SIGNATURE =
      Decoder.of(
          IllegalArgumentException.class,
          CmsForm::parse,
          (bytes, form) -> {
            assertThat(form.signer()).isNotNull();
            for (X509Certificate certificate : form.certificates()) {
              assertThat(CmsForm.nameOf(certificate)).isNotNull();
              assertThat(form.der(certificate)).isNotEmpty();
            }
          });

  /** Whoever nobody trusts has signed nothing. */
  static final Decoder PDF =
      Decoder.of(
          RefusedSignatureException.class,
          PdfSignature::read,
          (bytes, signature) -> {
            assertThat(signature.reason()).isNotBlank();
            assertThat(signature.signedAt()).isNotNull();
            assertThat(isTrusted(signature)).isFalse();
          });

  private static boolean isTrusted(PdfSignature signature) {
    try {
      return !signature.verify(List.of()).roots().isEmpty();
    } catch (RefusedSignatureException e) {
      return false;
    }
  }

  @FuzzTest
  void signature(byte[] bytes) throws Exception {
    SIGNATURE.feed(bytes);
  }

  @FuzzTest
  void pdf(byte[] bytes) throws Exception {
    PDF.feed(bytes);
  }
}
