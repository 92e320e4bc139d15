package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Supplement;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Adds material to a record. */
@Command(
    name = "supplement",
    header = "Adds material to an earlier record; nothing is overwritten.",
    description =
        "%nThe material stands by a commitment; its opening is kept in the profile's openings/.%n",
    footer = {
      "%nExample:",
      "  colophon supplement 5b1e… contract.pdf",
      "%nWith --json: {\"type\",\"record\",\"supplements\",\"receipt\",\"stoodBefore\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class SupplementCommand extends JsonCommand {
  @Parameters(
      index = "0",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that it adds to.")
  private RecordId record;

  @Parameters(index = "1", paramLabel = "FILE", description = "The material.")
  private Path file;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Committed made =
          Committed.make(
              session,
              keeping,
              file,
              Role.DEPOSITOR,
              RecordType.SUPPLEMENT.label(),
              record.hex(),
              (facts, commitment) ->
                  new Supplement(record, facts.mediaType(), commitment, Optional.empty()));
      if (json) {
        print(made.json("supplement", more -> more.put("supplements", record.hex())));
      } else {
        printReceipt(
            made.stoodBefore() ? "supplement recorded before" : "supplement recorded",
            made.receipt());
      }
      return 0;
    }
  }
}
