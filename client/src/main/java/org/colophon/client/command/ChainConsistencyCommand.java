package org.colophon.client.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.Checkpoints;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.ConsistencyProof;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.proto.ProofView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Proves that nothing was rewritten. */
@Command(
    name = "consistency",
    header = "Proves that the log of one size only appended to the log of another.",
    description = {
      "%nThe proof is asked from a node and verified here. OLD and NEW are sizes, or files with a"
          + " note that `colophon chain checkpoint` printed. Of a note, cosignatures are checked and"
          + " its root is the one that must come out; of a bare size, the root is what the node says,"
          + " and only the two together are proven.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon chain consistency monday.note tuesday.note",
      "  colophon chain consistency 100 200",
      "%nWith --json: {\"consistent\",\"oldSize\",\"oldRoot\",\"newSize\",\"newRoot\",\"oldSealed\","
          + "\"newSealed\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainConsistencyCommand extends JsonCommand {
  private static final int NOTE_BYTES_MAX = 1 << 20;

  @Parameters(index = "0", paramLabel = "OLD", description = "A size, or a checkpoint's file.")
  private String old;

  @Parameters(index = "1", paramLabel = "NEW", description = "A size, or a checkpoint's file.")
  private String newer;

  /** A tree; its root is known only when it was sealed. */
  private record Tree(long size, Optional<Hash> root) {}

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Tree from = tree(old, session);
      Tree to = tree(newer, session);
      if (from.size() < 1 || from.size() > to.size()) {
        throw Failure.usage("(expected: 1 <= OLD <= NEW)");
      }
      ProofView view = session.network().consistencyProof(from.size(), to.size());
      Hash oldRoot = from.root().orElseGet(() -> Hash.ofHex(view.getOldRoot()));
      Hash newRoot = to.root().orElseGet(() -> Hash.ofHex(view.getProof().getRoot()));
      List<Hash> path = view.getProof().getPathList().stream().map(Hash::ofHex).toList();
      boolean consistent =
          new ConsistencyProof(from.size(), to.size(), path).verifies(oldRoot, newRoot);
      report(from, oldRoot, to, newRoot, consistent);
      if (!consistent) {
        throw new Failure(
            ExitCodes.REFUSED,
            "INCONSISTENT",
            "the node's proof does not lead from one root to the other; keep both checkpoints");
      }
      return ExitCodes.OK;
    }
  }

  private static Tree tree(String word, Session session) throws Exception {
    if (word.matches("[0-9]{1,15}")) {
      return new Tree(Long.parseLong(word), Optional.empty());
    }
    try (var in = Files.newInputStream(Path.of(word))) {
      String note = new String(in.readNBytes(NOTE_BYTES_MAX + 1), StandardCharsets.UTF_8);
      // The changes of the newest seal begin with those of every seal before it.
      List<ChangePart> changes = Checkpoints.changes(session.network().checkpoint(0));
      Checkpoints.requireSealed(session.genesis(), changes, note);
      Checkpoint checkpoint = Checkpoints.parse(note);
      return new Tree(checkpoint.size(), Optional.of(checkpoint.root()));
    }
  }

  private void report(Tree from, Hash oldRoot, Tree to, Hash newRoot, boolean consistent) {
    if (json) {
      print(
          Json.object()
              .put("consistent", consistent)
              .put("oldSize", from.size())
              .put("oldRoot", oldRoot.hex())
              .put("oldSealed", from.root().isPresent())
              .put("newSize", to.size())
              .put("newRoot", newRoot.hex())
              .put("newSealed", to.root().isPresent())
              .build());
      return;
    }
    print("old  " + from.size() + "  " + oldRoot + sealed(from));
    print("new  " + to.size() + "  " + newRoot + sealed(to));
    if (consistent) {
      print(style().good("✓") + " the new log begins with the old one, leaf for leaf");
    }
  }

  private static String sealed(Tree tree) {
    return tree.root().isPresent() ? "  sealed" : "  as the node says";
  }
}
