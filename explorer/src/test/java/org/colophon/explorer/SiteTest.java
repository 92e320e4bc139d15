package org.colophon.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the one document of the site tells a browser to fetch before it has seen why. */
final class SiteTest {
  private static final Path SITE = Path.of("src/main/resources").resolve(Site.FOLDER);
  private static final Pattern IMPORT =
      Pattern.compile("^(?:import|export)\\b[^;]*?from '([^']+)'", Pattern.MULTILINE);
  private static final Pattern PRELOAD =
      Pattern.compile("<link rel=\"modulepreload\" href=\"/explorer/([^\"]+)\"");

  @Test
  void theShellAndTheFrontPageAreFetchedAtOnceAndNotModuleByModule() throws IOException {
    Set<Path> needed = new TreeSet<>();
    gather(Path.of("app.mjs"), needed);
    needed.remove(Path.of("app.mjs")); // the script itself
    gather(Path.of("pages/verify.mjs"), needed);

    assertThat(found(PRELOAD, Path.of("index.html")).map(Path::of).toList())
        .as("neither fewer nor more, in the order of their names")
        .containsExactlyElementsOf(needed);
  }

  /** The module and all that it imports, near and far. */
  private static void gather(Path module, Set<Path> gathered) throws IOException {
    if (gathered.add(module)) {
      for (String name : found(IMPORT, module).toList()) {
        gather(module.resolveSibling(name).normalize(), gathered);
      }
    }
  }

  private static Stream<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(SITE.resolve(file)))
        .results()
        .map(match -> match.group(1));
  }
}
