package org.colophon.node.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;

/** Asks the daemon that runs on this machine. What it gives is held until this is closed. */
public final class ControlClient implements Closeable {
  private static final int ERROR_CHARS_MAX = 4096;

  private final SocketChannel channel;

  private ControlClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Reaches the daemon; empty when none listens there. */
  public static Optional<ControlClient> reach(Path socket) throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ControlClient(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }

  /**
   * Has a command done; once for each connection.
   *
   * @throws IOException when it was not done; the message is the daemon's
   */
  public Members ask(String command, Json.Obj arguments) throws IOException {
    ObjBuilder request = Json.object().put(ControlServer.COMMAND, command);
    arguments.members().forEach(request::put);
    ControlMessages.write(channel, request.build());
    Members answer = Members.of("", ControlMessages.read(channel));
    try {
      Optional<String> error = answer.textIf(ControlServer.ERROR, ERROR_CHARS_MAX);
      if (error.isPresent()) {
        throw new IOException(error.get());
      }
      return answer;
    } catch (RefusedException e) {
      throw new IOException("control: the answer is not well formed", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
