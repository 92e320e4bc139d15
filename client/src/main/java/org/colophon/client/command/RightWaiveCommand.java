package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.RightWaive;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives rights or a pledge up. */
@Command(
    name = "waive",
    header = "Gives economic rights up towards everybody for a time, or a pledge.",
    description = {
      "%nAll holders of the rights sign; --co-owner names the others, who sign the offer with"
          + " `colophon licence accept`. Moral rights cannot be waived.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon right waive --work 5b1e… --rights REPRODUCTION --until 2030-01-01",
      "  colophon right waive --encumbrance 88bb…",
      "%nWith --json: {\"type\",\"record\",\"work\"?,\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class RightWaiveCommand extends OfferingCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK",
      converter = Converters.Work.class,
      description = "The work.")
  private Optional<WorkId> work = Optional.empty();

  @Option(
      names = "--rights",
      paramLabel = "RIGHT",
      split = ",",
      description = "Rights of Copyright Law art. 10, or all economic ones: all.")
  private List<String> rights = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it begins (default: now).")
  private Optional<Timestamp> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it is over: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> until = Optional.empty();

  @Option(
      names = "--co-owner",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Another holder of the rights.")
  private List<SubjectId> others = new ArrayList<>();

  @Option(
      names = "--encumbrance",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The pledge that you give up.")
  private Optional<RecordId> encumbrance = Optional.empty();

  @Override
  public Integer call() throws Exception {
    RightWaive content = content();
    try (Session session = open()) {
      SubjectId self = session.signatory().subject();
      List<Party> parties = new ArrayList<>();
      parties.add(new Party(encumbrance.isPresent() ? Role.PLEDGEE : Role.OWNER, self));
      others.forEach(other -> parties.add(new Party(Role.OWNER, other)));
      return offer(session, parties, content);
    }
  }

  private RightWaive content() throws Failure {
    if (encumbrance.isPresent() == work.isPresent()) {
      throw Failure.usage("either --work, or --encumbrance");
    }
    if (encumbrance.isPresent()) {
      return new RightWaive(new RightWaive.Pledge(encumbrance.get()));
    }
    if (rights.isEmpty() || until.isEmpty()) {
      throw Failure.usage("--rights and --until are needed");
    }
    return RightWaive.ofRights(
        work.get(),
        RightNames.parse(rights),
        from.orElseGet(() -> new Timestamp(context().clock().millis())),
        until.get());
  }
}
