package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.read.OpenedNames;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.standard.Reckoning;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Option;

/** Where that lies which opens what records commit to. */
final class OpeningsOption {
  @Option(
      names = "--openings",
      paramLabel = "PATH",
      description =
          "Files or folders of openings, beside the profile's own, or what `private open --json` and"
              + " `scope trace --verb DECRYPT --json` printed; repeatable.")
  private List<Path> places = new ArrayList<>();

  boolean isGiven() {
    return !places.isEmpty();
  }

  /** Those places and the profile's own. */
  List<Path> places(Session session) {
    List<Path> all = new ArrayList<>(places);
    all.add(session.openings().folder());
    return all;
  }

  /** What opens these commitments, as far as it lies there. */
  List<ReadRequest.Opened> of(Session session, Collection<Hash> commitments) throws IOException {
    return OpenedNames.of(commitments, places(session));
  }

  /** What an assessment comes to; empty when one of its amounts stays shut. */
  Optional<Reckoning> reckon(Session session, AssessmentMade made) throws Exception {
    NamedStandard named = NamedStandard.of(made.standard().hex(), session);
    return AssessmentFacts.reckon(made, named.standard(), of(session, made.commitments()));
  }

  /** The assessment that a record makes. */
  static AssessmentMade assessment(Session session, RecordId record) throws Exception {
    if (session.record(record).statement().content() instanceof AssessmentMade made) {
      return made;
    }
    throw Failure.refused(Reason.NOT_FOUND, "the record makes no assessment");
  }
}
