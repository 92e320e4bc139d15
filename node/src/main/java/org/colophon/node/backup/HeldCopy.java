package org.colophon.node.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.node.DataLayout;
import org.colophon.node.LedgerCopy;
import org.colophon.node.control.ControlClient;
import org.colophon.storage.RocksStore;

/**
 * A copy of a node's ledger at one instant, which goes when it is closed. The daemon makes it while
 * it runs; of a node that stands it is made here.
 *
 * @param directory of the copied store
 */
public record HeldCopy(Path directory, Closeable end) implements Closeable {
  private static final int PATH_CHARS_MAX = 4096;

  /**
   * Copies the ledger of a data directory.
   *
   * @throws IOException when the node starts or stops just then, or its store is damaged
   */
  public static HeldCopy of(DataLayout layout, Genesis genesis) throws IOException {
    Optional<ControlClient> daemon = ControlClient.reach(layout.control());
    return daemon.isPresent() ? ofRunning(daemon.get()) : ofStanding(layout, genesis);
  }

  private static HeldCopy ofRunning(ControlClient daemon) throws IOException {
    try {
      String directory =
          daemon
              .ask(LedgerCopy.COMMAND, Json.object().build())
              .text(LedgerCopy.DIRECTORY, PATH_CHARS_MAX);
      return new HeldCopy(Path.of(directory), daemon);
    } catch (RefusedException e) {
      daemon.close();
      throw new IOException("copy: the daemon's answer is not well formed", e);
    } catch (IOException | RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private static HeldCopy ofStanding(DataLayout layout, Genesis genesis) throws IOException {
    Path copy = layout.outgoing().resolve("held-" + UUID.randomUUID());
    try (RocksStore store = RocksStore.open(layout.store(), genesis.hash())) {
      Files.createDirectories(layout.outgoing());
      store.checkpoint(copy);
    }
    return new HeldCopy(copy, () -> delete(copy));
  }

  private static void delete(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
