package org.colophon.report.casework;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.colophon.core.report.Report;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Blocks;
import org.colophon.report.layout.Flow;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.pdf.ArchiveFile;
import org.colophon.report.pdf.Attachments;
import org.colophon.report.pdf.DocumentFacts;
import org.colophon.report.words.Language;
import org.colophon.report.words.Messages;

/**
 * A report as a person reads it: PDF/A-3b with the report itself attached. Nobody signs it, for
 * anybody can make it again; equal input gives equal bytes.
 */
public final class ReportPdf {
  /** Under which name the report is attached. */
  public static final String ATTACHED = "report.json";

  private ReportPdf() {}

  /**
   * The PDF of a report.
   *
   * @param json the bytes that {@code report} was read from
   * @throws IOException when a part of it cannot be written
   */
  public static byte[] of(Report report, byte[] json, Language language) throws IOException {
    try (ArchiveFile file = new ArchiveFile()) {
      PageStyle page = PageStyle.A4;
      Writing writing =
          new Writing(
              report,
              new Messages(language, "casework", "certificate"),
              new Blocks(file.typeface(), page.textWidth()));
      Hash digest = Hash.sha256(json);
      DocumentFacts facts =
          new DocumentFacts(
              "Report " + digest.hex(),
              language.tag(),
              report.chain().text(),
              Instant.ofEpochSecond(report.block().time().seconds()));
      return file.write(
          facts,
          page,
          flow(writing, digest, page),
          new ReportHead(writing, digest),
          Attachments.of(Map.of(ATTACHED, json)));
    }
  }

  private static Flow flow(Writing writing, Hash digest, PageStyle page) {
    Flow flow = new Flow(page.textHeight());
    flow.add(OpeningPage.of(writing, digest));
    writing
        .report()
        .assessment()
        .ifPresent(facts -> {
          flow.add(AmountSection.of(writing, facts));
          flow.add(FiguresSection.of(writing, facts));
          flow.add(SensitivitySection.of(writing, facts));
          flow.add(GatheredSection.of(writing, facts));
          flow.add(AgreedSection.of(writing, facts));
        });
    boolean isOfDispute = !writing.report().checks().isEmpty();
    if (isOfDispute) {
      flow.add(ChecksSection.of(writing));
    }
    flow.add(TitlesSection.of(writing));
    flow.add(TransfersSection.of(writing));
    flow.add(LicencesSection.of(writing));
    flow.add(UsesSection.of(writing));
    flow.add(DisputesSection.of(writing));
    if (isOfDispute) {
      flow.add(DefenceSection.of(writing));
    }
    flow.add(SealSection.of(writing));
    flow.add(RecordsSection.of(writing));
    flow.add(AgainSection.of(writing, digest));
    return flow;
  }
}
