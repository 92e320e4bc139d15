package org.colophon.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.colophon.client.net.Network;
import org.colophon.client.submit.Pause;
import org.colophon.config.Profile;
import org.colophon.core.membership.Genesis;
import org.colophon.verifier.Style;

/**
 * What a command finds around it.
 *
 * @param in for what a command reads when it is told to
 * @param out for results
 * @param err for everything else
 * @param environment variables
 * @param outIsTerminal whether somebody looks at the results
 * @param errIsTerminal whether somebody looks at everything else
 * @param clock for what the author claims as time
 * @param random for nonces, salts and keys
 * @param pause waits between attempts
 * @param connector opens the network
 */
public record Context(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal,
    InstantSource clock,
    SecureRandom random,
    Pause pause,
    Connector connector) {
  /** Opens the network; called only by commands that need it. */
  @FunctionalInterface
  public interface Connector {
    /** Connects in the name of a profile. */
    Network connect(Profile profile, Genesis genesis, Duration timeout) throws IOException;
  }

  /** The style of what goes to {@link #out}. */
  public Style style() {
    return Style.of(outIsTerminal, environment.get("NO_COLOR"));
  }

  /** The style of what goes to {@link #err}. */
  public Style errStyle() {
    return Style.of(errIsTerminal, environment.get("NO_COLOR"));
  }

  /** Where the profile is when the command line does not say. */
  public Path defaultProfile() {
    String named = environment.getOrDefault("COLOPHON_PROFILE", "");
    return named.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "."), ".colophon")
        : Path.of(named);
  }
}
