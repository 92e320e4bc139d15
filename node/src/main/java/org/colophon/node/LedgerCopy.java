package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Ledger;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.node.control.Answer;
import org.colophon.node.control.Command;

/**
 * Makes a copy of the running node's ledger for its operator, mostly of hard links, which stands as
 * long as the operator's command holds it.
 */
public final class LedgerCopy implements Command {
  /** The name of the command. */
  public static final String COMMAND = "copy";

  /** The member of the answer that says where the copy stands. */
  public static final String DIRECTORY = "directory";

  private static final int RELEASE_SECONDS_MAX = 20;

  private final DataLayout layout;
  private final Ledger ledger;
  private final Semaphore one = new Semaphore(1);

  LedgerCopy(DataLayout layout, Ledger ledger) {
    this.layout = layout;
    this.ledger = ledger;
  }

  @Override
  public Answer run(Members arguments) throws IOException, RefusedException {
    arguments.end();
    if (!mayHold()) {
      throw new IOException("copy: another one is held (expected: one at a time)");
    }
    Path copy = layout.outgoing().resolve("held-" + UUID.randomUUID());
    try {
      Files.createDirectories(layout.outgoing());
      ledger.store().checkpoint(copy);
    } catch (IOException | RuntimeException e) {
      one.release();
      throw e;
    }
    return new Answer(
        Json.object().put(DIRECTORY, copy.toAbsolutePath().toString()).build(),
        () -> release(copy));
  }

  /** A copy is deleted a moment after the command that held it has ended. */
  private boolean mayHold() throws IOException {
    try {
      return one.tryAcquire(RELEASE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("copy: the node is stopping", e);
    }
  }

  private void release(Path copy) throws IOException {
    try {
      Directories.delete(copy);
    } finally {
      one.release();
    }
  }
}
