package org.colophon.client.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.assess.Matter;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Interval;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.InfringementView;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which alleged infringement is reckoned, and which time of it counts. */
@SuppressWarnings("NullAway.Init")
final class MatterOptions {
  @Parameters(
      paramLabel = "ALLEGATION",
      converter = Converters.RecordName.class,
      description = "The record that alleged the infringement.")
  private RecordId allegation;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "The first instant that counts (default: as found, else as alleged).")
  private Optional<Timestamp> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Behind the last one.")
  private Optional<Timestamp> until = Optional.empty();

  RecordId allegation() {
    return allegation;
  }

  /** The matter, with the newest finding on it. */
  Matter of(Session session) throws IOException {
    InfringementView view =
        session.network().infringement(allegation.hex(), 0, session.lastHeight().value());
    List<FindingView> findings = view.getFindingsList();
    Optional<FindingView> newest =
        findings.isEmpty() ? Optional.empty() : Optional.of(findings.getLast());
    Optional<FindingView> windowed = newest.filter(found -> found.getUntil() > 0);
    Timestamp first = new Timestamp(windowed.map(FindingView::getFrom).orElse(view.getFrom()));
    Timestamp behind = new Timestamp(windowed.map(FindingView::getUntil).orElse(view.getUntil()));
    return new Matter(
        view.getWork(), allegation, new Interval(from.orElse(first), until.orElse(behind)), newest);
  }
}
