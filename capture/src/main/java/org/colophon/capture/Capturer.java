package org.colophon.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.capture.browser.Chromium;
import org.colophon.capture.browser.PageVisit;
import org.colophon.capture.browser.Visited;
import org.colophon.capture.surroundings.Finding;
import org.colophon.capture.surroundings.Surroundings;
import org.colophon.capture.traffic.TlsPeer;
import org.colophon.capture.traffic.Traffic;
import org.colophon.core.content.EvidenceCapture.Kind;
import org.colophon.crypto.Hash;

/** Takes a page down: the machine is looked at, the page visited, its traffic archived. */
public final class Capturer {
  /** The files of a capture, in the order in which a record names them. */
  private static final Map<String, Kind> FILES = new LinkedHashMap<>();

  static {
    FILES.put("page.wacz", Kind.WACZ);
    FILES.put("screenshot.png", Kind.SCREENSHOT);
    FILES.put("page.html", Kind.HTML);
    FILES.put("response.html", Kind.HTML);
    FILES.put("calls.jsonl", Kind.CALL_LOG);
    FILES.put("dns.json", Kind.DNS);
    FILES.put("tls.pem", Kind.TLS);
    FILES.put("cleanliness.txt", Kind.CLEANLINESS);
    FILES.put("netlog.json", Kind.OTHER);
  }

  private final CaptureRequest request;
  private final Path folder;
  private final InstantSource clock;

  private Capturer(CaptureRequest request, Path folder, InstantSource clock) {
    this.request = request;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Captures a page.
   *
   * @param folder that is there and empty
   * @throws CaptureException when there is no capture; the folder may then hold a part of one
   */
  public static Captured capture(CaptureRequest request, Path folder, InstantSource clock)
      throws IOException, InterruptedException, CaptureException {
    return new Capturer(request, folder, clock).run();
  }

  private Captured run() throws IOException, InterruptedException, CaptureException {
    Path program =
        request.browser().isPresent()
            ? request.browser().get()
            : Chromium.find(request.searchPath());
    Surroundings surroundings =
        new Surroundings(
            Surroundings.Places.DEBIAN,
            request.page().host(),
            request.environment(),
            request.second());
    List<String> flags = flags();
    try (Chromium chromium = Chromium.start(program, flags)) {
      String file = chromium.file();
      Visited visited = PageVisit.visit(chromium, request.page(), folder, request.limits(), clock);
      Traffic traffic =
          Traffic.archive(chromium.netLog(), folder, description(visited), request.limits());
      List<Finding> findings = new ArrayList<>(surroundings.findings(traffic.servers()));
      findings.add(Finding.ofSandbox(Chromium.isRoot()));
      findings.add(Finding.ofAccepted(request.accepted()));
      writeTls(traffic.peers());
      Files.writeString(
          folder.resolve("dns.json"), surroundings.names(traffic.servers()).text() + "\n");
      Transcript.write(
          folder.resolve("cleanliness.txt"),
          request,
          new Transcript.Program(program, visited.browser(), file, chromium),
          visited,
          traffic,
          surroundings.clock(),
          findings);
      return new Captured(
          files(),
          visited,
          traffic,
          findings,
          Tool.NAME,
          Tool.version() + ", " + visited.browser(),
          surroundings.clock().name());
    }
  }

  private List<String> flags() throws IOException {
    List<String> flags = new ArrayList<>();
    flags.add("--accept-lang=" + request.languages());
    List<String> keys = AcceptedKeys.of(request.accepted());
    if (!keys.isEmpty()) {
      flags.add("--ignore-certificate-errors-spki-list=" + String.join(",", keys));
    }
    return flags;
  }

  private Traffic.Description description(Visited visited) {
    return new Traffic.Description(
        request.page().uri().toString(),
        Plain.text(visited.title()),
        visited.startedAt(),
        Tool.NAME + " " + Tool.version() + " with " + visited.browser());
  }

  /** The certificates as they were served; the words between them are passed over by readers. */
  private void writeTls(List<TlsPeer> peers) throws IOException {
    if (peers.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (TlsPeer peer : peers) {
      text.append(Plain.text(peer.site()))
          .append(" at ")
          .append(peer.address())
          .append(", ")
          .append(peer.version())
          .append('\n');
      peer.certificates().forEach(text::append);
      text.append('\n');
    }
    Files.writeString(folder.resolve("tls.pem"), text, StandardCharsets.UTF_8);
  }

  /** Those that are there; of equal ones the first, since a record names each digest once. */
  private List<Captured.File> files() throws IOException {
    List<Captured.File> files = new ArrayList<>();
    Set<Hash> digests = new HashSet<>();
    for (Map.Entry<String, Kind> file : FILES.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (Files.exists(path) && Files.size(path) > 0) {
        if (digests.add(FileDigest.sha256(path))) {
          files.add(new Captured.File(file.getValue(), path));
        }
      }
    }
    return files;
  }
}
