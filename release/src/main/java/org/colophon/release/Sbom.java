package org.colophon.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The list of a release's parts, in CycloneDX's JSON. */
final class Sbom {
  private static final int BYTES_MAX = 16 << 20;

  private Sbom() {}

  /**
   * All parts of the list.
   *
   * @throws IOException when it cannot be read, is no such list, or lists nothing
   */
  static List<Part> parts(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + ": larger than " + BYTES_MAX + " bytes");
    }
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    if (!root.path("bomFormat").asText().equals("CycloneDX") || root.path("components").isEmpty()) {
      throw new IOException(file + ": not a CycloneDX list of components");
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode component : root.path("components")) {
      parts.add(
          new Part(
              component.path("group").asText() + ":" + component.path("name").asText(),
              component.path("version").asText(),
              licences(component.path("licenses"))));
    }
    return parts;
  }

  /** Each is an id, a name, or an expression of ids. */
  private static List<String> licences(JsonNode choices) {
    List<String> licences = new ArrayList<>();
    for (JsonNode choice : choices) {
      JsonNode licence = choice.path("license");
      if (choice.has("expression")) {
        licences.addAll(List.of(choice.path("expression").asText().split(" OR ", -1)));
      } else {
        licences.add(licence.path(licence.has("id") ? "id" : "name").asText());
      }
    }
    return licences;
  }
}
