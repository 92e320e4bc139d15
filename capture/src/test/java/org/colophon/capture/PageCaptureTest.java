package org.colophon.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.colophon.capture.browser.Ending;
import org.colophon.core.content.EvidenceCapture.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a capture of an honest page holds. Needs Chromium. */
@Tag("browser")
class PageCaptureTest {
  private static final String GALLERY =
      "<!doctype html><title>Gallery</title><script src='/a.js'></script><body>"
          + "<img src='/moved.svg'><p>first edition<div style='height:3000px'></div>";
  private static final String RED =
      "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'>"
          + "<rect width='90' height='90' fill='#f00'/></svg>";

  @TempDir private Path folder;

  private static WebSite gallery() throws Exception {
    WebSite site = new WebSite();
    site.page(
        "/gallery",
        exchange -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(GALLERY.getBytes(UTF_8));
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(packed.toByteArray());
        });
    site.text("/a.js", "text/javascript", "document.title += ' 7'");
    site.page(
        "/moved.svg",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/p.svg");
          WebSite.send(exchange, 302, "text/plain", "elsewhere".getBytes(UTF_8));
        });
    return site.text("/p.svg", "image/svg+xml", RED);
  }

  @Test
  void aPageIsTakenDownWithAllThatItNeeds() throws Exception {
    try (WebSite site = gallery()) {
      Captured captured = Browsers.capture(site.at("/gallery"), folder);

      assertThat(captured.visited().ending()).isEqualTo(Ending.QUIET);
      assertThat(captured.visited().title()).isEqualTo("Gallery 7");
      assertThat(captured.files())
          .extracting(Captured.File::kind)
          .containsExactly(
              Kind.WACZ,
              Kind.SCREENSHOT,
              Kind.HTML,
              Kind.HTML,
              Kind.CALL_LOG,
              Kind.DNS,
              Kind.CLEANLINESS,
              Kind.OTHER);
      assertThat(Browsers.answers(folder))
          .containsEntry(site.at("/gallery"), "200 " + GALLERY)
          .containsEntry(site.at("/a.js"), "200 document.title += ' 7'")
          .containsEntry(site.at("/moved.svg"), "302 ")
          .containsEntry(site.at("/p.svg"), "200 " + RED);
      assertThat(Browsers.read(folder, "response.html")).isEqualTo(GALLERY);
      assertThat(Browsers.read(folder, "page.html"))
          .startsWith("\uFEFF<!DOCTYPE html>")
          .contains("<title>Gallery 7</title>", "first edition");
      BufferedImage picture = ImageIO.read(folder.resolve("screenshot.png").toFile());
      assertThat(picture.getHeight()).isGreaterThan(3_000);
      assertThat(picture.getRGB(20, 20) & 0xffffff).isEqualTo(0xff0000);
      Map<String, byte[]> wacz = Browsers.wacz(folder);
      assertThat(Browsers.text(wacz, "datapackage.json")).contains("\"wacz_version\":\"1.1.1\"");
      assertThat(Browsers.text(wacz, "pages/pages.jsonl"))
          .contains(site.at("/gallery"), "Gallery 7");
      assertThat(captured.traffic().browsersOwn()).isEmpty();
      assertThat(captured.traffic().unread()).isZero();
      assertThat(Browsers.read(folder, "netlog.json")).doesNotContain("\"bytes\":");
    }
  }

  /** The validator that jwarc brings, in a process of its own since it ends it. */
  @Test
  void theArchiveIsValidWarcWithRightDigests() throws Exception {
    try (WebSite site = gallery()) {
      Browsers.capture(site.at("/gallery"), folder);
      Path warc =
          Files.write(
              folder.resolve("data.warc.gz"),
              Browsers.entry(Browsers.wacz(folder), "archive/data.warc.gz"));
      Process validator =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.netpreserve.jwarc.tools.ValidateTool",
                  "-v",
                  warc.toString())
              .redirectErrorStream(true)
              .start();
      String words = new String(validator.getInputStream().readAllBytes(), UTF_8);

      assertThat(validator.waitFor()).as(words).isZero();
      assertThat(words).contains("payload digest pass", "block digest pass");
      assertThat(words).doesNotContain("ERROR");
    }
  }

  @Test
  void theTranscriptAnswersWhatACourtAsks() throws Exception {
    try (WebSite site = gallery()) {
      Captured captured = Browsers.capture(site.at("/gallery"), folder);

      assertThat(Browsers.read(folder, "cleanliness.txt"))
          .contains(
              "address: " + site.at("/gallery"),
              "hosts file",
              "proxy: switched off",
              "profile: new and empty",
              "extensions: switched off",
              "this machine itself",
              "the page's server says 20",
              "answered by localhost:" + site.port() + ": 127.0.0.1",
              "its file: /",
              "SHA-256 ",
              "environment: TZ=UTC");
      assertThat(captured.cleanliness()).contains("to be looked at: ", "names");
      assertThat(captured.toolVersion()).contains("Chrome/").doesNotContain("$");
      assertThat(Browsers.read(folder, "dns.json")).contains("\"kind\":\"LOOPBACK\"", "127.0.0.1");
    }
  }

  @Test
  void whatChangesAfterwardsStaysAsItWas() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<title>one</title>the first text");
      Captured before = Browsers.capture(site.at("/"), folder.resolve("one"));
      String kept = FileDigest.sha256(before.files().getFirst().path()).hex();
      site.remove("/");
      site.html("/", "<title>two</title>another text");
      Browsers.capture(site.at("/"), folder.resolve("two"));

      assertThat(Browsers.answers(folder.resolve("one")))
          .containsEntry(site.at("/"), "200 <title>one</title>the first text");
      assertThat(Browsers.answers(folder.resolve("two")))
          .containsEntry(site.at("/"), "200 <title>two</title>another text");
      assertThat(FileDigest.sha256(before.files().getFirst().path()).hex()).isEqualTo(kept);
    }
  }

  @Test
  void aPageThatVanishedIsTakenDownAsGoneAndAServerThatVanishedIsNoPage() throws Exception {
    String address;
    try (WebSite site = new WebSite()) {
      site.html("/", "<title>here</title>");
      address = site.at("/");
      Captured here = Browsers.capture(address, folder.resolve("here"));
      site.remove("/");
      Captured gone = Browsers.capture(address, folder.resolve("gone"));

      assertThat(here.visited().title()).isEqualTo("here");
      assertThat(Browsers.answers(folder.resolve("gone")).get(address)).startsWith("404 ");
      assertThat(gone.visited().ending()).isEqualTo(Ending.QUIET);
    }
    assertThatThrownBy(() -> Browsers.capture(address, folder.resolve("nothing")))
        .isInstanceOfSatisfying(
            CaptureException.class,
            e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.NO_PAGE))
        .hasMessageContaining("ERR_CONNECTION_REFUSED");
    assertThat(Browsers.answers(folder.resolve("here")))
        .containsEntry(address, "200 <title>here</title>");
  }

  @Test
  void theCertificatesAreKeptAsTheyWereServed() throws Exception {
    try (SecureSite site = new SecureSite(folder)) {
      assertThatThrownBy(() -> Browsers.capture(site.address(), folder.resolve("refused")))
          .isInstanceOfSatisfying(
              CaptureException.class,
              e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.NO_PAGE))
          .hasMessageContaining("ERR_CERT_AUTHORITY_INVALID")
          .hasMessageContaining("--accept-certificate");

      CaptureRequest plain = Browsers.request(site.address(), Browsers.LIMITS);
      CaptureRequest request =
          new CaptureRequest(
              plain.page(),
              plain.browser(),
              plain.languages(),
              Optional.empty(),
              List.of(site.certificate()),
              List.of("the chain says nothing"),
              plain.environment(),
              plain.limits());
      Path out = folder.resolve("out");
      Captured captured = Browsers.capture(request, out);

      assertThat(captured.files()).extracting(Captured.File::kind).contains(Kind.TLS);
      assertThat(Browsers.read(out, "tls.pem"))
          .contains(Files.readString(site.certificate()).strip(), "TLS 1.3");
      assertThat(Browsers.read(out, "cleanliness.txt"))
          .contains("taken although they may not hold", "the chain says nothing");
      assertThat(Browsers.answers(out))
          .containsEntry(site.address(), "200 <title>protected</title>");
    }
  }

  @Test
  void addressesThatAreNoPagesAreRefused() {
    assertThat(
            List.of(
                "file:///etc/passwd",
                "data:text/html,x",
                "javascript:alert(1)",
                "ftp://example.org/",
                "chrome://version",
                "example.org",
                "http://li@example.org/",
                "http://li:secret@example.org/",
                "http://example.org/#top",
                "http:///path",
                "http://example.org/\u202e",
                "http://example.org/" + "x".repeat(2048)))
        .allSatisfy(address ->
            assertThatThrownBy(() -> WebPage.parse(address))
                .isInstanceOfSatisfying(
                    CaptureException.class,
                    e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.BAD_ADDRESS)));
  }

  @Test
  void withoutABrowserItSaysWhatToInstall() throws Exception {
    CaptureRequest plain = Browsers.request("http://localhost:1/", Browsers.LIMITS);
    CaptureRequest nowhere =
        new CaptureRequest(
            plain.page(),
            Optional.empty(),
            plain.languages(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of("PATH", folder.toString()),
            plain.limits());
    assertThatThrownBy(() -> Browsers.capture(nowhere, folder.resolve("a")))
        .isInstanceOfSatisfying(
            CaptureException.class,
            e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.NO_BROWSER))
        .hasMessageContaining("package chromium")
        .hasMessageContaining("--browser");
    CaptureRequest other =
        new CaptureRequest(
            plain.page(),
            Optional.of(Path.of("/bin/false")),
            plain.languages(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            plain.limits());
    assertThatThrownBy(() -> Browsers.capture(other, folder.resolve("b")))
        .isInstanceOfSatisfying(
            CaptureException.class,
            e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.NO_BROWSER))
        .hasMessageContaining("does not start");
  }

  @Test
  void aHostThatIsAnAddressNeedsNoResolver() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<title>by number</title>");
      Browsers.capture("http://127.0.0.1:" + site.port() + "/", folder);

      assertThat(Browsers.read(folder, "dns.json")).contains("\"kind\":\"NUMERIC\"");
      assertThat(Browsers.read(folder, "cleanliness.txt")).contains("no resolver has a say");
    }
  }
}
