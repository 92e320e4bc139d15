package org.colophon.client.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/** Hashes files as streams: memory does not grow with a file, and one pass gives all its facts. */
public final class Hasher {
  private static final int BUFFER_BYTES = 1 << 18;

  private Hasher() {}

  /** A file's facts, or why there are none. */
  public sealed interface Result {
    /** The file was read to its end. */
    record Read(FileFacts facts) implements Result {}

    /** It could not be. */
    record Unreadable(Path path, String why) implements Result {}
  }

  /** Hashes one file. */
  public static FileFacts hash(Path path) throws IOException {
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    byte[] head = new byte[0];
    try (InputStream in = Files.newInputStream(path)) {
      // Filled to its end where possible, so that the head always shows the format's mark.
      for (int read = in.readNBytes(buffer, 0, buffer.length);
          read > 0;
          read = in.readNBytes(buffer, 0, buffer.length)) {
        if (size == 0) {
          head = java.util.Arrays.copyOf(buffer, Math.min(read, MediaType.HEAD_BYTES));
        }
        digest.update(buffer, 0, read);
        size += read;
      }
    }
    return new FileFacts(path, Hash.finish(digest), size, MediaType.of(path, head));
  }

  /** Hashes many files, as many at a time as there are processors; the results in their order. */
  public static List<Result> hashAll(List<Path> paths, Runnable onEach)
      throws InterruptedException {
    int threads = Math.max(1, Math.min(paths.size(), Runtime.getRuntime().availableProcessors()));
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Result>> pending = new ArrayList<>();
      for (Path path : paths) {
        pending.add(
            pool.submit(() -> {
              Result result = read(path);
              onEach.run();
              return result;
            }));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> future : pending) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("hashing", e.getCause());
    }
  }

  private static Result read(Path path) {
    try {
      return new Result.Read(hash(path));
    } catch (IOException e) {
      return new Result.Unreadable(path, String.valueOf(e.getMessage()));
    }
  }
}
