package org.colophon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCaptureTest {
  @TempDir private Path folder;

  @Test
  void aPageIsTakenDownWithAllThatItNeeds() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html(
          "/",
          "<!doctype html><title>Gallery</title><script src='/a.js'></script><img src='/r.png'><p>hello");
      site.text("/a.js", "text/javascript", "document.title += ' 7'");
      site.page(
          "/r.png",
          exchange -> {
            exchange.getResponseHeaders().set("Location", "/p.png");
            WebSite.send(
                exchange,
                302,
                "text/plain",
                "elsewhere".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          });
      site.text(
          "/p.png",
          "image/svg+xml",
          "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90' fill='red'/></svg>");
      Path out = Path.of("/tmp/h-capture/out");
      Files.createDirectories(out);
      Captured captured =
          Capturer.capture(
              new CaptureRequest(
                  WebPage.parse(site.at("/")),
                  Optional.empty(),
                  "en-US,en",
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  System.getenv(),
                  CaptureLimits.DEFAULT),
              out,
              InstantSource.system());
      System.out.println(captured);
      assertThat(captured.visited().title()).isEqualTo("Gallery 7");
    }
  }
}
