package org.colophon.client.command;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.report.TitleFacts;
import org.colophon.report.casework.ReportPdf;
import org.colophon.report.words.Language;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.TraceEvent;

/**
 * What the chain itself gives a court of a case: every record of the case's works, and reports on
 * the case and on each of its final assessments, for machines and for people.
 *
 * @param records of which bundles are made
 * @param reports the reports' files by their names
 */
record CaseFile(Set<RecordId> records, SortedMap<String, byte[]> reports) {
  private static final int SHORT = 16;

  /** A case whose works are opened by files in these places, or in the profile's own. */
  static CaseFile gather(
      Session session, RecordId opened, OpeningsOption openings, Language language)
      throws Exception {
    SortedMap<String, byte[]> reports = new TreeMap<>();
    ProvenReport verification =
        ProvenReport.ofCase(session, MakeReportRequest.newBuilder(), opened, openings);
    add(reports, "case", opened, verification, language);
    List<WorkId> works = verification.report().titles().stream().map(TitleFacts::work).toList();
    if (works.isEmpty()) {
      throw Failure.refused(
          Reason.NOT_FOUND,
          "no work of the case is opened: name what opens them with --openings, or say what to"
              + " deliver");
    }
    for (RecordId assessment : agreed(session, opened)) {
      ProvenReport damages =
          ProvenReport.ofAssessment(session, MakeReportRequest.newBuilder(), assessment, openings);
      add(reports, "assessment", assessment, damages, language);
    }
    return new CaseFile(records(session, works), reports);
  }

  private static void add(
      SortedMap<String, byte[]> reports,
      String kind,
      RecordId about,
      ProvenReport made,
      Language language)
      throws Exception {
    String name = kind + "-" + about.hex().substring(0, SHORT);
    reports.put(name + ".json", made.bytes());
    reports.put(name + ".pdf", ReportPdf.of(made.report(), made.bytes(), language));
  }

  private static List<RecordId> agreed(Session session, RecordId opened) throws Exception {
    return session.network().assessments(opened.hex(), session.lastHeight().value()).stream()
        .filter(view -> view.getStatus().equals("FINAL"))
        .map(AssessmentView::getReceipt)
        .map(receipt -> RecordId.ofHex(receipt.getId()))
        .toList();
  }

  private static Set<RecordId> records(Session session, Collection<WorkId> works) throws Exception {
    Set<RecordId> records = new LinkedHashSet<>();
    for (WorkId work : works) {
      for (TraceEvent event : session.network().trace(work.hex(), session.lastHeight().value())) {
        records.add(RecordId.ofHex(event.getReceipt().getId()));
      }
    }
    return records;
  }
}
