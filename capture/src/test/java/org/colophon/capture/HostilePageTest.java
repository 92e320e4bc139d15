package org.colophon.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.colophon.capture.browser.Ending;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that would like to be no evidence. Each ends in time, and leaves nothing behind. */
@Tag("browser")
@Timeout(300)
class HostilePageTest {
  private static final CaptureLimits SHORT = limits(Browsers.LIMITS.answer());

  /** For a browser that never answers: each command to it takes so long. */
  private static final CaptureLimits SHORTEST = limits(Duration.ofSeconds(15));

  @TempDir private Path folder;

  private static CaptureLimits limits(Duration answer) {
    return new CaptureLimits(
        Duration.ofSeconds(12),
        Duration.ofSeconds(1),
        Duration.ofSeconds(6),
        answer,
        8L << 20,
        8L << 20,
        1_000,
        16_000,
        128 << 20);
  }

  private Captured capture(WebSite site, String path) throws Exception {
    return Browsers.capture(Browsers.request(site.at(path), SHORT), folder);
  }

  /** With time enough on a busy machine, for a page that comes to rest. */
  private Captured captureAtRest(WebSite site, String path) throws Exception {
    return Browsers.capture(site.at(path), folder);
  }

  private static void endless(HttpExchange exchange, int bytes, long pauseMs) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "image/png");
    exchange.sendResponseHeaders(200, 0);
    byte[] some = new byte[bytes];
    try {
      while (true) {
        exchange.getResponseBody().write(some);
        exchange.getResponseBody().flush();
        Thread.sleep(pauseMs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBodyThatNeverEndsEndsAtTheLimitOfTraffic() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html(
          "/", "<title>flood</title><p>words<script>fetch('/flood').then(r=>r.text())</script>");
      site.page("/flood", exchange -> endless(exchange, 1 << 16, 0));
      Captured captured = capture(site, "/");

      assertThat(captured.visited().ending()).isEqualTo(Ending.TRAFFIC_LIMIT);
      assertThat(captured.traffic().cut()).isEqualTo(1);
      assertThat(Files.size(folder.resolve("page.wacz"))).isLessThan(SHORT.trafficBytes());
      assertThat(Browsers.answers(folder)).containsKey(site.at("/"));
      assertThat(Browsers.read(folder, "page.html")).contains("words");
    }
  }

  @Test
  void aBodyThatDripsEndsAtTheLimitOfTimeWithAPicture() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html(
          "/", "<title>drip</title><p>words<script>fetch('/drip').then(r=>r.text())</script>");
      site.page("/drip", exchange -> endless(exchange, 16, 200));
      Captured captured = capture(site, "/");

      assertThat(captured.visited().ending()).isEqualTo(Ending.TIME_LIMIT);
      assertThat(captured.visited().hasPicture()).isTrue();
      assertThat(captured.visited().remarks()).contains("requests still open: 1");
      assertThat(Browsers.read(folder, "cleanliness.txt")).contains("never came to rest");
    }
  }

  @Test
  void requestsThatNeverEndEndAtTheLimitOfTime() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html(
          "/", "<title>busy</title><script>let n=0;setInterval(()=>fetch('/n?'+n++),50)</script>");
      site.text("/n", "text/plain", "again");
      Captured captured = capture(site, "/");

      assertThat(captured.visited().ending()).isEqualTo(Ending.TIME_LIMIT);
      assertThat(captured.visited().hasPicture()).isTrue();
      assertThat(captured.traffic().exchanges()).isGreaterThan(10);
    }
  }

  @Test
  void aBrowserThatDiesLeavesWhatCame() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<title>end</title><p>words<script>fetch('/end')</script>");
      site.page(
          "/end",
          exchange ->
              ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly));
      Captured captured = capture(site, "/");

      assertThat(captured.visited().ending()).isEqualTo(Ending.CRASHED);
      assertThat(captured.visited().hasPicture()).isFalse();
      assertThat(Browsers.answers(folder)).containsKey(site.at("/"));
      assertThat(Browsers.read(folder, "cleanliness.txt")).contains("crashed");
    }
  }

  @Test
  void aRedirectLoopIsNoPage() throws Exception {
    try (WebSite site = new WebSite()) {
      site.page(
          "/",
          exchange -> {
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(302, -1);
          });
      assertThatThrownBy(() -> capture(site, "/"))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("ERR_TOO_MANY_REDIRECTS");
    }
  }

  @Test
  void headersWithoutMeasureAreNoPage() throws Exception {
    try (WebSite site = new WebSite()) {
      site.page(
          "/",
          exchange -> {
            exchange.getResponseHeaders().set("X-Long", "x".repeat(4 << 20));
            WebSite.send(exchange, 200, "text/html", "<p>hi".getBytes(UTF_8));
          });
      assertThatThrownBy(() -> capture(site, "/"))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("net::ERR_");
    }
  }

  @Test
  void aDownloadIsNoPageAndOneFromAPageIsDenied() throws Exception {
    try (WebSite site = new WebSite()) {
      site.page(
          "/file",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=x.exe");
            WebSite.send(exchange, 200, "application/octet-stream", "MZ".getBytes(UTF_8));
          });
      site.html(
          "/",
          "<title>offer</title><script>onload=()=>setTimeout(()=>{location='/file'},50)</script>");
      assertThatThrownBy(() -> Browsers.capture(site.at("/file"), folder.resolve("file")))
          .isInstanceOfSatisfying(
              CaptureException.class,
              e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.DOWNLOAD));
      Captured captured = captureAtRest(site, "/");

      assertThat(captured.visited().title()).isEqualTo("offer");
      assertThat(captured.visited().hasPicture()).isTrue();
      assertThat(captured.visited().remarks())
          .anySatisfy(remark -> assertThat(remark).contains("download, which was denied"));
    }
  }

  @Test
  void dialogsAreDismissedAndWindowsStayShut() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html(
          "/",
          "<title>loud</title><script>alert('one');confirm('two');window.open('/other');"
              + "document.title='done'</script>");
      site.html("/other", "<title>other</title>");
      Captured captured = captureAtRest(site, "/");

      assertThat(captured.visited().title()).isEqualTo("done");
      assertThat(captured.visited().ending()).isEqualTo(Ending.QUIET);
      assertThat(captured.visited().remarks())
          .contains(
              "the page opened a dialog, which was dismissed: one",
              "the page opened a dialog, which was dismissed: two");
      assertThat(site.asked()).contains("/").doesNotContain("/other");
    }
  }

  @Test
  void aPageThatOnlyOpensDialogsEndsInTime() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<title>nag</title><script>for(;;)alert('again')</script>");
      Captured captured = Browsers.capture(Browsers.request(site.at("/"), SHORTEST), folder);

      assertThat(captured.visited().ending()).isEqualTo(Ending.TIME_LIMIT);
      assertThat(captured.visited().remarks().getLast()).contains("more of such");
    }
  }

  @Test
  void aPageThatNeverYieldsEndsInTimeWithWhatCame() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<title>hog</title><p>words<script>for(;;);</script>");
      Captured captured = Browsers.capture(Browsers.request(site.at("/"), SHORTEST), folder);

      assertThat(captured.visited().ending()).isEqualTo(Ending.TIME_LIMIT);
      assertThat(Browsers.answers(folder)).containsKey(site.at("/"));
    }
  }

  @Test
  void aDocumentWithoutMeasureIsNotTakenButItsTrafficIs() throws Exception {
    try (WebSite site = new WebSite()) {
      CaptureLimits small =
          new CaptureLimits(
              Browsers.LIMITS.time(),
              SHORT.quiet(),
              SHORT.still(),
              SHORT.answer(),
              SHORT.trafficBytes(),
              SHORT.bodyBytes(),
              SHORT.exchanges(),
              SHORT.pictureHeight(),
              4 << 20);
      site.html("/", "<title>huge</title><body><script>" + HUGE + "</script>");
      Captured captured = Browsers.capture(Browsers.request(site.at("/"), small), folder);

      assertThat(captured.visited().hasDocument()).isFalse();
      assertThat(captured.visited().hasPicture()).isTrue();
      assertThat(captured.visited().remarks())
          .anySatisfy(remark -> assertThat(remark).contains("there is not the document"));
    }
  }

  private static final String HUGE =
      "for(let i=0;i<40;i++){const d=document.createElement('pre');"
          + "d.textContent='x'.repeat(1<<20);d.style.display='none';document.body.append(d)}";

  @Test
  void aTitleCannotTurnTheTextAroundIt() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<script>document.title='a\\u202egnp.\\u0007\\u001b[31mb\\u2066'</script>");
      Captured captured = captureAtRest(site, "/");

      assertThat(captured.visited().title()).contains("\u202e");
      assertThat(Browsers.read(folder, "cleanliness.txt") + Browsers.read(folder, "calls.jsonl"))
          .doesNotContain("\u202e", "\u001b", "\u0007", "\u2066")
          .contains("\\u{202e}");
      assertThat(Browsers.text(Browsers.wacz(folder), "pages/pages.jsonl"))
          .doesNotContain("\u202e");
    }
  }

  @Test
  void moreExchangesThanTheLimitAreCountedAndNotKept() throws Exception {
    try (WebSite site = new WebSite()) {
      site.html("/", "<script>for(let i=0;i<20;i++)fetch('/n?'+i)</script>");
      site.text("/n", "text/plain", "one");
      CaptureLimits few =
          new CaptureLimits(
              Browsers.LIMITS.time(),
              SHORT.quiet(),
              SHORT.still(),
              SHORT.answer(),
              SHORT.trafficBytes(),
              SHORT.bodyBytes(),
              5,
              SHORT.pictureHeight(),
              SHORT.messageBytes());
      Captured captured = Browsers.capture(Browsers.request(site.at("/"), few), folder);

      assertThat(captured.traffic().exchanges()).isGreaterThanOrEqualTo(21);
      assertThat(captured.traffic().notKept()).isEqualTo(captured.traffic().exchanges() - 5);
      assertThat(Browsers.answers(folder)).hasSize(5);
      assertThat(Browsers.read(folder, "cleanliness.txt"))
          .contains("of them not kept: " + captured.traffic().notKept());
    }
  }
}
