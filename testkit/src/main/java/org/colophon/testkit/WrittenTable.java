package org.colophon.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/**
 * A table of a document that a test measures and compares, between the lines {@code <!-- name -->}
 * and {@code <!-- /name -->}. Run the test with {@code -Dcolophon.regenerate=true} to write it,
 * then read the difference before committing it.
 *
 * @param document the Markdown file
 * @param name of the table in it
 */
public record WrittenTable(Path document, String name) {
  /** A table of who may do what, as seen from the folder of a module. */
  public static WrittenTable ofAuthorization(String name) {
    return new WrittenTable(Path.of("..", "docs", "authorization.md"), name);
  }

  /** Fails when the document has another head or other rows. */
  public void check(List<String> head, List<List<String>> rows) throws IOException {
    String text = Files.readString(document, StandardCharsets.UTF_8);
    String opening = "<!-- " + name + " -->\n";
    int from = text.indexOf(opening) + opening.length();
    int to = text.indexOf("<!-- /" + name + " -->\n", from);
    Assertions.assertThat(to).as("the lines around table %s in %s", name, document).isPositive();
    String measured = markdown(head, rows);
    if (Boolean.getBoolean("colophon.regenerate")) {
      Files.writeString(document, text.substring(0, from) + measured + text.substring(to));
      return;
    }
    Assertions.assertThat(text.substring(from, to).lines())
        .as("%s, table %s", document, name)
        .containsExactlyElementsOf(measured.lines().toList());
  }

  private static String markdown(List<String> head, List<List<String>> rows) {
    Stream<List<String>> rule = Stream.of(head.stream().map(column -> "---").toList());
    return Stream.of(Stream.of(head), rule, rows.stream())
        .flatMap(lines -> lines)
        .map(cells -> "| " + String.join(" | ", cells) + " |\n")
        .collect(Collectors.joining());
  }
}
