package org.colophon.client.command;

import java.time.Duration;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.view.Views;
import org.colophon.core.RefusedException;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.rpc.proto.RecordView;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Watches records come. */
@Command(
    name = "watch",
    header = "Shows records as they come; ends with Ctrl-C.",
    description =
        "%nA broken connection is taken up again at the record after the last one shown, at"
            + " another node if need be.%n",
    footer = {
      "%nExamples:",
      "  colophon chain watch",
      "  colophon chain watch --from 0 --limit 100 --json | jq .record.statement.type",
      "%nWith --json: one object a line, as `colophon chain record --json` gives it.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainWatchCommand extends org.colophon.client.command.Command {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Option(
      names = "--from",
      paramLabel = "INDEX",
      description = "Leaf to begin with (default: what comes from now on).")
  private long from = -1;

  @Option(names = "--limit", paramLabel = "N", description = "End after so many records.")
  private long limit;

  @Option(names = "--json", description = "Records as JSON, one a line.")
  private boolean json;

  private long next;
  private long shown;

  @Override
  public Integer call() throws Exception {
    if (limit < 0 || from < -1) {
      throw Failure.usage("--from and --limit are 0 or more");
    }
    try (Session session = open()) {
      next = from >= 0 ? from : size(session);
      RecordParser parser = new RecordParser(session.genesis().limits().recordBytesMax());
      Duration waited = Duration.ZERO;
      while (limit == 0 || shown < limit) {
        long before = shown;
        try {
          session.network().stream(
              next, limit == 0 ? 0 : limit - shown, record -> show(record, parser));
        } catch (NetworkException e) {
          waited = shown > before ? Duration.ZERO : waited.plus(PAUSE);
          if (!e.isPassing() || waited.compareTo(options.timeout()) > 0) {
            throw e;
          }
        }
        if (limit == 0 || shown < limit) {
          context().pause().pause(PAUSE);
        }
      }
      return ExitCodes.OK;
    }
  }

  private static long size(Session session) throws Exception {
    NetworkException last = new NetworkException("the profile names no node", null);
    for (var uri : session.profile().nodes()) {
      try {
        return session.network().status(uri).getSize();
      } catch (NetworkException e) {
        last = e;
      }
    }
    throw last;
  }

  private void show(RecordView view, RecordParser parser) {
    next = view.getReceipt().getIndex() + 1;
    shown++;
    if (json) {
      print(Views.record(view));
      return;
    }
    print(
        view.getReceipt().getIndex()
            + "  "
            + Style.time(view.getReceipt().getTime())
            + "  "
            + words(view, parser)
            + "  "
            + style().dim(Style.plain(view.getReceipt().getId())));
  }

  private static String words(RecordView view, RecordParser parser) {
    try {
      Statement statement = parser.parse(view.getRecord().toByteArray()).statement();
      return statement.content().type().label() + " by " + statement.author();
    } catch (RefusedException e) {
      // A newer chain may know types that this command does not.
      return "(a record that this version cannot read)";
    }
  }
}
