package org.colophon.client.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.report.ReportProof;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a report again. */
@Command(
    name = "check",
    header = "Makes a report again from the chain, and says whether the same bytes come out.",
    description = {
      "%nEach node of the profile is asked for the same report as of the same block. A node that"
          + " gives other bytes is named, and the report is not believed; nor is it when a record"
          + " is not what the report says of it.",
      "%nWhoever stands by the report on the chain is shown.%n"
    },
    footer = {
      "%nExample:",
      "  colophon report check photo.json",
      "%nWith --json: {\"sha256\",\"height\",\"same\":[…],\"other\":[…],\"unasked\":[…],"
          + "\"records\",\"recordedBy\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ReportCheckCommand extends JsonCommand {
  private static final int MATCHES_MAX = 64;

  @Parameters(paramLabel = "FILE", description = "The report: the JSON, not the PDF.")
  private Path file;

  private final List<String> same = new ArrayList<>();
  private final List<String> other = new ArrayList<>();
  private final List<String> unasked = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    ProvenReport given = ProvenReport.of(read(file));
    try (Session session = open()) {
      ask(session, given);
      if (same.isEmpty() && other.isEmpty()) {
        throw new NetworkException("no node answered: " + String.join(", ", unasked), null);
      }
      List<LookupMatch> recorded =
          session
              .network()
              .lookup(List.of(given.digest().hex()), MATCHES_MAX, session.lastHeight().value())
              .stream()
              .filter(match -> match.getType().equals("report"))
              .toList();
      if (other.isEmpty()) {
        ReportProof.verify(given.report(), session.network(), session.genesis());
      }
      show(given, recorded);
      return other.isEmpty() ? ExitCodes.OK : ExitCodes.REFUSED;
    }
  }

  private static byte[] read(Path path) throws IOException, Failure {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(Report.BYTES_MAX + 1);
      if (bytes.length > Report.BYTES_MAX) {
        throw Failure.local(path + ": larger than " + Report.BYTES_MAX + " bytes");
      }
      return bytes;
    }
  }

  private void ask(Session session, ProvenReport given) throws NetworkException, IOException {
    MakeReportRequest request = request(given.report());
    for (URI node : session.profile().nodes()) {
      try {
        byte[] made = session.network().report(node, request);
        (Arrays.equals(made, given.bytes()) ? same : other).add(node.toString());
      } catch (NetworkException e) {
        if (e.isPassing()) {
          unasked.add(node.toString());
        } else {
          // It can make no such report: it has other records, or none at that height.
          other.add(node.toString());
        }
      }
    }
  }

  private static MakeReportRequest request(Report report) {
    MakeReportRequest.Builder request =
        MakeReportRequest.newBuilder()
            .setHeight(report.block().height().value())
            .setFrom(report.window().from().map(Timestamp::value).orElse(0L))
            .setUntil(report.window().until().map(Timestamp::value).orElse(0L));
    switch (report.about()) {
      case About.Work(var work) -> request.setWork(work.hex());
      case About.Subject(var subject) -> request.setSubject(subject.text());
      case About.Case(var opened, var openings) -> {
        request.setCase(opened.hex());
        openings.forEach(one -> request.addOpenings(ReportOptions.name(one)));
      }
      case About.Assessment(var made, var openings) -> {
        request.setAssessment(made.hex());
        openings.forEach(one -> request.addOpenings(ReportOptions.name(one)));
      }
    }
    return request.build();
  }

  private void show(ProvenReport given, List<LookupMatch> recorded) {
    if (json) {
      print(
          Json.object()
              .put("sha256", given.digest().hex())
              .put("height", given.report().block().height().value())
              .put("same", Json.strings(same))
              .put("other", Json.strings(other))
              .put("unasked", Json.strings(unasked))
              .put("records", given.report().records().size())
              .put(
                  "recordedBy",
                  Json.strings(recorded.stream().map(one -> one.getReceipt().getId()).toList()))
              .build());
      return;
    }
    print(
        other.isEmpty()
            ? style().good("✓") + " the same bytes come out: SHA-256 " + given.digest()
            : style().bad("✗ other bytes come out") + " than SHA-256 " + given.digest());
    print("  as of   block " + given.report().block().height());
    same.forEach(node -> print("  same    " + Style.plain(node)));
    other.forEach(node -> print(style().bad("  other   " + Style.plain(node))));
    unasked.forEach(node -> print(style().warn("  no answer from " + Style.plain(node))));
    if (other.isEmpty()) {
      print("  records " + given.report().records().size() + ", each proven");
    }
    if (recorded.isEmpty()) {
      print(style().dim("  nobody stands by it on the chain"));
    }
    recorded.forEach(match ->
        print(
            "  stood by "
                + Style.plain(match.getSubject())
                + style().dim("  record " + Style.plain(match.getReceipt().getId()))));
  }
}
