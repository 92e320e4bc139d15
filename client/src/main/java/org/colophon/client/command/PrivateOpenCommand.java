package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.custody.PrivateRecord;
import org.colophon.client.view.OpenedText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the private matter of a record. */
@Command(
    name = "open",
    header = "Fetches what opens a record's commitments, decrypts it and checks each.",
    description = {
      "%nThe ciphertext comes from a validator that keeps it, by a request signed with your key, or"
          + " from a file. It opens with the profile's recipient*.pem, if it was encrypted to one of"
          + " them; what is shown opens exactly the commitments that the record holds.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon private open 9c1e…",
      "  colophon private open 9c1e… --save 9c1e.private.json",
      "  colophon private open 9c1e… --from 9c1e.private.json",
      "%nWith --json: {\"record\",\"opened\":[{\"member\",\"by\",\"salt\",\"digest\",\"text\"?}]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class PrivateOpenCommand extends JsonCommand {
  @Parameters(
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record's 64 hex digits.")
  private RecordId record;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "The ciphertext, instead of asking the validators.")
  private Optional<Path> from = Optional.empty();

  @Option(names = "--save", paramLabel = "FILE", description = "Keep the ciphertext in a new file.")
  private Optional<Path> save = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      PrivateRecord found = PrivateRecord.of(session, record);
      byte[] envelope =
          from.isPresent()
              ? bounded(from.get())
              : found.fetch(new Timestamp(context().clock().millis()));
      List<OpenedMember> opened = found.open(envelope);
      if (save.isPresent()) {
        Files.write(save.get(), envelope, java.nio.file.StandardOpenOption.CREATE_NEW);
      }
      report(opened);
      return 0;
    }
  }

  private static byte[] bounded(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(Envelope.BYTES_MAX + 1);
    }
  }

  private void report(List<OpenedMember> opened) {
    if (json) {
      print(
          Json.object()
              .put("record", record.hex())
              .put("opened", Json.array(opened.stream().map(OpenedMember::json).toList()))
              .build());
      return;
    }
    print(style().good("✓") + " every opening opens what the record holds");
    context().out().print(new OpenedText(style()).members(opened));
  }
}
