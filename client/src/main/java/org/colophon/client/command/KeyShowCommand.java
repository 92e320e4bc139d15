package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.KeyName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a key. */
@Command(
    name = "show",
    header = "Prints the name of a key, which is its public half.",
    footer = {
      "%nExamples:",
      "  colophon key show            the profile's key",
      "  colophon key show key.pem",
      "%nWith --json: {\"key\",\"subject\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class KeyShowCommand extends JsonCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Key file (default: the profile's).")
  private Optional<Path> file = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (file.isPresent()) {
      show(KeyFiles.read(file.get()).name(), Optional.empty());
    } else {
      try (Session session = open()) {
        show(session.signatory().key().name(), Optional.of(session.profile().subject()));
      }
    }
    return 0;
  }

  private void show(KeyName key, Optional<String> subject) {
    if (json) {
      ObjBuilder object = Json.object().put("key", key.text()).putText("subject", subject);
      print(object.build());
    } else {
      print(key.text());
    }
  }
}
