package org.colophon.client.command;

import java.nio.charset.StandardCharsets;
import org.colophon.client.Session;
import org.colophon.client.view.TimesText;
import org.colophon.client.view.Views;
import org.colophon.core.RecordId;
import org.colophon.rpc.proto.RecordView;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a record. */
@Command(
    name = "record",
    header = "Shows a record with its place on the chain.",
    description =
        "%n--raw prints the leaf's very bytes: `jq -cjS .statement | sha256sum` gives the id.%n",
    footer = {
      "%nExamples:",
      "  colophon chain record 5b1e…",
      "  colophon chain record 5b1e… --raw | jq -cjS .statement | sha256sum",
      "%nWith --json: {\"receipt\",\"times\",\"record\",\"sealed\",\"corrections\",\"proof\"?,\"seal\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainRecordCommand extends JsonCommand {
  @Parameters(
      paramLabel = "ID",
      converter = Converters.RecordName.class,
      description = "The record's 64 hex digits.")
  private RecordId id;

  @Option(names = "--raw", description = "The leaf's bytes and nothing else.")
  private boolean raw;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      RecordView view = session.network().receipt(id.hex(), session.lastHeight().value());
      if (raw) {
        context().out().writeBytes(view.getRecord().toByteArray());
        context().out().flush();
      } else if (json) {
        print(Views.record(view));
      } else {
        printReceipt(view.getSealed() ? "sealed" : "ordered, not sealed yet", view.getReceipt());
        context().out().print(new TimesText(style()).lines(view.getTimes(), "  ", ""));
        view.getCorrectionsList().forEach(id -> print("  corrected by " + Style.plain(id)));
        print(Style.plain(view.getRecord().toString(StandardCharsets.UTF_8)));
      }
      return 0;
    }
  }
}
