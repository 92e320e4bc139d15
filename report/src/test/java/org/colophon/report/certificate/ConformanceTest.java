package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.colophon.core.RecordId;
import org.colophon.report.Tools;
import org.colophon.report.words.Language;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** What programs that this project did not write say of certificates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConformanceTest {
  private CertificateWorld world;
  private RecordId id;

  @BeforeAll
  void declareAWork() throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    world = new CertificateWorld();
    id = world.accept(world.work("春江花月夜 \u202E\ud83d\ude00 (a reading)"));
    world.seal();
  }

  private byte[] certificate(Language language) throws Exception {
    return CertificateReport.pdf(
        world.model(id, CertificateWorld.stamps()),
        language,
        world.parts(id),
        CertificateWorld.SIGNER);
  }

  @ParameterizedTest
  @EnumSource
  void veraPdfFindsPdfA3b(Language language) throws Exception {
    ValidationResult result = validate(certificate(language));
    assertThat(result.getTestAssertions()).as(language.label()).isEmpty();
    assertThat(result.isCompliant()).isTrue();
  }

  /** The judge can say no: the same file without its identification as PDF/A. */
  @Test
  void veraPdfRefusesASpoiltOne() throws Exception {
    String text =
        new String(certificate(Language.EN), java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] spoilt =
        text.replace("<pdfaid:part>3<", "<pdfaid:part>1<")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(validate(spoilt).isCompliant()).isFalse();
  }

  private static ValidationResult validate(byte[] pdf) throws Exception {
    try (PDFAParser parser =
            Foundries.defaultInstance()
                .createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_3_B);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false)) {
      return validator.validate(parser);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pdfsigFindsAValidSignatureOverTheWholeDocument(Language language, @TempDir Path folder)
      throws Exception {
    Tools.require("pdfsig", "poppler-utils");
    Files.write(folder.resolve("certificate.pdf"), certificate(language));
    String output = Tools.run(folder, "pdfsig -nocert certificate.pdf");
    assertThat(output)
        .contains("Signature is Valid.")
        .contains("Total document signed")
        .contains("ETSI.CAdES.detached")
        .contains("CN=court-north-1,O=court-north")
        .doesNotContain("Signature #2");
  }

  @Test
  void pdfsigRefusesAChangedOne(@TempDir Path folder) throws Exception {
    Tools.require("pdfsig", "poppler-utils");
    byte[] changed = certificate(Language.EN);
    changed[changed.length - 40] ^= 1;
    Files.write(folder.resolve("certificate.pdf"), changed);
    assertThat(Tools.run(folder, "pdfsig -nocert certificate.pdf || true"))
        .doesNotContain("Signature is Valid.");
  }

  /** The commands that the paper itself gives to its reader. */
  @Test
  void theCommandsOnThePaperWork(@TempDir Path folder) throws Exception {
    Tools.require("pdfdetach", "poppler-utils");
    Tools.require("jq", "jq");
    Tools.require("sha256sum", "coreutils");
    Files.write(folder.resolve("certificate.pdf"), certificate(Language.ZH_EN));
    Tools.run(folder, "pdfdetach -saveall certificate.pdf");
    for (Map.Entry<String, byte[]> part : world.parts(id).entrySet()) {
      assertThat(folder.resolve(part.getKey())).hasBinaryContent(part.getValue());
    }
    assertThat(Tools.run(folder, "jq -cjS .statement record.json | sha256sum"))
        .startsWith(id.hex());
    String chain = world.consortium.chain().text();
    assertThat(Tools.run(folder, "sha256sum genesis.json"))
        .startsWith(chain.substring(chain.lastIndexOf('/') + 1));
  }
}
