package org.colophon.client.command;

import java.nio.file.Path;
import org.colophon.core.json.Json;
import org.colophon.crypto.signature.KeyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a key under a passphrase. */
@Command(
    name = "protect",
    header = "Writes a private key under a passphrase, as PKCS#12 with mode 0600.",
    description = {
      "%nThe passphrase is that of the variable COLOPHON_KEY_PASSPHRASE. Wherever a private key is"
          + " read, a person's, a node's or a validator's, a PKCS#12 file may stand in the place of"
          + " the PEM file, whatever its name; the variable must then be set there too.",
      "%nThe old file stays. When the new one is in its place, delete the old one and its"
          + " backups.%n"
    },
    footer = {
      "%nExample:",
      "  COLOPHON_KEY_PASSPHRASE=... colophon key protect key.pem --out key.p12",
      "%nWith --json: {\"file\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class KeyProtectCommand extends JsonCommand {
  @Parameters(paramLabel = "FILE", description = "Private key, PKCS#8 in PEM.")
  private Path file;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    KeyFiles.writePkcs12(out, KeyFiles.readPkcs8(file), KeyFiles.passphrase(out));
    if (json) {
      print(Json.object().put("file", out.toString()).build());
    }
    return 0;
  }
}
