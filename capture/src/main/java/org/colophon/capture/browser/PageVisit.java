package org.colophon.capture.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.colophon.capture.CaptureException;
import org.colophon.capture.CaptureLimits;
import org.colophon.capture.Plain;
import org.colophon.capture.WebPage;

/** One visit to one page: load it, let it come to rest, take its picture and its document. */
public final class PageVisit {
  static final Map<String, ?> AUTO_ATTACH =
      Map.of("autoAttach", true, "waitForDebuggerOnStart", true, "flatten", true);

  /** The log holds what came several times: as it came, decrypted, decoded, each in base64. */
  private static final long LOG_BYTES_EACH = 6;

  /** What the document says of its own encoding is no longer so; this mark wins over it. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final Duration POLL = Duration.ofMillis(50);
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  /** What Chromium says where a server answered with an error and no document. */
  private static final String EMPTY_ERROR_PAGE = "net::ERR_HTTP_RESPONSE_CODE_FAILURE";

  private final Chromium chromium;
  private final CaptureLimits limits;
  private final InstantSource clock;
  private final Devtools devtools;
  private final PageEvents events = new PageEvents(System::nanoTime);
  private final CallLog log;
  private String session = "";
  private long deadlineNs;

  private PageVisit(Chromium chromium, CaptureLimits limits, CallLog log, InstantSource clock) {
    this.chromium = chromium;
    this.limits = limits;
    this.clock = clock;
    this.log = log;
    this.devtools =
        new Devtools(chromium.answers(), chromium.commands(), log, events, limits.messageBytes());
    events.connect(devtools);
  }

  /**
   * Visits a page.
   *
   * @param folder gets {@code calls.jsonl}, {@code screenshot.png} and {@code page.html}
   * @throws CaptureException when there is no page
   */
  public static Visited visit(
      Chromium chromium, WebPage page, Path folder, CaptureLimits limits, InstantSource clock)
      throws IOException, InterruptedException, CaptureException {
    try (CallLog log = new CallLog(folder.resolve("calls.jsonl"), clock)) {
      return new PageVisit(chromium, limits, log, clock).run(page, folder);
    }
  }

  private Visited run(WebPage page, Path folder)
      throws IOException, InterruptedException, CaptureException {
    String browser = open();
    Instant startedAt = clock.instant();
    deadlineNs = System.nanoTime() + limits.time().toNanos();
    Ending ending = load(page);
    if (ending == Ending.QUIET || ending == Ending.STILL) {
      ending = drawWhole(ending);
    }
    if (ending == Ending.TIME_LIMIT || ending == Ending.TRAFFIC_LIMIT) {
      halt();
    }
    boolean hasDocument = taken("the document", () -> takeDocument(folder.resolve("page.html")));
    boolean hasPicture = taken("a picture", () -> takePicture(folder.resolve("screenshot.png")));
    Instant pictureAt = clock.instant();
    JsonNode found = found();
    leave();
    return new Visited(
        startedAt,
        pictureAt,
        browser,
        found.path("title").asText(),
        found.path("url").asText(page.uri().toString()),
        ending,
        hasPicture,
        hasDocument,
        events.remarks());
  }

  /** Opens a page of its own, since the first one is still busy, and says what it may do. */
  private String open() throws IOException, InterruptedException, CaptureException {
    try {
      String browser = browserCall("Browser.getVersion", Map.of()).path("product").asText();
      String target =
          browserCall("Target.createTarget", Map.of("url", "about:blank"))
              .path("targetId")
              .asText();
      session =
          browserCall("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
              .path("sessionId")
              .asText();
      browserCall("Browser.setDownloadBehavior", Map.of("behavior", "deny", "eventsEnabled", true));
      call("Page.enable", Map.of());
      call("Inspector.enable", Map.of());
      call("Network.enable", Map.of());
      call("Network.setCacheDisabled", Map.of("cacheDisabled", true));
      call("Target.setAutoAttach", AUTO_ATTACH);
      resize(HEIGHT);
      events.follow(session, target);
      return browser;
    } catch (BrowserException e) {
      throw new CaptureException(
          CaptureException.Reason.NO_BROWSER,
          "Chromium does not start: " + e.getMessage() + "; it says: " + chromium.lastWords());
    }
  }

  private void resize(int height) throws BrowserException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", WIDTH, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private Ending load(WebPage page) throws InterruptedException, CaptureException {
    JsonNode answer;
    try {
      answer =
          devtools.call(
              session, "Page.navigate", Map.of("url", page.uri().toString()), limits.time());
    } catch (BrowserException e) {
      if (devtools.hasEnded()) {
        return endedBy();
      }
      throw noPage("no answer in " + limits.time().toSeconds() + " s");
    }
    String error = answer.path("errorText").asText();
    if (answer.path("isDownload").asBoolean() || (!error.isEmpty() && events.hasDownload())) {
      throw new CaptureException(
          CaptureException.Reason.DOWNLOAD,
          page.uri()
              + " gives a file to be saved, and no page; deposit the file itself"
              + " (colophon evidence deposit)");
    }
    if (error.equals(EMPTY_ERROR_PAGE)) {
      events.remark(
          "the server answered with an error and no document: what shows is the browser's");
    } else if (error.startsWith("net::ERR_CERT")) {
      throw noPage(error + ": the certificate does not hold; --accept-certificate FILE goes on");
    } else if (!error.isEmpty()) {
      throw noPage(error);
    }
    return await();
  }

