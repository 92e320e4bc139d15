package org.colophon.capture.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.colophon.capture.CaptureException;
import org.colophon.capture.FileDigest;

/**
 * A running Chromium with an empty profile and a home of its own, and the log of all its traffic.
 * Whatever becomes of this process, the browser ends: on {@link #close}, by a hook when the virtual
 * machine ends, and by itself when the pipe breaks.
 */
public final class Chromium implements AutoCloseable {
  private static final String NAME = "chromium";
  private static final long END_MS_MAX = 5_000;
  private static final int LAST_WORDS_MAX = 2_000;

  /**
   * The shell puts the pipe where Chromium looks for it, and becomes Chromium: the same process.
   */
  private static final List<String> ON_A_PIPE =
      List.of("/bin/sh", "-c", "exec \"$@\" 3<&0 4>&1 </dev/null 1>&2", "sh");

  private final Process process;
  private final TemporaryFolder folder;
  private final Thread hook = new Thread(this::end, "colophon-browser-end");
  private final List<String> flags;
  private final Map<String, String> environment;

  private Chromium(
      Process process,
      TemporaryFolder folder,
      List<String> flags,
      Map<String, String> environment) {
    this.process = process;
    this.folder = folder;
    this.flags = List.copyOf(flags);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Finds the program.
   *
   * @param searchPath folders with a colon between them, as in {@code $PATH}
   * @throws CaptureException NO_BROWSER
   */
  public static Path find(String searchPath) throws CaptureException {
    return Stream.of(searchPath.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            noBrowser("install Chromium (Debian package chromium), or say where: --browser PATH"));
  }

  /**
   * Starts it.
   *
   * @param more flags beside those that every capture has
   * @throws CaptureException NO_BROWSER
   */
  public static Chromium start(Path program, List<String> more)
      throws IOException, CaptureException {
    if (!Files.isExecutable(program) || Files.isDirectory(program)) {
      throw noBrowser(program + ": no program");
    }
    TemporaryFolder folder = TemporaryFolder.make();
    try {
      List<String> flags = new ArrayList<>(Flags.of(folder, isRoot()));
      flags.addAll(more);
      List<String> command = new ArrayList<>(ON_A_PIPE);
      command.add(program.toString());
      command.addAll(flags);
      command.add("about:blank");
      ProcessBuilder builder = new ProcessBuilder(command);
      Map<String, String> environment = Flags.environment(folder);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.directory(folder.home().toFile());
      builder.redirectError(folder.lastWords().toFile());
      Chromium chromium = new Chromium(builder.start(), folder, flags, environment);
      Runtime.getRuntime().addShutdownHook(chromium.hook);
      return chromium;
    } catch (IOException e) {
      folder.delete();
      throw noBrowser(program + ": " + e.getMessage());
    }
  }

  private static CaptureException noBrowser(String detail) {
    return new CaptureException(CaptureException.Reason.NO_BROWSER, detail);
  }

  /** Whether it must run without its own sandbox: as root it refuses to run with it. */
  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  InputStream answers() {
    return process.getInputStream();
  }

  OutputStream commands() {
    return process.getOutputStream();
  }

  /** The file that runs, which a launcher may hide, with its SHA-256. */
  public String file() throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      Path file = Path.of(process.info().command().orElse("/bin/sh"));
      String name = String.valueOf(file.getFileName());
      if (!name.equals("sh") && !name.equals("dash") && !name.equals("bash")) {
        return file + ", SHA-256 " + FileDigest.sha256(file);
      }
      Thread.sleep(20);
    }
    return "not known";
  }

  /** The flags it was started with. */
  public List<String> flags() {
    return flags;
  }

  /** All of its environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The log of all its traffic; whole once it has ended. */
  public Path netLog() {
    return folder.netLog();
  }

  /** What it wrote to its standard error last. */
  public String lastWords() throws IOException {
    String words = Files.readString(folder.lastWords(), StandardCharsets.ISO_8859_1).strip();
    return words.substring(Math.max(0, words.length() - LAST_WORDS_MAX));
  }

  /** How large the log of its traffic is, in bytes. */
  long netLogSize() {
    try {
      return Files.size(folder.netLog());
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether it has ended by itself within that time. */
  boolean hasEnded(long withinMs) throws InterruptedException {
    return process.waitFor(withinMs, TimeUnit.MILLISECONDS);
  }

  /** Ends it now, with all processes that it started; what it wrote stays until {@link #close}. */
  void stop() {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
    process
        .onExit()
        .orTimeout(END_MS_MAX, TimeUnit.MILLISECONDS)
        .exceptionally(e -> process)
        .join();
  }

  private void end() {
    stop();
    folder.delete();
  }

  /** Ends it and removes its profile. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine is ending, and the hook has done the same.
    }
  }
}
