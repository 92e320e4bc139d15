package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.colophon.client.Context;
import org.colophon.client.Main;
import org.colophon.client.net.LedgerNetwork;

/**
 * The commands that people use, with the profiles of a network.
 *
 * @param profiles the folder in which they lie
 * @param connector how they reach the nodes
 */
record Commands(Path profiles, Context.Connector connector) {
  Commands(Path profiles) {
    this(profiles, LedgerNetwork::connect);
  }

  /** What came of one command. */
  record Run(int exitCode, String out, String err) {}

  Run run(String profile, Object... words) {
    List<String> all = new ArrayList<>();
    Arrays.stream(words).forEach(word -> all.add(word.toString()));
    all.addAll(List.of("--profile", profiles.resolve(profile).toString()));
    return run(connector, all);
  }

  /** A command that needs no profile, or names it. */
  static Run run(Context.Connector connector, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context context =
        new Context(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            false,
            false,
            InstantSource.system(),
            new SecureRandom(),
            Thread::sleep,
            connector);
    int exitCode = Main.run(context, words.toArray(String[]::new));
    return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The output of a command that must do what it is told. */
  String done(String profile, Object... words) {
    Run run = run(profile, words);
    assertThat(run.exitCode()).as("%s: %s%s", List.of(words), run.err(), run.out()).isZero();
    return run.out();
  }

  /** The record that such a command made. */
  String record(String profile, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return member("record", done(profile, all.toArray()));
  }

  /** The first text member of that name in what a command printed. */
  static String member(String name, String json) {
    String before = "\"" + name + "\":\"";
    int at = json.indexOf(before);
    assertThat(at).as("%s in %s", name, json).isNotNegative();
    return json.substring(at + before.length(), json.indexOf('"', at + before.length()));
  }
}
