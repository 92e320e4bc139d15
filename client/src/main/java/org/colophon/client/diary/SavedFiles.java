package org.colophon.client.diary;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.client.file.FileWalk;

/**
 * Finds the files of a folder that were saved and then left alone: those whose size and time are
 * the same as at the look before. Looking works on every file system, shared folders included, and
 * misses nothing while nobody watched.
 */
public final class SavedFiles {
  /** What editors, browsers and offices leave while they write. */
  private static final List<String> PASSING = List.of("*~", "~$*", "*.tmp", "*.part", "#*#");

  private final Path folder;
  private final List<PathMatcher> excluded;
  private Map<Path, State> before = Map.of();
  private final Map<Path, State> given = new HashMap<>();

  private record State(long size, FileTime modified) {
    static State of(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new State(attributes.size(), attributes.lastModifiedTime());
    }
  }

  /**
   * The files of a folder.
   *
   * @param excluded names that are passed over, as globs
   */
  public SavedFiles(Path folder, List<String> excluded) {
    this.folder = folder;
    this.excluded =
        Stream.concat(PASSING.stream(), excluded.stream())
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
  }

  /** The files that have come to rest since they were last given, sorted; empty ones never. */
  public List<Path> look() throws IOException {
    Map<Path, State> now = states();
    List<Path> rested = new ArrayList<>();
    now.forEach((file, state) -> {
      if (state.equals(before.get(file)) && state.size() > 0 && !state.equals(given.get(file))) {
        given.put(file, state);
        rested.add(file);
      }
    });
    before = now;
    given.keySet().retainAll(now.keySet());
    return rested.stream().sorted().toList();
  }

  /** Whether a file that was given is still as it was then. */
  public boolean isAsGiven(Path file) throws IOException {
    try {
      return State.of(file).equals(given.get(file));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Lets a file be given once more. */
  public void giveAgain(Path file) {
    given.remove(file);
  }

  private Map<Path, State> states() throws IOException {
    Map<Path, State> states = new HashMap<>();
    for (Path file : FileWalk.find(List.of(folder))) {
      Path name = file.getFileName();
      if (name != null && excluded.stream().noneMatch(glob -> glob.matches(name))) {
        try {
          states.put(file, State.of(file));
        } catch (NoSuchFileException e) {
          // Gone since the folder was listed.
        }
      }
    }
    return states;
  }
}
