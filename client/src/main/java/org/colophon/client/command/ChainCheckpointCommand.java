package org.colophon.client.command;

import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.Checkpoints;
import org.colophon.core.json.Json;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a checkpoint. */
@Command(
    name = "checkpoint",
    header = "Prints the newest sealed checkpoint, after checking its cosignatures.",
    description =
        "%nThe note is what the validators signed (C2SP tlog-checkpoint). Keep it: with"
            + " `colophon chain consistency` it shows later that nothing was rewritten.%n",
    footer = {
      "%nExamples:",
      "  colophon chain checkpoint > monday.note",
      "  colophon chain checkpoint --covering 1000 --json",
      "%nWith --json: {\"size\",\"root\",\"attested\",\"number\",\"cosignedBy\",\"note\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainCheckpointCommand extends JsonCommand {
  @Option(
      names = "--covering",
      paramLabel = "SIZE",
      description = "The first seal that covers so many leaves (default: the newest).")
  private long covering;

  @Override
  public Integer call() throws Exception {
    if (covering < 0) {
      throw Failure.usage("--covering is 0 or more");
    }
    try (Session session = open()) {
      CheckpointView view = session.network().checkpoint(covering);
      List<String> signers = Checkpoints.requireSealed(session.genesis(), view.getSeal().getNote());
      Checkpoint checkpoint = Checkpoints.parse(view.getSeal().getNote());
      if (json) {
        print(
            Json.object()
                .put("number", view.getSeal().getNumber())
                .put("size", checkpoint.size())
                .put("root", checkpoint.root().hex())
                .put("attested", view.getSeal().getAttested())
                .put("cosignedBy", Json.strings(signers))
                .put("note", view.getSeal().getNote())
                .build());
      } else {
        context().out().print(view.getSeal().getNote());
        remark(
            "Cosigned by "
                + String.join(", ", signers)
                + "; attested "
                + Style.seconds(view.getSeal().getAttested()));
      }
      return 0;
    }
  }
}
