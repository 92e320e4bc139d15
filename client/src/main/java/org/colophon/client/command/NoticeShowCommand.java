package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.client.view.NoticeText;
import org.colophon.core.RecordId;
import org.colophon.rpc.proto.NoticeView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a notice. */
@Command(
    name = "show",
    header = "Shows a notice, the licence that speaks against it, and what came of it.",
    footer = {
      "%nExample:",
      "  colophon notice show 5b1e…",
      "%nWith --json: {\"receipt\",\"times\",\"work\",\"owner\",\"respondent\",\"rights\",\"urls\","
          + "\"evidence\",\"warnings\",\"counter\"?,\"takedown\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class NoticeShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "NOTICE",
      converter = Converters.RecordName.class,
      description = "The notice: the id of its record.")
  private RecordId notice;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NoticeView view = session.network().notice(notice.hex(), session.lastHeight().value());
      if (json) {
        print(NoticeText.json(view));
      } else {
        context().out().print(new NoticeText(style()).of(view));
      }
      return 0;
    }
  }
}
