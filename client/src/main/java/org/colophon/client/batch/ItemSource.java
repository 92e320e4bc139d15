package org.colophon.client.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.file.FileWalk;
import org.colophon.client.file.Hasher;
import org.colophon.client.stream.Line;
import org.colophon.client.stream.LineReader;
import org.colophon.client.stream.LooseJson;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Texts;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;

/** Reads what is to come under one root, in its order and without holding it. */
public final class ItemSource {
  private static final int FILES_AT_ONCE = 1_000;
  private static final int NAME_CHARS_MAX = 1_024;

  private final List<Path> paths;
  private final Form form;

  /** What an item is. */
  public enum Form {
    /** Each file, and each file below a folder. */
    FILES,
    /** Each line of a file, without its end; blank ones are passed over. */
    LINES,
    /** Each digest of a list: as sha256sum writes it, or a JSON object with sha256. */
    DIGESTS
  }

  /** Takes an item. */
  public interface Sink {
    /** The next one. */
    void take(Item item) throws IOException, Failure;
  }

  /** Items of these files and folders. */
  public ItemSource(List<Path> paths, Form form) {
    this.paths = List.copyOf(paths);
    this.form = form;
  }

  /** Hands all of them over. */
  public void read(Sink sink, Progress progress) throws IOException, InterruptedException, Failure {
    switch (form) {
      case FILES -> readFiles(sink, progress);
      case LINES -> readLists(sink, progress, ItemSource::lineItem);
      case DIGESTS -> readLists(sink, progress, ItemSource::digestItem);
    }
  }

  private void readFiles(Sink sink, Progress progress)
      throws IOException, InterruptedException, Failure {
    List<Path> files = FileWalk.find(paths);
    progress.begin("Hashing", files.size());
    for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE));
      for (Hasher.Result result : Hasher.hashAll(some, () -> progress.step(1))) {
        switch (result) {
          case Hasher.Result.Read(var facts) ->
              sink.take(new Item(name(facts.path().toString()), facts.sha256()));
          case Hasher.Result.Unreadable(Path path, String why) ->
              throw Failure.local(path + ": " + why);
        }
      }
    }
  }

  private interface Reading {
    Item read(long number, String text) throws RefusedException;
  }

  private void readLists(Sink sink, Progress progress, Reading reading)
      throws IOException, Failure {
    progress.begin("Hashing", Progress.UNKNOWN);
    for (Path path : paths) {
      try (InputStream in = Files.newInputStream(path)) {
        LineReader reader = new LineReader(in);
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
          take(path, line.get(), sink, reading);
          progress.step(1);
        }
      }
    }
  }

  /** One line that is none spoils the whole: an item that is passed over is missed too late. */
  private static void take(Path path, Line line, Sink sink, Reading reading)
      throws IOException, Failure {
    try {
      switch (line) {
        case Line.Unreadable(long _, var refusal) -> throw new RefusedException(refusal);
        case Line.Text(long number, String text) -> {
          if (!text.isBlank()) {
            sink.take(reading.read(number, text));
          }
        }
      }
    } catch (RefusedException e) {
      throw Failure.local(path + ": line " + line.number() + ": " + e.getMessage());
    }
  }

  private static Item lineItem(long number, String text) {
    return new Item("line " + number, Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Item digestItem(long number, String text) throws RefusedException {
    if (text.startsWith("{")) {
      var members = org.colophon.core.json.Members.of("", LooseJson.parse(text));
      return new Item("line " + number, members.hash("sha256"));
    }
    String digest = text.substring(0, Math.min(text.length(), 2 * Hash.LENGTH));
    String rest = text.substring(digest.length());
    if (!Hash.isHex(digest) || !(rest.isEmpty() || rest.startsWith(" "))) {
      throw new RefusedException(
          org.colophon.core.Reason.MALFORMED, "(expected: 64 hex digits, then perhaps a name)");
    }
    // sha256sum puts a second space, or a star, before the name.
    String named = rest.replaceFirst("^ [ *]?", "");
    return new Item(named.isBlank() ? "line " + number : name(named), Hash.ofHex(digest));
  }

  private static String name(String text) {
    String plain = Texts.ofFileName(text);
    return plain.length() <= NAME_CHARS_MAX ? plain : plain.substring(0, NAME_CHARS_MAX);
  }
}
