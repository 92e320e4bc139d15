package org.colophon.rpc.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.core.report.ReportMaker;
import org.colophon.core.report.Window;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.OpenedName;
import org.colophon.rpc.proto.ReportView;

/** Makes reports, the same for every transport. */
final class ReportApi {
  private final LedgerApi ledger;
  private final HeightGate heights;
  private final Genesis genesis;

  ReportApi(LedgerApi ledger, HeightGate heights, Genesis genesis) {
    this.ledger = ledger;
    this.heights = heights;
    this.genesis = genesis;
  }

  ReportView make(MakeReportRequest request) throws RefusedException, InterruptedException {
    About about = about(request);
    Window window = window(request);
    heights.require(request.getAtLeastHeight());
    // A verifier of its own: what others asked for leaves nothing behind in it.
    RecordVerifier verifier =
        new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    return ledger.query(query -> {
      Report report = ReportMaker.make(query, verifier, about, window, height(query, request));
      byte[] bytes = report.bytes();
      if (bytes.length > Report.BYTES_MAX) {
        throw new RefusedException(
            Reason.TOO_LARGE,
            "report: " + bytes.length + " bytes (ask for a shorter time, or open fewer works)");
      }
      return ReportView.newBuilder().setReport(Views.bytes(bytes)).build();
    });
  }

  private static About about(MakeReportRequest request) throws RefusedException {
    List<String> given =
        List.of(request.getWork(), request.getSubject(), request.getCase(), request.getAssessment())
            .stream()
            .filter(text -> !text.isEmpty())
            .toList();
    boolean isOpened = !request.getCase().isEmpty() || !request.getAssessment().isEmpty();
    if (given.size() != 1 || (!isOpened && request.getOpeningsCount() > 0)) {
      throw new RefusedException(
          Reason.MALFORMED,
          "work: (expected: one of work, subject, case and assessment; openings of the last two)");
    }
    if (!request.getAssessment().isEmpty()) {
      return new About.Assessment(
          LedgerApi.parse("assessment", request.getAssessment(), RecordId::ofHex),
          openings(request));
    }
    if (!request.getWork().isEmpty()) {
      return new About.Work(LedgerApi.parse("work", request.getWork(), WorkId::ofHex));
    }
    return request.getSubject().isEmpty()
        ? new About.Case(
            LedgerApi.parse("case", request.getCase(), RecordId::ofHex), openings(request))
        : new About.Subject(LedgerApi.parse("subject", request.getSubject(), SubjectId::new));
  }

  private static List<Opened> openings(MakeReportRequest request) throws RefusedException {
    if (request.getOpeningsCount() > About.OPENINGS_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "openings: "
              + request.getOpeningsCount()
              + " (expected: at most "
              + About.OPENINGS_MAX
              + ")");
    }
    List<Opened> openings = new ArrayList<>();
    for (OpenedName name : request.getOpeningsList()) {
      openings.add(
          new Opened(
              LedgerApi.parse("subject", name.getBy(), SubjectId::new),
              LedgerApi.parse("salt", name.getSalt(), Hash::ofHex),
              name.getText()));
    }
    return openings;
  }

  private static Window window(MakeReportRequest request) throws RefusedException {
    try {
      return new Window(time("from", request.getFrom()), time("until", request.getUntil()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Reason.BAD_INTERVAL, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Timestamp> time(String name, long value) throws RefusedException {
    if (value < 0 || value > Json.INTEGER_MAX) {
      throw new RefusedException(Reason.MALFORMED, name + ": (expected: 0 to 2^53 - 1)");
    }
    return value == 0 ? Optional.empty() : Optional.of(new Timestamp(value));
  }

  /** The block that is asked for; none when the newest sealed one is. */
  private static Optional<Height> height(LedgerQuery query, MakeReportRequest request)
      throws RefusedException {
    return request.getHeight() == 0 && request.getTime() == 0
        ? Optional.empty()
        : Optional.of(LedgerApi.asOf(query, request.getTime(), request.getHeight()).height());
  }
}
