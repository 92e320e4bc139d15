package org.colophon.capture.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.colophon.capture.Plain;
import org.jspecify.annotations.Nullable;

/**
 * What a page does while it loads: which requests are under way, and what it tries that a capture
 * does not let it do.
 */
final class PageEvents implements Devtools.Listener {
  private static final int REMARKS_MAX = 50;

  /** The page's own session; empty until it is known. */
  private String page = "";

  /** The page's own frame. */
  private String frame = "";

  private final AtomicReference<@Nullable Devtools> devtools = new AtomicReference<>();
  private final LongSupplier nanoTime;
  private final Map<String, String> sessionOfRequest = new HashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private long lastMoveNs;
  private long remarksMade;
  private boolean isLoaded;
  private boolean hasDocument;
  private boolean hasCrashed;
  private boolean hasDownload;

  PageEvents(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastMoveNs = nanoTime.getAsLong();
  }

  void connect(Devtools to) {
    devtools.set(to);
  }

  /** From now on that page is the one that is loaded. */
  synchronized void follow(String session, String target) {
    page = session;
    frame = target;
    isLoaded = false;
    hasDocument = false;
    moved();
  }

  @Override
  public synchronized void happened(String session, String method, JsonNode params) {
    switch (method) {
      case "Network.requestWillBeSent" -> begun(session, params);
      case "Network.loadingFinished", "Network.loadingFailed", "Network.requestServedFromCache" ->
          ended(params);
      case "Network.dataReceived", "Network.responseReceived" -> moved();
      case "Page.domContentEventFired" -> hasDocument |= session.equals(page);
      case "Page.loadEventFired" -> isLoaded |= session.equals(page);
      case "Page.javascriptDialogOpening" -> dialog(session, params);
      case "Page.frameStartedNavigating" -> moved();
      case "Page.frameStoppedLoading" -> isLoaded |= params.path("frameId").asText().equals(frame);
      case "Browser.downloadWillBegin" -> download(params);
      case "Target.attachedToTarget" -> attached(session, params);
      case "Target.detachedFromTarget" ->
          sessionOfRequest.values().removeIf(params.path("sessionId").asText()::equals);
      case "Inspector.targetCrashed" -> hasCrashed = true;
      default -> {
        // The log of calls has it.
      }
    }
  }

  private void begun(String session, JsonNode params) {
    moved();
    String url = params.path("request").path("url").asText();
    if (url.startsWith("http:") || url.startsWith("https:")) {
      sessionOfRequest.put(params.path("requestId").asText(), session);
    }
  }

  private void ended(JsonNode params) {
    moved();
    sessionOfRequest.remove(params.path("requestId").asText());
  }

  private void moved() {
    lastMoveNs = nanoTime.getAsLong();
  }

  private void dialog(String session, JsonNode params) {
    remark(
        "the page opened a dialog, which was dismissed: "
            + Plain.text(params.path("message").asText()));
    send(session, "Page.handleJavaScriptDialog", Map.of("accept", false));
  }

  private void download(JsonNode params) {
    hasDownload = true;
    remark(
        "the page began a download, which was denied: " + Plain.text(params.path("url").asText()));
  }

  /** Frames and workers in processes of their own tell of their requests in sessions of theirs. */
  private void attached(String parent, JsonNode params) {
    if (parent.isEmpty()) {
      return;
    }
    String session = params.path("sessionId").asText();
    send(session, "Network.enable", Map.of());
    send(session, "Target.setAutoAttach", PageVisit.AUTO_ATTACH);
    send(session, "Runtime.runIfWaitingForDebugger", Map.of());
  }

  private void send(String session, String method, Map<String, ?> params) {
    Devtools to = devtools.get();
    if (to != null) {
      to.send(session, method, params);
    }
  }

  synchronized void remark(String remark) {
    if (remarksMade++ < REMARKS_MAX) {
      remarks.add(remark);
    }
  }

  synchronized List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    if (remarksMade > REMARKS_MAX) {
      all.add("and " + (remarksMade - REMARKS_MAX) + " more of such");
    }
    return all;
  }

  synchronized boolean hasCrashed() {
    return hasCrashed;
  }

  synchronized boolean hasDownload() {
    return hasDownload;
  }

  synchronized int open() {
    return sessionOfRequest.size();
  }

  /** Whether it is loaded, and no request was under way for that long. */
  synchronized boolean isQuiet(long forNs) {
    return isLoaded && sessionOfRequest.isEmpty() && nanoTime.getAsLong() - lastMoveNs >= forNs;
  }

  /** Whether the document is there, and nothing moved for that long. */
  synchronized boolean isStill(long forNs) {
    return hasDocument && nanoTime.getAsLong() - lastMoveNs >= forNs;
  }

  /** Begins to wait anew. */
  synchronized void rest() {
    moved();
  }
}
