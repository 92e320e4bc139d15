package org.colophon.report.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.colophon.core.RecordId;
import org.colophon.core.content.Right;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.core.report.SealFacts;
import org.colophon.crypto.Hash;
import org.colophon.report.PdfText;
import org.colophon.report.Tools;
import org.colophon.report.VisiblePages;
import org.colophon.report.words.Language;
import org.colophon.testkit.TestAssessment;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** What a person reads of a report, in every language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportPdfTest {
  private static final long SEED = 20_261_122;

  private TestCasework world;
  private TestCasework.TheCase told;

  @BeforeAll
  void tellAll() throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    world = new TestCasework(SEED);
    told = world.tellAll();
  }

  private Report transactions() throws Exception {
    return world.report(new About.Work(world.song));
  }

  private Report verified() throws Exception {
    return world.report(told.opened().about());
  }

  private Report assessed() throws Exception {
    TestAssessment story = new TestAssessment(SEED);
    RecordId assessment = story.assessSecretly();
    story.world.later(1);
    return story.report(assessment, story.fees);
  }

  @Test
  void saysWhatDamagesComeToAndWhatTheyRestOn() throws Exception {
    String text = PdfText.dense(pdf(assessed(), Language.EN));
    for (String said :
        List.of(
            "Report on an Assessment of Damages",
            "It assists the court and does not bind it.",
            "CNY 141920.00",
            "CNY 97680.00",
            "CNY 13808.22",
            "no: the total does not change with it",
            "Base: the higher of loss and gain; the royalty when neither can be calculated",
            "mulDiv(paid_copies, unit_profit, 1)",
            "Copyright Law (2020), art. 54, para. 3",
            "opened from commitments of R",
            "not for one year",
            "made when the allegation stood already",
            "without: The infringer's revenue",
            "2 of 3 named assessors",
            "3 of 4 validators signed",
            "Room for the defence",
            "Legitimate source (Copyright Law of China, art. 59)")) {
      assertThat(text).contains(PdfText.dense(said));
    }
  }

  private static byte[] pdf(Report report, Language language) throws Exception {
    return ReportPdf.of(report, report.bytes(), language);
  }

  @Test
  void saysWhatWasFoundForTheCase() throws Exception {
    String text = PdfText.dense(pdf(verified(), Language.EN));
    for (String said :
        List.of(
            "Verification of a Case by the Chain",
            "It assists the court and does not bind it.",
            "works: 1 of 1; parties: 2 of 2",
            "Leave at the time of each alleged act",
            "contradicted",
            "Some of what is alleged was allowed to the accused, or all of it for a part of the",
            "allowed from",
            "A court found no infringement:",
            "For the court alone.",
            "Room for the defence",
            "Legitimate source (Copyright Law of China, art. 59)")) {
      assertThat(text).contains(PdfText.dense(said));
    }
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("infringes");
  }

  @Test
  void saysWhatWasDealtIn() throws Exception {
    String text = PdfText.dense(pdf(transactions(), Language.EN));
    for (String said :
        List.of(
            "Report on Transactions",
            "east-lake.press",
            "ended before its time",
            "run out",
            "not begun",
            "not exclusive; everywhere",
            "not exclusive; CN SG",
            "1 200, of which 0 name a licence",
            "Who acquired a work is not told here",
            "counter-notice R")) {
      assertThat(text).contains(PdfText.dense(said));
    }
    assertThat(text).doesNotContain("Roomforthedefence").doesNotContain("user-7");
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameWhereverItIsMadeAndCarriesTheReport(Language language) throws Exception {
    Report report = verified();
    byte[] here = pdf(report, language);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.of("ar", "EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(pdf(report, language)).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    VisiblePages.requireAllWithinMargins(here);
    assertThat(PdfText.files(here)).containsOnlyKeys(ReportPdf.ATTACHED);
    assertThat(PdfText.files(here).get(ReportPdf.ATTACHED)).isEqualTo(report.bytes());
    assertThat(PdfText.dense(here)).contains(Hash.sha256(report.bytes()).hex());
  }

  /** In each of the three, by name, key and signature, as the report's own note has them. */
  @Test
  void saysWhichNodesSigned() throws Exception {
    for (Report report : List.of(transactions(), verified(), assessed())) {
      String text = PdfText.dense(pdf(report, Language.EN));
      assertThat(text).contains("Signaturesofthenodes");
      assertThat(report.seal().signers()).hasSizeGreaterThanOrEqualTo(3);
      for (SealFacts.Signer signer : report.seal().signers()) {
        assertThat(signer.keys()).hasSize(3);
        for (String key : signer.keys()) {
          assertThat(text).contains(PdfText.dense(key));
          assertThat(report.seal().note()).contains(key.substring(0, key.lastIndexOf('+')));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void veraPdfFindsPdfA3b(Language language) throws Exception {
    for (Report report : List.of(transactions(), verified(), assessed())) {
      try (var parser =
              Foundries.defaultInstance()
                  .createParser(
                      new ByteArrayInputStream(pdf(report, language)), PDFAFlavour.PDFA_3_B);
          var validator =
              Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false)) {
        assertThat(validator.validate(parser).getTestAssertions()).isEmpty();
      }
    }
  }

  /** Where nothing is licensed, one still sees when it is said to have been, and by whom. */
  @Test
  void windowsAndPartiesAreDrawnWithoutALicence() throws Exception {
    TestCasework bare = new TestCasework(SEED + 3);
    var records = bare.consortium.records();
    RecordId evidence = bare.accept(records.deposit(bare.author, bare.consortium.hash("books")));
    bare.accept(records.allege(bare.author, bare.rival, bare.song, evidence, Right.RENTAL));
    bare.later(1);
    String text = PdfText.dense(pdf(bare.report(new About.Work(bare.song)), Language.EN));
    assertThat(text)
        .contains(PdfText.dense("No licence that met that time"))
        .contains(PdfText.dense("are the windows of what is alleged"))
        .containsPattern("R[0-9]+!" + bare.rival.subject().text())
        .containsPattern("R[0-9]+alleges");
  }

  /** More bars and steps than a picture takes: it says so, and the tables have them all. */
  @Test
  void whatDoesNotFitAPictureStandsInTheTable() throws Exception {
    TestCasework busy = new TestCasework(SEED + 1);
    var records = busy.consortium.records();
    for (int i = 0; i < LicenceFigure.BARS_MAX + 5; i++) {
      busy.accept(
          records.grant(
              busy.author,
              busy.studio,
              busy.song,
              TestTerms.of(Right.RENTAL).between(busy.inDays(i), busy.inDays(i + 90))));
    }
    for (int i = 0; i < ChainFigure.STEPS_MAX + 5; i++) {
      busy.accept(records.transfer(busy.author, busy.press, busy.song, 10));
    }
    busy.later(1);
    Report report = busy.report(new About.Work(busy.song));
    byte[] pdf = pdf(report, Language.EN);
    String text = PdfText.dense(pdf);
    assertThat(text)
        .contains(PdfText.dense("The picture shows the newest 40 of 45 licences"))
        .contains(PdfText.dense("The picture shows the newest 40 of 45 transfers"))
        .contains("Alllicences(45):")
        .contains("Alltransfers(45):");
    for (int i = 1; i <= report.records().size(); i++) {
      assertThat(text).contains("R" + i);
    }
    assertThat(PdfText.pages(pdf)).isLessThan(40);
  }

  /** Ten thousand events are many pages, and each of them stands there with its number. */
  @Test
  void tenThousandEventsAreADocument() throws Exception {
    TestCasework busy = new TestCasework(SEED + 2);
    busy.publishOften(9_990);
    busy.later(1);
    Report report = busy.report(new About.Work(busy.song));
    byte[] pdf = pdf(report, Language.EN);
    assertThat(PdfText.files(pdf)).containsOnlyKeys(ReportPdf.ATTACHED);
    String text = PdfText.dense(pdf);
    for (int number = 1; number <= report.records().size(); number++) {
      assertThat(text).contains("R" + number);
    }
    assertThat(text).contains(PdfText.dense("All " + "9 991 records"));
  }

  /** Leaves the pages as pictures where a person who works on them wants to look at them. */
  @Test
  void pagesAreDrawnToTheirEnd(@TempDir Path folder) throws Exception {
    Tools.require("pdftoppm", "poppler-utils");
    String kept = System.getProperty("colophon.pictures", "");
    Path pictures = kept.isEmpty() ? folder : Files.createDirectories(Path.of(kept));
    for (Language language : Language.values()) {
      Files.write(pictures.resolve("case-" + language.label() + ".pdf"), pdf(verified(), language));
      Files.write(
          pictures.resolve("work-" + language.label() + ".pdf"), pdf(transactions(), language));
      Files.write(
          pictures.resolve("damages-" + language.label() + ".pdf"), pdf(assessed(), language));
      for (String name : List.of("case-", "work-", "damages-")) {
        String file = name + language.label();
        Tools.run(pictures, "pdftoppm -r 40 -png " + file + ".pdf " + file);
        try (var pages = Files.list(pictures)) {
          assertThat(
                  pages
                      .filter(page -> page.getFileName().toString().startsWith(file + "-"))
                      .filter(page -> page.toString().endsWith(".png"))
                      .count())
              .isEqualTo(PdfText.pages(Files.readAllBytes(pictures.resolve(file + ".pdf"))));
        }
      }
    }
  }
}
