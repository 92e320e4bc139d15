package org.colophon.client;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.client.submit.Pause;

/**
 * Where a test runs commands: no terminal, no profile but the one it names.
 *
 * @param in standard input
 * @param now what the clock says
 * @param pause what a command does instead of waiting
 * @param connector gives the network
 */
record Shell(InputStream in, Instant now, Pause pause, Context.Connector connector) {
  /** With nothing to read, no waiting, and a clock that stands at the epoch. */
  static Shell on(Context.Connector connector) {
    return new Shell(InputStream.nullInputStream(), Instant.EPOCH, duration -> {}, connector);
  }

  Shell at(Instant other) {
    return new Shell(in, other, pause, connector);
  }

  Shell reading(InputStream other) {
    return new Shell(other, now, pause, connector);
  }

  Shell pausing(Pause other) {
    return new Shell(in, now, other, connector);
  }

  /** Runs a command to its end. */
  World.Run run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context context =
        new Context(
            in,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("COLOPHON_PROFILE", "/nowhere"),
            false,
            false,
            InstantSource.fixed(now),
            new SecureRandom(),
            pause,
            connector);
    int exitCode = Main.run(context, Stream.of(words).map(Object::toString).toArray(String[]::new));
    return new World.Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