  private static CaptureException noPage(String detail) {
    return new CaptureException(CaptureException.Reason.NO_PAGE, detail);
  }

  /** Waits until the page is at rest, or may not go on. */
  private Ending await() throws InterruptedException {
    while (true) {
      if (events.isQuiet(limits.quiet().toNanos())) {
        return Ending.QUIET;
      }
      if (events.isStill(limits.still().toNanos())) {
        events.remark("requests still open: " + events.open());
        return Ending.STILL;
      }
      if (devtools.hasEnded() || events.hasCrashed()) {
        return endedBy();
      }
      if (isTooMuch(1)) {
        return Ending.TRAFFIC_LIMIT;
      }
      if (System.nanoTime() - deadlineNs >= 0) {
        events.remark("requests still open: " + events.open());
        return Ending.TIME_LIMIT;
      }
      Thread.sleep(POLL);
    }
  }

  private Ending endedBy() {
    return isTooMuch(1) ? Ending.TRAFFIC_LIMIT : Ending.CRASHED;
  }

  private boolean isTooMuch(int times) {
    return chromium.netLogSize() > times * LOG_BYTES_EACH * limits.trafficBytes();
  }

  /** Makes the window as high as the page: what loads only when it is seen loads now. */
  private Ending drawWhole(Ending before) throws InterruptedException {
    try {
      JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
      int height = (int) Math.ceil(size.path("height").asDouble(HEIGHT));
      if (height > limits.pictureHeight()) {
        events.remark(
            "the page is "
                + height
                + " pixels high: the picture shows the upper "
                + limits.pictureHeight());
      }
      events.rest();
      resize(Math.clamp(height, HEIGHT, limits.pictureHeight()));
      Ending after = await();
      return after == Ending.QUIET ? before : after;
    } catch (BrowserException e) {
      return devtools.hasEnded() ? endedBy() : before;
    }
  }

  /** Stops what goes on loading, so that the page can be looked at. */
  private void halt() {
    devtools.send(session, "Runtime.terminateExecution", Map.of());
    devtools.send(session, "Page.stopLoading", Map.of());
    devtools.send(
        session,
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    watchTraffic();
  }

  /** Whatever goes on loading in spite of all that ends with the browser. */
  private void watchTraffic() {
    Thread.ofPlatform()
        .daemon()
        .name("colophon-traffic-watch")
        .start(() -> {
          try {
            while (!chromium.hasEnded(POLL.toMillis())) {
              if (isTooMuch(2)) {
                chromium.stop();
              }
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Takes something that a page can refuse to give. */
  private interface Taking {
    void take() throws IOException, InterruptedException;
  }

  private boolean taken(String what, Taking taking) throws InterruptedException {
    try {
      taking.take();
      return true;
    } catch (IOException e) {
      events.remark("there is not " + what + ": " + Plain.text(String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** The document as it stands now, by the browser's own words and not by the page's scripts. */
  private void takeDocument(Path file) throws IOException, InterruptedException {
    int root = call("DOM.getDocument", Map.of("depth", 0)).path("root").path("nodeId").asInt();
    String html = call("DOM.getOuterHTML", Map.of("nodeId", root)).path("outerHTML").asText();
    Files.write(file, (BYTE_ORDER_MARK + html).getBytes(StandardCharsets.UTF_8));
  }

  private void takePicture(Path file) throws IOException, InterruptedException {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  private JsonNode found() throws InterruptedException {
    try {
      JsonNode history = call("Page.getNavigationHistory", Map.of());
      return history.path("entries").path(history.path("currentIndex").asInt());
    } catch (BrowserException e) {
      return MissingNode.getInstance();
    }
  }

  /** Lets the browser end by itself, so that its log is whole. */
  private void leave() throws InterruptedException {
    devtools.send("", "Browser.close", Map.of());
    if (!chromium.hasEnded(limits.answer().toMillis())) {
      log.note("killed", "", "the browser did not end by itself");
      chromium.stop();
    }
  }

  private JsonNode call(String method, Map<String, ?> params)
      throws BrowserException, InterruptedException {
    return devtools.call(session, method, params, limits.answer());
  }

  private JsonNode browserCall(String method, Map<String, ?> params)
      throws BrowserException, InterruptedException {
    return devtools.call("", method, params, limits.answer());
  }
}
