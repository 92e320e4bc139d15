package org.colophon.node.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands of the operator over a Unix domain socket, in a folder that only the daemon's own
 * user may enter: whoever can, could read its keys as well. One command for each connection, which
 * the asker keeps as long as it needs what it was given.
 */
public final class ControlServer implements AutoCloseable {
  /** The member that names the command. */
  static final String COMMAND = "command";

  /** The member of an answer that says why nothing was done. */
  static final String ERROR = "error";

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /** What the address of a socket has room for, on Linux 108 bytes with the end. */
  private static final int PATH_BYTES_MAX = 103;

  private static final int ASKERS_MAX = 8;
  private static final long REQUEST_SECONDS_MAX = 10;

  private final ServerSocketChannel socket;
  private final Path path;
  private final Map<String, Command> commands;
  private final Semaphore askers = new Semaphore(ASKERS_MAX);
  private final ScheduledExecutorService impatience =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("colophon-control-timer").factory());

  private ControlServer(ServerSocketChannel socket, Path path, Map<String, Command> commands) {
    this.socket = socket;
    this.path = path;
    this.commands = Map.copyOf(commands);
  }

  /**
   * Listens; what an earlier process left there is taken away.
   *
   * @param path of the socket, alone in its folder
   * @return empty when the path is too long for a socket: the node runs without one, and says so
   */
  public static Optional<ControlServer> start(Path path, Map<String, Command> commands)
      throws IOException {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > PATH_BYTES_MAX) {
      LOG.warn(
          "control: {}: {} bytes (expected: at most {}; remedy: a data directory with a shorter"
              + " path); this node takes no commands while it runs",
          path,
          length,
          PATH_BYTES_MAX);
      return Optional.empty();
    }
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.deleteIfExists(path);
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      socket.close();
      throw new IOException(path + ": cannot listen: " + e.getMessage(), e);
    }
    ControlServer server = new ControlServer(socket, path, commands);
    Thread.ofPlatform().daemon().name("colophon-control").start(server::accept);
    return Optional.of(server);
  }

  private void accept() {
    while (socket.isOpen()) {
      try {
        SocketChannel asker = socket.accept();
        Thread.ofVirtual().name("colophon-control-asker").start(() -> serve(asker));
      } catch (IOException e) {
        if (socket.isOpen()) {
          LOG.warn("control: a connection was not taken: {}", e.toString());
        }
      }
    }
  }

  private void serve(SocketChannel asker) {
    try (asker) {
      if (!askers.tryAcquire()) {
        ControlMessages.write(asker, error("control: " + ASKERS_MAX + " commands at once already"));
        return;
      }
      try {
        answer(asker);
      } finally {
        askers.release();
      }
    } catch (IOException e) {
      LOG.debug("control: an asker went: {}", e.toString());
    }
  }

  private void answer(SocketChannel asker) throws IOException {
    Answer answer;
    try {
      answer = run(readSoon(asker));
    } catch (IOException | RuntimeException e) {
      LOG.warn("control: not done: {}", e.toString());
      ControlMessages.write(asker, error(String.valueOf(e.getMessage())));
      return;
    }
    try (var _ = answer.held()) {
      ControlMessages.write(asker, answer.message());
      awaitGone(asker);
    }
  }

  private Json.Obj readSoon(SocketChannel asker) throws IOException {
    Future<?> end =
        impatience.schedule(() -> closeQuietly(asker), REQUEST_SECONDS_MAX, TimeUnit.SECONDS);
    try {
      return ControlMessages.read(asker);
    } finally {
      end.cancel(false);
    }
  }

  private static void closeQuietly(SocketChannel asker) {
    try {
      asker.close();
    } catch (IOException e) {
      LOG.debug("control: while closing: {}", e.toString());
    }
  }

  private Answer run(Json.Obj request) throws IOException {
    try {
      Members members = Members.of("", request);
      String name = members.text(COMMAND, 32);
      Command command = commands.get(name);
      if (command == null) {
        throw new IOException(
            "control: command: " + name + " (expected: one of " + commands.keySet() + ")");
      }
      LOG.info("control: {}", request.text());
      return command.run(members);
    } catch (RefusedException e) {
      throw new IOException("control: " + e.refusal().detail(), e);
    }
  }

  private static void awaitGone(SocketChannel asker) throws IOException {
    ByteBuffer ignored = ByteBuffer.allocate(64);
    while (asker.read(ignored.clear()) >= 0) {
      // Only the end matters.
    }
  }

  private static Json.Obj error(String why) {
    return Json.object().put(ERROR, why).build();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    impatience.shutdownNow();
    Files.deleteIfExists(path);
  }
}
