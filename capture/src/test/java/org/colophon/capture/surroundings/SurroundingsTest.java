package org.colophon.capture.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {
  @TempDir private Path folder;

  private Surroundings.Places places() {
    return new Surroundings.Places(
        folder.resolve("hosts"),
        List.of(folder.resolve("managed")),
        List.of(folder.resolve("extensions")),
        folder.resolve("launcher"),
        folder.resolve("preload"));
  }

  private Map<String, Finding> look(Map<String, String> environment) {
    Map<String, Set<String>> connected =
        Map.of("pages.invalid", Set.of("192.0.2.7"), "cdn.invalid:8443", Set.of("192.0.2.9"));
    return new Surroundings(places(), "pages.invalid", environment, Optional.empty())
        .findings(connected).stream()
            .collect(java.util.stream.Collectors.toMap(Finding::point, finding -> finding));
  }

  private static Finding point(Map<String, Finding> findings, String point) {
    return Objects.requireNonNull(findings.get(point), point);
  }

  @Test
  void aCleanMachineIsFoundClean() throws Exception {
    Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n# 192.0.2.1 pages.invalid\n");
    Map<String, Finding> findings = look(Map.of("PATH", "/usr/bin"));

    assertThat(findings)
        .allSatisfy((point, finding) -> {
          if (!Set.of("clock", "names").contains(point)) {
            assertThat(finding.verdict()).as(point).isEqualTo(Finding.Verdict.CLEAN);
          }
        });
    assertThat(point(findings, "names").verdict()).isEqualTo(Finding.Verdict.UNKNOWN);
  }

  @Test
  void whatCouldChangeAPageIsFound() throws Exception {
    Files.writeString(
        folder.resolve("hosts"),
        "192.0.2.1\twww.pages.invalid PAGES.invalid # mine\n192.0.2.2 CDN.invalid\n");
    Files.createDirectories(folder.resolve("managed"));
    Files.writeString(folder.resolve("managed").resolve("proxy.json"), "{}");
    Files.writeString(folder.resolve("preload"), "/opt/watch.so\n");
    Map<String, Finding> findings =
        look(Map.of("HTTPS_PROXY", "http://proxy:3128", "no_proxy", ""));

    assertThat(point(findings, "hosts file").verdict()).isEqualTo(Finding.Verdict.FOUND);
    assertThat(point(findings, "hosts file").words())
        .contains("pages.invalid by", "cdn.invalid by", "192.0.2.2");
    assertThat(point(findings, "settings forced on the browser").verdict())
        .isEqualTo(Finding.Verdict.FOUND);
    assertThat(point(findings, "libraries put into every program").words())
        .contains("/opt/watch.so");
    assertThat(point(findings, "proxy").words()).endsWith("not passed on: HTTPS_PROXY");
    assertThat(point(findings, "proxy").words()).doesNotContain("3128");
  }

  @Test
  void whatCannotBeLookedAtIsSaid() {
    assertThat(point(look(Map.of()), "hosts file").verdict()).isEqualTo(Finding.Verdict.UNKNOWN);
  }

  @Test
  void theClockIsNamedAsTheSystemNamesIt() {
    String tracking =
        "C0000201,192.0.2.1,3,1771234567.123,0.000012,-0.000003,0.00002,-1.5,0.001,0.02,0.01,0.002,64.2,Normal";
    ClockSource chrony = ClockSource.chrony(Optional.of(List.of(tracking))).orElseThrow();
    assertThat(chrony.name())
        .isEqualTo("NTP by chrony: server 192.0.2.1, stratum 3, off by 0.000012 s");
    assertThat(chrony.finding().verdict()).isEqualTo(Finding.Verdict.CLEAN);
    ClockSource adrift =
        ClockSource.chrony(Optional.of(List.of(tracking.replace("Normal", "Not synchronised"))))
            .orElseThrow();
    assertThat(adrift.finding().verdict()).isEqualTo(Finding.Verdict.FOUND);
    assertThat(ClockSource.chrony(Optional.of(List.of("506 Cannot talk to daemon")))).isEmpty();
    assertThat(ClockSource.timedatectl(Optional.of(List.of("NTP=yes", "NTPSynchronized=yes"))))
        .hasValueSatisfying(source -> assertThat(source.isSynchronised()).contains(true));
    assertThat(ClockSource.timedatectl(Optional.of(List.of("NTPSynchronized=no"))))
        .hasValueSatisfying(source -> assertThat(source.isSynchronised()).contains(false));
    assertThat(ClockSource.timedatectl(Optional.of(List.of()))).isEmpty();
  }
}
