package org.colophon.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which parts a collection of advisories is about. */
class AdvisoriesTest {
  /** Weak from 2.0-beta9 on, mended in 2.15.0, weak again from 2.16.0 to 2.16.3. */
  private static final String RANGES =
      """
      {"id": "GHSA-aaaa-bbbb-cccc", "summary": "reads what it should not",
       "affected": [
         {"package": {"ecosystem": "npm", "name": "g:log"}, "versions": ["3.0"]},
         {"package": {"ecosystem": "Maven", "name": "g:log"},
          "ranges": [
            {"type": "ECOSYSTEM", "events": [{"introduced": "2.0-beta9"}, {"fixed": "2.15.0"}]},
            {"type": "ECOSYSTEM", "events": [{"introduced": "2.16.0"}, {"last_affected": "2.16.3"}]},
            {"type": "GIT", "events": [{"introduced": "0"}]}]}]}
      """;

  private static final String VERSIONS =
      """
      {"id": "GHSA-dddd-eeee-ffff", "summary": "one build was bad",
       "affected": [{"package": {"ecosystem": "Maven", "name": "g:other"}, "versions": ["1.4"]}]}
      """;

  private static final String ALWAYS =
      """
      {"id": "GHSA-0000-0000-0000",
       "affected": [{"package": {"ecosystem": "Maven", "name": "g:never"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}
      """;

  @TempDir Path folder;

  private List<String> findings(String... parts) throws IOException {
    Files.writeString(folder.resolve("ranges.json"), RANGES);
    Files.createDirectories(folder.resolve("more"));
    Files.writeString(folder.resolve("more/versions.json"), VERSIONS);
    Files.writeString(folder.resolve("more/always.json"), ALWAYS);
    Advisories advisories = Advisories.read(folder);
    assertThat(advisories.size()).isEqualTo(3);
    return advisories.findings(List.of(parts).stream().map(AdvisoriesTest::part).toList());
  }

  private static Part part(String text) {
    int colon = text.lastIndexOf(':');
    return new Part(text.substring(0, colon), text.substring(colon + 1), List.of());
  }

  @Test
  void findsVersionsInsideARange() throws Exception {
    assertThat(findings("g:log:2.0-beta9", "g:log:2.14.1", "g:log:2.16.0", "g:log:2.16.3"))
        .hasSize(4)
        .allMatch(line -> line.endsWith("GHSA-aaaa-bbbb-cccc reads what it should not"));
    assertThat(findings("g:log:2.0-beta8", "g:log:2.15.0", "g:log:2.15.1", "g:log:2.16.4"))
        .isEmpty();
  }

  @Test
  void ordersVersionsAsMavenDoes() throws Exception {
    assertThat(findings("g:log:2.9.0")).hasSize(1);
    assertThat(findings("g:log:2.15.0-rc1")).hasSize(1);
    assertThat(findings("g:log:10.0")).isEmpty();
  }

  @Test
  void findsVersionsThatAreListed() throws Exception {
    assertThat(findings("g:other:1.4"))
        .containsExactly("g:other:1.4: GHSA-dddd-eeee-ffff one build was bad");
    assertThat(findings("g:other:1.5", "g:unknown:1.4")).isEmpty();
  }

  @Test
  void findsWhatWasNeverMended() throws Exception {
    assertThat(findings("g:never:0.1-alpha", "g:never:99")).hasSize(2);
  }

  @Test
  void passesOverOtherEcosystemsAndWhatWasWithdrawn() throws Exception {
    assertThat(findings("g:log:3.0")).isEmpty();
    Path withdrawn = Files.createDirectory(folder.resolve("withdrawn"));
    Files.writeString(
        withdrawn.resolve("a.json"),
        ALWAYS.replaceFirst("\\{", "{\"withdrawn\": \"2026-01-01T00:00:00Z\","));
    assertThat(Advisories.read(withdrawn).findings(List.of(part("g:never:1")))).isEmpty();
  }

  @Test
  void readsAZip() throws Exception {
    Path zip = folder.resolve("all.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("GHSA-0000-0000-0000.json"));
      out.write(ALWAYS.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Advisories.read(zip).findings(List.of(part("g:never:1")))).hasSize(1);
  }

  @Test
  void doesNotPassACheckAgainstNothing() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Advisories.read(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no advisories");
  }
}
