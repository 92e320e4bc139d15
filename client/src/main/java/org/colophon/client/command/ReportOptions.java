package org.colophon.client.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.file.AtomicFiles;
import org.colophon.core.Timestamp;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.report.Report;
import org.colophon.report.casework.ReportPdf;
import org.colophon.report.words.Language;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.OpenedName;
import picocli.CommandLine.Option;

/** Of when a report tells, and where it goes. */
@SuppressWarnings("NullAway.Init")
final class ReportOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Events from then on: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Events before then.")
  private Optional<Timestamp> until = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As the chain stood then (default: at its newest sealed block).")
  private Optional<Timestamp> asOf = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report itself there.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--pdf",
      paramLabel = "FILE",
      description = "Write it there as a person reads it, with the report itself attached.")
  private Optional<Path> pdf = Optional.empty();

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      description = "Of the PDF: zh, en, or both (default).")
  private String language = "both";

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  /** Refuses files that are there, before anything is asked of anybody. */
  void check() throws Failure {
    if (from.isPresent() && until.isPresent() && until.get().compareTo(from.get()) <= 0) {
      throw Failure.usage("--until: (expected: after --from)");
    }
    languageOfPdf();
    for (Optional<Path> file : java.util.List.of(json, pdf)) {
      if (file.isPresent() && Files.exists(file.get()) && !force) {
        throw Failure.local(
            file.get() + ": there is such a file already (use --force to replace it)");
      }
    }
  }

  private Language languageOfPdf() throws Failure {
    return language(language);
  }

  /** The language that a user named. */
  static Language language(String name) throws Failure {
    return Language.ofLabel(name.equals("both") ? "zh-en" : name)
        .orElseThrow(() -> Failure.usage("--lang: (expected: zh, en or both)"));
  }

  /** Of which time is asked. */
  MakeReportRequest.Builder request() {
    return MakeReportRequest.newBuilder()
        .setFrom(from.map(Timestamp::value).orElse(0L))
        .setUntil(until.map(Timestamp::value).orElse(0L))
        .setTime(asOf.map(Timestamp::value).orElse(0L));
  }

  /** An opened commitment, as nodes are given it. */
  static OpenedName name(ReadRequest.Opened opened) {
    return OpenedName.newBuilder()
        .setBy(opened.by().text())
        .setSalt(opened.salt().hex())
        .setText(opened.text())
        .build();
  }

  /** Writes the files that were asked for. */
  void write(byte[] bytes, Report report) throws Exception {
    if (json.isPresent()) {
      AtomicFiles.write(json.get(), bytes);
    }
    if (pdf.isPresent()) {
      AtomicFiles.write(pdf.get(), ReportPdf.of(report, bytes, languageOfPdf()));
    }
  }

  Optional<Path> json() {
    return json;
  }

  Optional<Path> pdf() {
    return pdf;
  }
}
