package org.colophon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.crypto.Hash;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;

/** Captures pages for tests, and opens what was captured. */
final class Browsers {
  static final CaptureLimits LIMITS = CaptureLimits.DEFAULT.with(Duration.ofMinutes(2), 64L << 20);

  private Browsers() {}

  static CaptureRequest request(String url, CaptureLimits limits) throws CaptureException {
    return new CaptureRequest(
        WebPage.parse(url),
        Optional.empty(),
        "en-US,en",
        Optional.empty(),
        List.of(),
        List.of(),
        System.getenv(),
        limits);
  }

  static Captured capture(String url, Path folder) throws Exception {
    return capture(request(url, LIMITS), folder);
  }

  /** Captures, and looks that nothing is left behind. */
  static Captured capture(CaptureRequest request, Path folder) throws Exception {
    Files.createDirectories(folder);
    try {
      return Capturer.capture(request, folder, InstantSource.system());
    } finally {
      assertNothingRuns();
    }
  }

  /** No browser that this process started, and no profile. */
  static void assertNothingRuns() throws IOException {
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info().command().orElse(""))
                .filter(command -> command.contains("chrom")))
        .isEmpty();
    String ours = "colophon-capture-" + ProcessHandle.current().pid() + "-";
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith(ours))).isEmpty();
    }
  }

  /** The files of a WACZ, after each was compared with its digest. */
  static Map<String, byte[]> wacz(Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(folder.resolve("page.wacz")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    String manifest = text(files, "datapackage.json");
    assertThat(text(files, "datapackage-digest.json"))
        .contains(sha256(entry(files, "datapackage.json")));
    files.forEach((name, bytes) -> {
      if (!name.startsWith("datapackage")) {
        assertThat(manifest).contains("\"" + name + "\"", sha256(bytes));
      }
    });
    return files;
  }

  /** A file of a WACZ; empty when there is none. */
  static byte[] entry(Map<String, byte[]> files, String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  static String text(Map<String, byte[]> files, String name) {
    return new String(entry(files, name), StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Hash.sha256(bytes).bytes());
  }

  /** What each address answered: the status line, and the body without its encoding. */
  static Map<String, String> answers(Path folder) throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    InputStream warc = new ByteArrayInputStream(entry(wacz(folder), "archive/data.warc.gz"));
    try (WarcReader reader = new WarcReader(warc)) {
      for (var one : reader) {
        if (one instanceof WarcResponse response) {
          String body =
              new String(
                  response.http().bodyDecoded().stream().readAllBytes(), StandardCharsets.UTF_8);
          answers.put(response.target(), response.http().status() + " " + body);
        }
      }
    }
    return answers;
  }

  static String read(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
