package org.colophon.client.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.provenance.OdrlPolicy;
import org.colophon.core.record.RecordParser;
import org.colophon.rpc.proto.LicenceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a licence. */
@Command(
    name = "export",
    header = "Writes a licence in a form that other programs know.",
    footer = {
      "%nExample:",
      "  colophon licence export 77aa… --format odrl --out licence.jsonld",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceExportCommand extends org.colophon.client.command.Command {
  /** A form of a licence. */
  enum Format {
    /** W3C ODRL 2.2, JSON-LD. */
    ODRL
  }

  @Parameters(
      paramLabel = "LICENCE",
      converter = Converters.RecordName.class,
      description = "The licence: the id of its record.")
  private RecordId licence;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "odrl: W3C ODRL 2.2 as JSON-LD (default).")
  private Format format = Format.ODRL;

  @Option(names = "--out", paramLabel = "FILE", description = "Write it to a file.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      LicenceView view = session.network().licence(licence.hex(), 0, session.lastHeight().value());
      Json.Obj policy =
          switch (format) {
            case ODRL -> odrl(session, view);
          };
      if (out.isPresent()) {
        Files.writeString(out.get(), policy.text() + "\n", StandardCharsets.UTF_8);
        remark("written to " + out.get());
      } else {
        print(policy);
      }
      return 0;
    }
  }

  private static Json.Obj odrl(Session session, LicenceView view) throws Exception {
    RecordParser parser = new RecordParser(session.genesis().limits().recordBytesMax());
    return OdrlPolicy.of(
        session.genesis().chain(),
        WorkId.ofHex(view.getWork()),
        parser.parseStatement(view.getStatement().toByteArray()));
  }
}
