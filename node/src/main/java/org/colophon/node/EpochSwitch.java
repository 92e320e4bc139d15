package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.PrivateFiles;

/**
 * Puts what an epoch begins with into a node's data directory, and keeps what was there before. All
 * of it is made in a folder of its own first. That folder gets its name when it is whole: from then
 * on the epoch has begun, and however often the moves are cut short, they are gone on with, at the
 * next start of the node at the latest.
 */
public final class EpochSwitch {
  private static final String KEPT = "before-epoch-";
  private static final String NEW = "new";
  private static final String BUILDING = ".building";

  private final DataLayout layout;
  private final Path kept;
  private final Path building;

  private EpochSwitch(DataLayout layout, long epoch) {
    this.layout = layout;
    this.kept = layout.root().resolve(KEPT + epoch);
    this.building = layout.root().resolve(KEPT + epoch + BUILDING);
  }

  /** Begins to gather for an epoch; what an earlier try left unfinished is deleted. */
  public static EpochSwitch prepare(DataLayout layout, long epoch) throws IOException {
    EpochSwitch prepared = new EpochSwitch(layout, epoch);
    if (Files.exists(prepared.kept)) {
      throw new IOException(prepared.kept + ": is there already (expected: nothing)");
    }
    Directories.delete(prepared.building);
    Files.createDirectories(prepared.building.resolve(NEW));
    return prepared;
  }

  /** Where what is at that place of the data directory from then on is to be written. */
  public Path successor(Path place) {
    return building.resolve(NEW).resolve(place.getFileName());
  }

  /** Where something is to be written that stays beside what was there before. */
  public Path kept(String name) {
    return building.resolve(name);
  }

  /** The epoch does not begin: nothing is left of what was gathered. */
  public void abandon() throws IOException {
    Directories.delete(building);
  }

  /** All is written and durable: the epoch begins. Returns where the things before are kept. */
  public Path publish() throws IOException {
    PrivateFiles.flushFolder(building.resolve(NEW));
    PrivateFiles.flushFolder(building);
    Files.move(building, kept, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(layout.root());
    finish(layout);
    return kept;
  }

  /** Goes on with moves that were cut short; nothing when there are none. */
  public static void finish(DataLayout layout) throws IOException {
    if (!Files.isDirectory(layout.root())) {
      return;
    }
    for (Path kept : list(layout.root())) {
      String name = kept.getFileName().toString();
      boolean begun = name.startsWith(KEPT) && !name.endsWith(BUILDING);
      if (begun && Files.exists(kept.resolve(NEW))) {
        exchange(layout, kept);
      }
    }
  }

  private static void exchange(DataLayout layout, Path kept) throws IOException {
    for (Path successor : list(kept.resolve(NEW))) {
      Path place = layout.root().resolve(successor.getFileName());
      if (Files.exists(place)) {
        Files.move(place, kept.resolve(successor.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.flushFolder(kept);
      }
      Files.move(successor, place, StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.flushFolder(layout.root());
    }
    Files.delete(kept.resolve(NEW));
    PrivateFiles.flushFolder(kept);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
