package org.colophon.client.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.Checkpoints;
import org.colophon.core.Reason;
import org.colophon.core.json.Json;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.verifier.Style;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a checkpoint. */
@Command(
    name = "checkpoint",
    header = "Prints a sealed checkpoint, the newest unless told, after checking its cosignatures.",
    description =
        "%nThe note is what the validators signed (C2SP tlog-checkpoint). Keep it: with"
            + " `colophon chain consistency` it shows later that nothing was rewritten.%n",
    footer = {
      "%nExamples:",
      "  colophon chain checkpoint > monday.note",
      "  colophon chain checkpoint --covering 1000 --json",
      "  colophon chain checkpoint --size 1042",
      "  colophon chain checkpoint --number 1",
      "%nWith --json: {\"size\",\"root\",\"attested\",\"number\",\"cosignedBy\",\"note\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainCheckpointCommand extends JsonCommand {
  /** Which seal; the newest when none is given. */
  private static final class Which {
    @Option(
        names = "--covering",
        paramLabel = "SIZE",
        description = "The first seal that covers so many leaves.")
    private Optional<Long> covering = Optional.empty();

    @Option(
        names = "--size",
        paramLabel = "SIZE",
        description = "The first seal of exactly so many leaves.")
    private Optional<Long> size = Optional.empty();

    @Option(
        names = "--number",
        paramLabel = "N",
        description = "The seal of that number; the chain counts its seals from 1.")
    private Optional<Long> number = Optional.empty();
  }

  @ArgGroup(exclusive = true)
  private Which which = new Which();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CheckpointView view = ask(session);
      List<String> signers =
          Checkpoints.requireSealed(
              session.genesis(), Checkpoints.changes(view), view.getSeal().getNote());
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

  private CheckpointView ask(Session session) throws IOException, Failure {
    if (which.number.isPresent()) {
      return session.network().seal(atLeastOne("--number", which.number.get()));
    }
    if (which.covering.isPresent()) {
      return session.network().checkpoint(atLeastOne("--covering", which.covering.get()));
    }
    if (which.size.isEmpty()) {
      return session.network().checkpoint(0);
    }
    long size = atLeastOne("--size", which.size.get());
    CheckpointView view = session.network().checkpoint(size);
    long found = Checkpoints.parse(view.getSeal().getNote()).size();
    if (found != size) {
      throw Failure.refused(
          Reason.NOT_FOUND, "no seal of size " + size + "; the first that covers it has " + found);
    }
    return view;
  }

  private static long atLeastOne(String option, long value) throws Failure {
    if (value < 1) {
      throw Failure.usage(option + " is 1 or more");
    }
    return value;
  }
}
