package org.colophon.client.command;

import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives many items a time. */
@Command(
    name = "timestamp",
    header = "Gives many items a time by one record.",
    description = {
      "%nOnly the root over the items goes to the chain, which tells nothing of them. What proves"
          + " each item stands in the file of --out: keep it, and keep it secret, for it salts them"
          + " all. `colophon batch prove` makes the proof of one item out of it.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon batch timestamp --items uploads/ --out uploads.items",
      "  colophon batch timestamp --items rows.ndjson --as LINES --out rows.items",
      "  sha256sum *.jpg > list && colophon batch timestamp --items list --as DIGESTS --out l.items",
      "%nWith --json: {\"type\",\"record\",\"receipt\",\"count\",\"root\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class BatchTimestampCommand extends JsonCommand {
  @Mixin private ItemOptions items;

  @Option(names = "--notary", description = "Sign as a notary's office (default: as a platform).")
  private boolean notary;

  @Override
  public Integer call() throws Exception {
    if (!items.isAsked()) {
      throw Failure.usage("--items PATH and --out FILE are missing");
    }
    items.check();
    try (Session session = open()) {
      ItemOptions.Made made =
          items.record(
              session, context(), notary ? Role.NOTARY : Role.PLATFORM, BatchTimestamp::new);
      if (json) {
        printJson(
            RecordType.BATCH_TIMESTAMP,
            made.receipt(),
            more -> more.put("count", made.items().count()).put("root", made.items().root().hex()));
      } else {
        printReceipt("gave a time to items: " + made.items().count(), made.receipt());
      }
      return 0;
    }
  }
}
