package org.colophon.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which licences the parts of a release may stand under. */
class LicencesTest {
  @TempDir Path folder;

  private List<Part> parts(String components) throws IOException {
    String json = "{\"bomFormat\":\"CycloneDX\",\"components\":[" + components + "]}";
    return Sbom.parts(Files.writeString(folder.resolve("sbom.json"), json));
  }

  private static String component(String name, String licences) {
    return "{\"group\":\"g\",\"name\":\"%s\",\"version\":\"1.0\",\"licenses\":[%s]}"
        .formatted(name, licences);
  }

  private static String id(String id) {
    return "{\"license\":{\"id\":\"" + id + "\"}}";
  }

  @Test
  void takesAPartUnderOneOfSeveralLicences() throws Exception {
    List<Part> parts =
        parts(
            component("dual", id("GPL-2.0-only") + "," + id("Apache-2.0"))
                + ","
                + component("named", "{\"license\":{\"name\":\"Bouncy Castle Licence\"}}")
                + ","
                + component("chosen", "{\"expression\":\"LGPL-2.1-only OR EPL-2.0\"}"));
    assertThat(AllowedLicences.ours().findings(parts)).isEmpty();
  }

  @Test
  void namesPartsUnderOtherLicencesOrNone() throws Exception {
    List<Part> parts =
        parts(
            component("copyleft", id("AGPL-3.0-only"))
                + ","
                + component("both", "{\"expression\":\"MIT AND GPL-3.0-only\"}")
                + ","
                + component("silent", ""));
    assertThat(AllowedLicences.ours().findings(parts))
        .containsExactly(
            "g:copyleft:1.0: AGPL-3.0-only (expected: one of licences.txt)",
            "g:both:1.0: MIT AND GPL-3.0-only (expected: one of licences.txt)",
            "g:silent:1.0: no licence (expected: one of licences.txt)");
  }

  @Test
  void allowsALicenceForOnePartAlone() throws Exception {
    String bsd = "{\"license\":{\"id\":\"BSD-4-Clause\"}}";
    List<Part> parts =
        parts(
            component("jline-native", bsd).replace("\"g\"", "\"org.jline\"")
                + ","
                + component("x", bsd));
    assertThat(AllowedLicences.ours().findings(parts))
        .containsExactly("g:x:1.0: BSD-4-Clause (expected: one of licences.txt)");
  }

  @Test
  void takesNoOtherFileForAListOfParts() throws Exception {
    assertThatThrownBy(() -> parts("")).isInstanceOf(IOException.class).hasMessageContaining("not");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"components\":[1]}");
    assertThatThrownBy(() -> Sbom.parts(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a CycloneDX list");
  }
}
