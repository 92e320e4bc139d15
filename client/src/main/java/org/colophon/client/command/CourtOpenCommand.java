package org.colophon.client.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.delivery.CourtNode;
import org.colophon.client.delivery.Fetching;
import org.colophon.client.delivery.OpenedDelivery;
import org.colophon.core.RecordId;
import org.colophon.core.delivery.DeliveredFile;
import org.colophon.core.delivery.DeliveredFile.Kind;
import org.colophon.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens what was delivered to a court. */
@Command(
    name = "open",
    header = "Fetches a delivery from the court's node, decrypts it and checks all of it.",
    description =
        "%nThe files lie in DIR/files when every one of them is what was submitted and every bundle"
            + " verifies offline; `colophon court receive DIR` then signs the receipt. What is"
            + " not as it was submitted is refused by name, and nothing is left to mistake for"
            + " it.%n",
    footer = {
      "%nExample:",
      "  colophon court open 5b1e… --into case-7",
      "%nWith --json: {\"delivery\",\"submission\",\"sender\",\"case\"?,\"folder\",\"files\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtOpenCommand extends JsonCommand {
  @Parameters(
      paramLabel = "SUBMISSION",
      converter = Converters.RecordName.class,
      description = "The submission: the id of its record.")
  private RecordId submission;

  @Option(names = "--into", required = true, paramLabel = "DIR", description = "Folder to make.")
  private Path into;

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "The court's node (default: found among the profile's).")
  private Optional<URI> node = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      OpenedDelivery opened =
          new Fetching(
                  session,
                  new CourtNode(session, node, options.timeout(), context().pause()),
                  TerminalProgress.of(context()))
              .fetch(submission, into, context().clock().millis());
      if (json) {
        print(json(opened));
      } else {
        print(opened);
      }
      return 0;
    }
  }

  private Json.Obj json(OpenedDelivery opened) {
    return Json.object()
        .put("delivery", opened.id().hex())
        .put("submission", submission.hex())
        .put("sender", opened.manifest().sender().text())
        .putText("case", opened.manifest().caseOf().map(RecordId::hex))
        .put("folder", opened.folder().toString())
        .put(
            "files",
            Json.array(opened.manifest().files().stream().map(DeliveredFile::json).toList()))
        .build();
  }

  private void print(OpenedDelivery opened) {
    print(
        style().good("✓")
            + " all of it is what "
            + opened.manifest().sender()
            + " submitted: "
            + opened.folder());
    opened.manifest().caseOf().ifPresent(record -> print("  case " + record));
    for (DeliveredFile file : opened.manifest().files()) {
      print(
          "  "
              + file.name()
              + style()
                  .dim(
                      "  "
                          + file.content().size()
                          + " bytes, "
                          + file.content().mediaType()
                          + (file.kind() == Kind.BUNDLE ? ", verified" : "")));
    }
  }
}
