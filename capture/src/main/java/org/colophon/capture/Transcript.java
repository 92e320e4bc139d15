package org.colophon.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.capture.browser.Chromium;
import org.colophon.capture.browser.Visited;
import org.colophon.capture.surroundings.ClockSource;
import org.colophon.capture.surroundings.Finding;
import org.colophon.capture.traffic.TlsPeer;
import org.colophon.capture.traffic.Traffic;

/** The check of the surroundings and the course of the capture, as a person reads it. */
final class Transcript {
  private static final int SITES_MAX = 200;

  private final List<String> lines = new ArrayList<>();

  /** Writes it. */
  static void write(
      Path file,
      CaptureRequest request,
      Program program,
      Visited visited,
      Traffic traffic,
      ClockSource clock,
      List<Finding> findings)
      throws IOException {
    Transcript transcript = new Transcript();
    transcript.head(request, visited);
    transcript.section("Check of the surroundings");
    findings.forEach(finding -> transcript.lines.add(finding.toLine()));
    transcript.course(visited, traffic);
    transcript.section("Clock");
    clock.details().forEach(transcript.lines::add);
    request.chainTime().forEach(transcript.lines::add);
    transcript.lines.add(serverTime(visited.startedAt(), traffic));
    transcript.program(program);
    transcript.section("Not shown by this capture");
    transcript.lines.add(
        "bodies of requests; bodies of answers that lead on; messages of WebSockets; framing of"
            + " HTTP and TLS; what the server shows to others or at other times");
    Files.write(file, transcript.lines, StandardCharsets.UTF_8);
  }

  /**
   * The programs that took it down.
   *
   * @param path of the browser
   * @param version of the browser
   * @param file the browser's own file, with its SHA-256
   * @param chromium how it was started
   */
  record Program(Path path, String version, String file, Chromium chromium) {}

  private void head(CaptureRequest request, Visited visited) {
    lines.add("Transcript of a capture by " + Tool.NAME + " " + Tool.version());
    add("address", request.page().uri().toString());
    add("came to", visited.address());
    add("title", visited.title());
    add("asked at", visited.startedAt() + " by this machine's clock");
    add("picture at", visited.pictureAt().toString());
    add("ending", visited.ending().words());
  }

  private void course(Visited visited, Traffic traffic) {
    section("Course");
    add("requests sent", String.valueOf(traffic.exchanges()));
    add("of them not kept", String.valueOf(traffic.notKept()));
    add("answers not whole", String.valueOf(traffic.cut()));
    add("bytes of bodies", String.valueOf(traffic.bytes()));
    add("lines of the browser's log not read", String.valueOf(traffic.unread()));
    traffic.browsersOwn().stream()
        .sorted()
        .limit(SITES_MAX)
        .forEach(url -> add("asked by the browser itself", url));
    visited.remarks().forEach(lines::add);
    new TreeMap<>(traffic.servers())
        .entrySet().stream()
            .limit(SITES_MAX)
            .forEach(
                site -> add("answered by " + site.getKey(), String.join(", ", site.getValue())));
    for (TlsPeer peer : traffic.peers()) {
      add(
          "certificates of " + peer.site(),
          peer.certificates().size() + " served by " + peer.address() + ", " + peer.version());
    }
  }

  /** The server's own clock, as its answer gives it to the second (RFC 9110, Date). */
  private static String serverTime(Instant startedAt, Traffic traffic) {
    Optional<String> date =
        traffic.page().stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("date:"))
            .map(line -> line.substring("date:".length()).strip())
            .findFirst();
    try {
      return date.map(
              text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .map(server ->
              "the page's server says "
                  + server
                  + " (to the second); this machine's clock said "
                  + startedAt
                  + " when it was asked")
          .orElse("the page's server says nothing of its time");
    } catch (DateTimeParseException e) {
      return "the page's server says of its time: " + Plain.text(date.orElse(""));
    }
  }

  private void program(Program program) {
    section("Programs");
    add("browser", program.version());
    add("its launcher", program.path().toString());
    add("its file", program.file());
    add("Java", Runtime.version().toString());
    add(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    program.chromium().flags().forEach(flag -> add("flag", flag));
    new TreeMap<>(program.chromium().environment())
        .forEach((name, value) -> add("environment", name + "=" + value));
  }

  private void section(String title) {
    lines.add("");
    lines.add(title);
  }

  private void add(String name, String value) {
    lines.add(name + ": " + Plain.text(value));
  }
}
