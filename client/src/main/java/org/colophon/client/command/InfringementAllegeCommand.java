package org.colophon.client.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Session;
import org.colophon.client.view.InfringementText;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.Interval;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Alleges an infringement. */
@Command(
    name = "allege",
    header = "Alleges that rights in a work were infringed, with the records that show it.",
    description =
        "%nYou hold a share of each right, or are an author when it is a moral one; a platform alleges"
            + " what it saw. Where the respondent was allowed to, it stands all the same, and a"
            + " warning names the licence. The details stay with you: the chain learns a salted"
            + " commitment to them, and its opening is kept in the profile's openings/.%n",
    footer = {
      "%nExample:",
      "  colophon infringement allege --work photo.jpg --respondent streamline \\",
      "      --typology REDISTRIBUTION --rights NETWORK_DISSEMINATION \\",
      "      --from 2026-01-05 --until 2026-03-01 --url https://example.org/7 --evidence 91c0…",
      "%nWith --json: {\"type\",\"record\",\"receipt\",\"warnings\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class InfringementAllegeCommand extends JsonCommand {
  @Option(
      names = "--work",
      required = true,
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private String work;

  @Option(
      names = "--respondent",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who did it, when that is known.")
  private Optional<SubjectId> respondent = Optional.empty();

  @Option(
      names = "--typology",
      required = true,
      split = ",",
      paramLabel = "KIND",
      description = "By which acts: ${COMPLETION-CANDIDATES}.")
  private List<InfringementAllege.Typology> typology;

  @Option(
      names = "--rights",
      required = true,
      split = ",",
      paramLabel = "RIGHT",
      description = "Rights that are infringed: ${COMPLETION-CANDIDATES}.")
  private List<Right> rights;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it began: a day (UTC) or an instant of ISO 8601.")
  private Timestamp from;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it was over; that instant is no longer in it.")
  private Timestamp until;

  @Option(names = "--url", paramLabel = "URL", description = "Where; up to 16 of them.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--evidence",
      required = true,
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "Records that show it; up to 64 of them.")
  private List<RecordId> evidence;

  @Option(names = "--details", paramLabel = "FILE", description = "What else there is to say.")
  private Optional<Path> details = Optional.empty();

  @Option(names = "--platform", description = "Sign as a platform (default: as an owner).")
  private boolean platform;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      WorkId named = WorkId.ofHex(Target.of(work, session).work());
      CommittedFiles files = new CommittedFiles(session, keeping);
      InfringementAllege content =
          new InfringementAllege(
              named,
              respondent,
              Set.copyOf(typology),
              Set.copyOf(rights),
              new Interval(from, until),
              urls,
              evidence,
              files.commit(details));
      Receipt receipt = files.deliver(platform ? Role.PLATFORM : Role.OWNER, named.hex(), content);
      InfringementView view =
          session.network().infringement(receipt.getId(), 0, receipt.getHeight());
      if (json) {
        printJson(
            RecordType.INFRINGEMENT_ALLEGE,
            receipt,
            more -> more.put("warnings", InfringementText.warnings(view)));
      } else {
        printReceipt("infringement alleged", receipt);
        context().out().print(new InfringementText(style()).warning(view));
      }
      return 0;
    }
  }
}
