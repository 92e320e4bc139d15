package org.colophon.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of SoftHSM2 for tests. The module reads {@code SOFTHSM2_CONF} of the environment, which
 * the build sets; the PIN stands there, too. A process that has loaded the module sees no tokens
 * that were made later, so all tests of a process share theirs.
 */
public final class SoftHsm {
  /** Where Debian's package softhsm2 puts the module. */
  public static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");

  private static final String CONFIGURATION = "SOFTHSM2_CONF";
  private static final String PIN = "COLOPHON_TOKEN_PIN";

  private static @Nullable SoftHsm shared;
  private static @Nullable SoftHsm closed;

  private final String label;

  private SoftHsm(String label) {
    this.label = label;
  }

  /** Whether tests can use it here. */
  public static boolean isInstalled() {
    return Files.exists(MODULE) && System.getenv(CONFIGURATION) != null;
  }

  /** The token of this process. */
  public static synchronized SoftHsm shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = create();
      closed = create();
    }
    return shared;
  }

  /** Another one, to which nobody is logged in as long as no test does it with the right PIN. */
  public static synchronized SoftHsm closed() throws IOException, InterruptedException {
    shared();
    return Objects.requireNonNull(closed);
  }

  private static SoftHsm create() throws IOException, InterruptedException {
    Path configuration = Path.of(System.getenv(CONFIGURATION));
    Path tokens = configuration.resolveSibling("softhsm2-tokens");
    Files.createDirectories(tokens);
    // Other processes may read it meanwhile: it is there whole or not at all.
    Path part = Files.createTempFile(configuration.getParent(), "softhsm2", ".part");
    Files.writeString(part, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    Files.move(part, configuration, StandardCopyOption.ATOMIC_MOVE);
    SoftHsm token = new SoftHsm("test-" + UUID.randomUUID().toString().substring(0, 8));
    util(
        "--init-token", "--free", "--label", token.label, "--so-pin", "so" + pin(), "--pin", pin());
    return token;
  }

  /** The user's PIN. */
  public static String pin() {
    return System.getenv(PIN);
  }

  /**
   * Puts a key into the token, and the URI of the key into the place of the file.
   *
   * @param pem PKCS#8, mode 0600
   */
  public void take(Path pem) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString().replace("-", "");
    String object = "key-" + id;
    util(
        "--import",
        pem.toString(),
        "--token",
        label,
        "--label",
        object,
        "--id",
        id,
        "--pin",
        pin());
    name(pem, uri(object));
  }

  /** The URI of an object of this token. */
  public String uri(String object) {
    return "pkcs11:token=" + label + ";object=" + object + "?module-path=" + MODULE;
  }

  /** Writes a URI into a file that only its owner reads. */
  public static void name(Path file, String uri) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, uri + "\n");
  }

  private static void util(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("softhsm2-util"));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("softhsm2-util " + arguments[0] + ": " + said);
    }
  }
}
