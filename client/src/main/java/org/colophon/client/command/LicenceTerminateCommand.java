package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.LicenceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a licence. */
@Command(
    name = "terminate",
    header = "Ends a licence before its time, and every licence under it.",
    description = {
      "%nRENUNCIATION is signed by the licensee alone, BREACH and CONTRACT by the licensors alone,"
          + " AGREEMENT by all. Whether a notice was justified is a court's matter.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon licence terminate 77aa… --cause RENUNCIATION",
      "  colophon licence terminate 77aa… --cause CONTRACT --effective 2026-07-01",
      "  colophon licence terminate 77aa… --cause AGREEMENT --out offer.json",
      "%nWith --json: {\"type\",\"record\",\"work\"?,\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceTerminateCommand extends OfferingCommand {
  @Parameters(
      paramLabel = "LICENCE",
      converter = Converters.RecordName.class,
      description = "The licence: the id of its record.")
  private RecordId licence;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private LicenceTerminate.Cause cause;

  @Option(
      names = "--effective",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it ends: a day (UTC) or an instant of ISO 8601 (default: at once).")
  private Optional<Timestamp> effective = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      LicenceView view = session.network().licence(licence.hex(), 0, session.lastHeight().value());
      return offer(session, parties(view), new LicenceTerminate(licence, cause, effective));
    }
  }

  private List<Party> parties(LicenceView view) {
    List<Party> parties = new ArrayList<>();
    if (cause != LicenceTerminate.Cause.RENUNCIATION) {
      view.getLicensorsList()
          .forEach(licensor -> parties.add(new Party(Role.LICENSOR, new SubjectId(licensor))));
    }
    if (cause == LicenceTerminate.Cause.AGREEMENT || parties.isEmpty()) {
      parties.add(new Party(Role.LICENSEE, new SubjectId(view.getLicensee())));
    }
    return parties;
  }
}
