package org.colophon.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A list of works that the user's command brings, as a platform would. */
final class Streaming {
  private final Stage stage;

  Streaming(Stage stage) {
    this.stage = stage;
  }

  /** The command's whole run: its start, its checks and its files included. */
  void run() throws IOException {
    Path folder = Files.createTempDirectory("bench");
    try {
      Path list = folder.resolve("works.ndjson");
      Path results = folder.resolve("results.ndjson");
      int works = stage.length().streamed();
      write(list, works);
      long begin = System.nanoTime();
      stage
          .cluster()
          .user(
              List.of(
                  "work",
                  "declare",
                  "--from",
                  list.toString(),
                  "--results",
                  results.toString(),
                  "--profile",
                  stage.cluster().profile().folder().toString()));
      double seconds = (System.nanoTime() - begin) / 1e9;
      requireAll(results, works);
      stage.results().put("stream", "works", works);
      stage.results().put("stream", "records/s", works / seconds);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void write(Path list, int works) throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] digest = new byte[32];
    try (BufferedWriter out = Files.newBufferedWriter(list)) {
      for (int i = 0; i < works; i++) {
        random.nextBytes(digest);
        out.write(
            "{\"sha256\":\"%s\",\"size\":48211,\"mediaType\":\"image/jpeg\",\"title\":\"Photo %d\",\"category\":\"art3.5\"}\n"
                .formatted(HexFormat.of().formatHex(digest), i));
      }
    }
  }

  private static void requireAll(Path results, int works) throws IOException {
    try (Stream<String> lines = Files.lines(results)) {
      long stand = lines.filter(line -> line.contains("\"index\":")).count();
      if (stand != works) {
        throw new IOException("of " + works + " works only " + stand + " stand");
      }
    }
  }
}
