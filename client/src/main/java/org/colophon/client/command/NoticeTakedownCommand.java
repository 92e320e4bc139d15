package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.NoticeText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Takedown;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records what a platform did on a notice. */
@Command(
    name = "takedown",
    header = "Records what your platform did on a notice.",
    description =
        "%nWhere you held a licence of what the notice objects to, a warning names it; the record"
            + " stands all the same.%n",
    footer = {
      "%nExample:",
      "  colophon notice takedown 5b1e… --measure DISCONNECTED",
      "%nWith --json: {\"type\",\"record\",\"receipt\",\"warnings\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class NoticeTakedownCommand extends JsonCommand {
  @Parameters(
      paramLabel = "NOTICE",
      converter = Converters.RecordName.class,
      description = "The notice: the id of its record.")
  private RecordId notice;

  @Option(
      names = "--measure",
      required = true,
      paramLabel = "MEASURE",
      description = "${COMPLETION-CANDIDATES}.")
  private Takedown.Measure measure;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When, as you say (default: now).")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Timestamp time = at.orElseGet(() -> new Timestamp(context().clock().millis()));
      var signatory = session.signatory();
      Receipt receipt =
          session.deliver(
              signatory.sign(
                  signatory.compose(Role.PLATFORM, new Takedown(notice, measure, time))));
      NoticeView view = session.network().notice(notice.hex(), receipt.getHeight());
      if (json) {
        printJson(
            RecordType.TAKEDOWN, receipt, more -> more.put("warnings", NoticeText.warnings(view)));
      } else {
        printReceipt("acted on notice " + notice, receipt);
        context().out().print(new NoticeText(style()).warning(view));
      }
      return 0;
    }
  }
}
