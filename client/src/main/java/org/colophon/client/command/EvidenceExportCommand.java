package org.colophon.client.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.read.CheckedBundle;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports evidence. */
@Command(
    name = "export",
    header = "Writes one sealed record as a zip that verifies offline, decades later.",
    description =
        "%nThe bundle is verified against the profile's genesis before anything is written; a node"
            + " that answers with something else gets nowhere. A record is sealed seconds after it"
            + " was ordered: --wait waits for that, up to --timeout.%n",
    footer = {
      "%nExamples:",
      "  colophon evidence export photo.jpg --out photo.zip --wait",
      "  colophon evidence export 5b1e… --out record.zip",
      "%nWith --json: {\"out\",\"record\",\"sha256\",\"bytes\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceExportCommand extends JsonCommand {
  @Parameters(paramLabel = "RECORD|FILE", description = "The record, or the file that it is about.")
  private String word;

  @Option(names = "--out", required = true, paramLabel = "ZIP", description = "File to write.")
  private Path out;

  @Option(names = "--wait", description = "Wait until the record is sealed.")
  private boolean wait;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (Files.exists(out) && !force) {
      throw Failure.local(out + ": there is such a file already (use --force to replace it)");
    }
    try (Session session = open()) {
      String record = Target.of(word, session).record();
      SealWait.await(session, record, wait, options.timeout(), context());
      byte[] zip = session.network().evidence(record, session.lastHeight().value());
      CheckedBundle.require(
          session, RecordId.ofHex(record), zip, new Timestamp(context().clock().millis()));
      AtomicFiles.write(out, zip);
      if (json) {
        print(
            Json.object()
                .put("out", out.toString())
                .put("record", record)
                .put("sha256", Hash.sha256(zip).hex())
                .put("bytes", zip.length)
                .build());
      } else {
        print(style().good("✓") + " " + out + ", verified, " + zip.length + " bytes");
        print("  record  " + record);
        print("  sha256  " + Hash.sha256(zip).hex());
      }
      return 0;
    }
  }
}
