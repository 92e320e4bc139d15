package org.colophon.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs of ports for networks of tests. Many tests run at once, in several processes, and stopped
 * nodes come back to their ports: a run is its network's until the process ends, which a lock on a
 * byte of a file says to all the others.
 */
public final class PortRun {
  /** Below the ports that systems hand out by themselves, so that none is taken in between. */
  private static final int FROM = 15_000;

  private static final int TO = 31_000;
  private static final int SIZE = 32;
  private static final int RUNS = (TO - FROM) / SIZE;
  private static final Path FILE =
      Path.of(System.getProperty("java.io.tmpdir"), "colophon-test-ports");

  /** Open until the process ends: with its closing all locks of the process would go. */
  private static @Nullable FileChannel locks;

  private PortRun() {}

  /**
   * The first of so many ports that nobody else has.
   *
   * @param count at most 32
   * @throws IOException when no such run is free
   */
  public static int of(int count) throws IOException {
    if (count > SIZE) {
      throw new IllegalArgumentException(count + " ports (expected: at most " + SIZE + ")");
    }
    SplittableRandom random = new SplittableRandom();
    for (int attempt = 0; attempt < 20 * RUNS; attempt++) {
      int run = random.nextInt(RUNS);
      int base = FROM + run * SIZE;
      if (lock(run).isPresent() && areFree(base, count)) {
        return base;
      }
    }
    throw new IOException("no run of " + count + " free ports");
  }

  private static synchronized Optional<FileLock> lock(int run) throws IOException {
    if (locks == null) {
      locks = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    try {
      return Optional.ofNullable(locks.tryLock(run, 1, false));
    } catch (OverlappingFileLockException e) {
      // This process has it already.
      return Optional.empty();
    }
  }

  private static boolean areFree(int base, int count) {
    for (int port = base; port < base + count; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
