package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.RecordId;
import org.colophon.crypto.Hash;
import org.colophon.crypto.cms.DetachedSignature;
import org.colophon.crypto.cms.PdfSignature;
import org.colophon.report.PdfText;
import org.colophon.report.words.Language;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CertificateReportTest {
  private CertificateWorld world;
  private TestRecord work;
  private RecordId id;
  private SortedMap<String, byte[]> parts;

  @BeforeAll
  void declareAWork() throws Exception {
    world = new CertificateWorld();
    work = world.work("春江花月夜 (a reading)");
    id = world.accept(work);
    world.seal();
    parts = world.parts(id);
  }

  private byte[] pdf(Language language) throws IOException {
    return CertificateReport.pdf(world.model(id), language, parts, CertificateWorld.SIGNER);
  }

  @Test
  void tellsTheFactsInEveryLanguage() throws IOException {
    CertificateModel model = world.model(id);
    for (Language language : Language.values()) {
      String text = PdfText.dense(pdf(language));
      assertThat(text)
          .as(language.label())
          .contains(
              id.hex(),
              world.consortium.chain().text(),
              "春江花月夜(areading)",
              model.place().root().hex(),
              model.place().leafHash().hex(),
              world.consortium.genesis().hash().hex(),
              world.consortium.hash("text").hex(),
              "author-li-bai",
              "66.67%",
              world.li.key().name().text(),
              "2026-01-0100:01:06UTC",
              "court-north-1");
    }
  }

  @Test
  void keepsToItsLanguage() throws IOException {
    String chinese = PdfText.dense(pdf(Language.ZH));
    String english = PdfText.dense(pdf(Language.EN));
    String both = PdfText.dense(pdf(Language.ZH_EN));
    String[] inChinese = {"没有证明", "北京时间", "第1页，共", "未载明", "人民法院在线诉讼规则"};
    String[] inEnglish = {"Notproven", "Page1of", "notstated", "OnlineLitigationRules"};
    assertThat(chinese).contains(inChinese).doesNotContain(inEnglish);
    assertThat(english).contains(inEnglish).doesNotContain(inChinese);
    assertThat(both).contains(inChinese).contains(inEnglish);
  }

  @Test
  void tellsTheTimesApart() throws IOException {
    String text = PdfText.of(pdf(Language.EN));
    assertThat(text)
        .contains("Claimed by the author 2026-01-01 00:00:00.000 UTC")
        .contains("Ordered by the chain 2026-01-01 00:01:03.123 UTC")
        .contains("Attested by the validators 2026-01-01 00:01:06 UTC")
        .contains("earliest 2026-01-01 00:01:05 UTC, latest 2026-01-01 00:01:07 UTC")
        .contains("Not before 2026-01-01 00:00:03 UTC")
        .contains("Not after 2026-01-01 00:01:06 UTC")
        .contains("no time-stamping authority stands behind this seal");
  }

  @Test
  void namesEachTimeStampWithItsAuthority() throws IOException {
    CertificateModel model = world.model(id, CertificateWorld.stamps());
    String text =
        PdfText.of(CertificateReport.pdf(model, Language.EN, parts, CertificateWorld.SIGNER));
    assertThat(text)
        .contains("CN=notary-east time-stamping, O=notary-east")
        .contains("CN=court-south time-stamping, O=court-south")
        .contains("2026-01-01 02:01:05.000 UTC", "2026-01-01 02:01:05.400 UTC")
        .contains("policy 2.25.7654321", "serial number 980012")
        .contains("openssl ts -verify -data seal.note -in seal-00.tsr")
        .doesNotContain("no time-stamping authority stands");
  }

  @Test
  void saysWhichValidatorsSignedAndWhichDidNot() throws IOException {
    String text = PdfText.of(pdf(Language.EN));
    assertThat(text)
        .contains("3 of the chain's 4 validators signed this seal (at least 3 must)")
        .contains("office-capital IP office did not sign this seal");
    for (ValidatorFacts validator : world.model(id).validators()) {
      assertThat(text)
          .contains(
              "Ed25519 (log) " + validator.logKey(),
              "Ed25519 " + validator.ed25519Key(),
              "ML-DSA-44 " + validator.mlDsa44Key());
    }
  }

  @Test
  void saysWhatIsNotProven() throws IOException {
    assertThat(PdfText.of(pdf(Language.EN)))
        .contains("Anything from before the record reached the chain")
        .contains("The real name behind a pseudonym")
        .contains("Absolute time beyond the validators' clocks.");
    assertThat(PdfText.dense(pdf(Language.ZH))).contains("不证明作品由谁创作、何时创作");
  }

  @Test
  void doesNotClaimWhatItIsNot() throws IOException {
    assertThat(PdfText.of(pdf(Language.EN)))
        .contains("This ledger is not claimed to be a qualified electronic ledger")
        .contains("Neither this system nor the issuing node has signed it");
  }

  @Test
  void answersArticles16To19WithNotStatedWhereNothingWasStated() throws IOException {
    assertThat(PdfText.of(pdf(Language.EN)))
        .contains("Art. 16", "Art. 17 (1)", "Art. 17 (4)", "Art. 18", "Art. 19")
        .contains("Cleanliness: not stated")
        .contains("How it was generated: Claimed use of AI: used as a tool")
        .contains("Notarisation: not stated")
        .contains("No signer is a validator of this chain.");
  }

  @Test
  void attachesTheFilesAsTheyAre() throws IOException {
    byte[] pdf = pdf(Language.ZH_EN);
    SortedMap<String, byte[]> attached = PdfText.files(pdf);
    assertThat(attached.keySet()).isEqualTo(parts.keySet());
    attached.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(parts.get(name)));
    String text = PdfText.dense(pdf);
    parts.forEach(
        (name, bytes) -> assertThat(text).contains(name).contains(Hash.sha256(bytes).hex()));
  }

  @Test
  void isSignedByTheNodeForThisRecord() throws Exception {
    PdfSignature signature = PdfSignature.read(pdf(Language.ZH));
    assertThat(signature.reason()).isEqualTo("Colophon evidence certificate of record " + id.hex());
    assertThat(signature.signedAt()).isEqualTo(CertificateWorld.SIGNED_AT);
    DetachedSignature.Signer signer =
        signature.verify(
            List.of(TestConsortium.authority(TestConsortium.COURT_NORTH).certificate()));
    assertThat(signer.certificate()).isEqualTo(CertificateWorld.SIGNER.certificate());
  }

  @Test
  void equalInputGivesEqualBytes() throws IOException {
    for (Language language : Language.values()) {
      assertThat(pdf(language)).as(language.label()).isEqualTo(pdf(language));
    }
  }

  @Test
  void linksToAPageWhereTheIssuerHasOne() {
    CertificateModel model = world.model(id);
    String root = model.place().root().hex();
    assertThat(VerificationLink.of(model))
        .isEqualTo(
            "colophon:" + world.consortium.chain() + "?record=" + id.hex() + "&root=" + root);
    assertThat(VerificationLink.of(withPage(model, "https://court.example/verify")))
        .isEqualTo(
            "https://court.example/verify?chain="
                + world.consortium.chain().text().replace("/", "%2F")
                + "&record="
                + id.hex()
                + "&root="
                + root);
    for (String page : List.of("http://x.example/", "https://x.example/?a", "https://x/#y", "x")) {
      assertThatThrownBy(() -> VerificationLink.of(withPage(model, page)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static CertificateModel withPage(CertificateModel model, String page) {
    IssuerFacts issuer = model.issuer();
    return new CertificateModel(
        model.chain(),
        model.statement(),
        model.corrections(),
        model.place(),
        model.times(),
        model.rights(),
        model.validators(),
        new IssuerFacts(
            issuer.organisation(), issuer.node(), issuer.at(), Optional.of(URI.create(page))));
  }

  @Test
  void refusesAModelThatNobodyHasCosigned() {
    CertificateModel model = world.model(id);
    List<ValidatorFacts> silent =
        model.validators().stream()
            .map(v ->
                new ValidatorFacts(
                    v.organisation(),
                    v.kind(),
                    v.logKey(),
                    v.ed25519Key(),
                    v.mlDsa44Key(),
                    Optional.empty()))
            .toList();
    assertThatThrownBy(() ->
            new CertificateModel(
                model.chain(),
                model.statement(),
                model.corrections(),
                model.place(),
                model.times(),
                model.rights(),
                silent,
                model.issuer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none has cosigned");
  }

  @Test
  void refusesAttachmentsThatCouldBeMisread() {
    byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
    for (String name : List.of("", "../x", "a/b", "a b", ".x", "é", "x".repeat(65), "a\n")) {
      assertThatThrownBy(() ->
              CertificateReport.pdf(
                  world.model(id), Language.EN, Map.of(name, bytes), CertificateWorld.SIGNER))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() ->
            CertificateReport.pdf(
                world.model(id),
                Language.EN,
                Map.of("large", new byte[13 << 20]),
                CertificateWorld.SIGNER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: at most");
  }

  @Test
  void saysSoWhenNothingIsAttached() throws IOException {
    byte[] pdf =
        CertificateReport.pdf(world.model(id), Language.EN, Map.of(), CertificateWorld.SIGNER);
    assertThat(PdfText.of(pdf)).contains("No file is attached; the evidence is in the bundle.");
    assertThat(PdfText.files(pdf)).isEmpty();
  }

  @Test
  void numbersItsPages() throws IOException {
    byte[] pdf = pdf(Language.EN);
    int pages = PdfText.pages(pdf);
    String text = PdfText.of(pdf);
    assertThat(pages).isGreaterThan(5);
    for (int page = 1; page <= pages; page++) {
      assertThat(text).contains("Page " + page + " of " + pages);
    }
    assertThat(text).doesNotContain("Page " + (pages + 1) + " of");
  }
}
