package org.colophon.node.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Tip;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.node.DataLayout;
import org.colophon.node.backup.HeldCopy;
import org.colophon.node.control.ControlClient;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;

/**
 * Archives old blocks of a node, running or not. First all segments are written from a copy of the
 * ledger, each on the disk, read back and verified; then, segment by segment, whoever has the store
 * open verifies it once more and takes its bodies out. Stopped anywhere, it goes on from there when
 * it is run again: nothing leaves the store that a named segment does not hold.
 */
public final class Archiving {
  private final DataLayout layout;
  private final Genesis genesis;
  private final Archive archive;
  private final long textBytes;
  private final Consumer<String> told;

  /**
   * What is archived.
   *
   * @param layout the node's data directory
   * @param archive the folders of its settings
   * @param textBytes how much text a segment holds, about
   * @param told of each step, a line
   */
  public Archiving(DataLayout layout, Archive archive, long textBytes, Consumer<String> told)
      throws IOException {
    this.layout = layout;
    this.genesis = layout.read();
    this.archive = archive;
    this.textBytes = textBytes;
    this.told = told;
  }

  /**
   * Archives into a folder what is below a height and not archived yet.
   *
   * @throws IOException when the folder cannot hold it or the blocks are not sealed; what was
   *     archived before stays
   */
  public void run(Path to, Height below) throws IOException {
    requireOutside(to);
    try (ArchiveFolder folder = ArchiveFolder.open(to, genesis.chain())) {
      Height held = write(folder, below);
      for (Segment segment : folder.segments()) {
        boolean wanted = segment.to().compareTo(held) >= 0 && segment.to().compareTo(below) < 0;
        if (wanted) {
          int taken = remove(segment);
          told.accept(
              "blocks "
                  + segment.from()
                  + " to "
                  + segment.to()
                  + ": "
                  + taken
                  + " bodies taken out; they stand in "
                  + folder.file(segment.sha256()));
        }
      }
      told.accept("archived: " + heldBelow(folder, below));
    }
  }

  private static String heldBelow(ArchiveFolder folder, Height below) {
    List<Segment> segments =
        folder.segments().stream().filter(s -> s.to().compareTo(below) < 0).toList();
    return segments.isEmpty()
        ? "nothing: no seal ends below height " + below
        : "blocks " + segments.getFirst().from() + " to " + segments.getLast().to();
  }

  private void requireOutside(Path to) throws IOException {
    if (Files.isDirectory(to) && to.toRealPath().startsWith(layout.root().toRealPath())) {
      throw new IOException(
          to + ": inside of the data directory (expected: a folder on other storage)");
    }
  }

  /** Writes what no segment holds yet; returns the first block whose bodies the store has. */
  private Height write(ArchiveFolder folder, Height below) throws IOException {
    try (HeldCopy copy = HeldCopy.of(layout, genesis);
        RocksStore store = RocksStore.openReadOnly(copy.directory(), archive);
        LedgerReader ledger = store.read()) {
      requireSealed(ledger, below);
      Height held = store.firstHeld();
      new SegmentExport(genesis, ledger, textBytes).write(folder, start(folder, held), below);
      return held;
    }
  }

  private static void requireSealed(LedgerReader ledger, Height below) throws IOException {
    long end =
        ledger.newestSeal().map(seal -> Tip.sealed(seal, ledger).height().value() + 1).orElse(1L);
    if (below.value() > end) {
      throw new IOException("below: " + below + ": not sealed yet (expected: at most " + end + ")");
    }
  }

  /**
   * The first block that is to be written: behind what the folder has, without a gap to the store.
   */
  private static Height start(ArchiveFolder folder, Height held) throws IOException {
    if (folder.segments().isEmpty()) {
      return held;
    }
    Height first = folder.segments().getFirst().from();
    if (held.compareTo(first) < 0 || held.compareTo(folder.next()) > 0) {
      throw new IOException(
          "archive: the store's first body is in block "
              + held
              + ", and the folder's manifest has blocks "
              + first
              + " to "
              + folder.segments().getLast().to()
              + " (expected: a folder that it continues; remedy: an empty one)");
    }
    return folder.next();
  }

  /** The daemon does it while it runs; of a node that stands it is done here. */
  private int remove(Segment segment) throws IOException {
    Optional<ControlClient> daemon = ControlClient.reach(layout.control());
    if (daemon.isEmpty()) {
      StoreSettings settings = StoreSettings.reading(archive);
      try (RocksStore store = RocksStore.open(layout.store(), genesis.hash(), settings)) {
        return BodyRemover.remove(genesis, store, segment.range());
      }
    }
    try (ControlClient running = daemon.get()) {
      return (int)
          running
              .ask(ArchiveControl.COMMAND, ArchiveControl.arguments(segment.range()))
              .integer(ArchiveControl.TAKEN, 0, Json.INTEGER_MAX);
    } catch (RefusedException e) {
      throw new IOException("take-out: the daemon's answer is not well formed", e);
    }
  }
}
