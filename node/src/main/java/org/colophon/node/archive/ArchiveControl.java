package org.colophon.node.archive;

import java.io.IOException;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Ledger;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.node.control.Answer;
import org.colophon.node.control.Command;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.ArchivedRange;

/** Has the running node take the bodies of one segment out of its store. */
public final class ArchiveControl implements Command {
  /** The name of the command. */
  public static final String COMMAND = "take-out";

  static final String TAKEN = "taken";

  private final Ledger ledger;

  /** For that ledger. */
  public ArchiveControl(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What the command is told. */
  static Json.Obj arguments(ArchivedRange range) {
    return Json.object()
        .put("from", range.from().value())
        .put("segment", range.segment().hex())
        .put("to", range.to().value())
        .build();
  }

  @Override
  public Answer run(Members arguments) throws IOException, RefusedException {
    long to = arguments.integer("to", 1, Json.INTEGER_MAX);
    ArchivedRange range =
        new ArchivedRange(
            arguments.hash("segment"),
            new Height(arguments.integer("from", 1, to)),
            new Height(to));
    arguments.end();
    if (!(ledger.store() instanceof RocksStore store)) {
      throw new IOException("take-out: this store keeps its bodies");
    }
    int taken = BodyRemover.remove(ledger.genesis(), store, range);
    return Answer.of(Json.object().put(TAKEN, taken).build());
  }
}
