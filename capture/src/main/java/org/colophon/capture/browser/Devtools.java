package org.colophon.capture.browser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chromium's DevTools protocol over a pipe: JSON messages that end with a zero byte. Nobody but the
 * two ends of the pipe can take part, as others could at a port.
 */
final class Devtools {
  private static final Pattern ID = Pattern.compile("^\\{\"id\":([0-9]{1,9})[,}]");
  private static final int ID_CHARS_MAX = 32;

  /** What the browser tells unasked. Called on the reading thread: it may send, and never wait. */
  @FunctionalInterface
  interface Listener {
    /** Something happened in a session; the browser's own has an empty name. */
    void happened(String session, String method, JsonNode params);
  }

  private final OutputStream out;
  private final CallLog log;
  private final Listener listener;
  private final int messageBytesMax;
  private final ObjectMapper mapper;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private int lastId;
  private volatile boolean hasEnded;

  Devtools(InputStream in, OutputStream out, CallLog log, Listener listener, int messageBytesMax) {
    this.out = out;
    this.log = log;
    this.listener = listener;
    this.messageBytesMax = messageBytesMax;
    this.mapper =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxStringLength(messageBytesMax)
                        .maxNestingDepth(200)
                        .build())
                .build());
    Thread.ofPlatform().daemon().name("colophon-devtools").start(() -> read(in));
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws BrowserException when there is none in time, or it says no, or the browser has ended
   */
  JsonNode call(String session, String method, Map<String, ?> params, Duration timeout)
      throws BrowserException, InterruptedException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    int id = nextId(answer);
    write(id, session, method, params);
    try {
      JsonNode got = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      log.note("answer", method, cut(got));
      return got;
    } catch (TimeoutException e) {
      log.note("no answer", method, timeout.toString());
      throw new BrowserException(method + ": no answer in " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      String why = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      log.note("no", method, why);
      throw new BrowserException(method + ": " + why);
    } finally {
      waiting.remove(id);
    }
  }

  /** Asks, and waits for nothing. */
  void send(String session, String method, Map<String, ?> params) {
    try {
      write(nextId(new CompletableFuture<>()), session, method, params);
    } catch (BrowserException e) {
      log.note("not sent", method, String.valueOf(e.getMessage()));
    }
  }

  /** Whether the browser has gone. */
  boolean hasEnded() {
    return hasEnded;
  }

  private synchronized int nextId(CompletableFuture<JsonNode> answer) {
    lastId++;
    waiting.put(lastId, answer);
    return lastId;
  }

  private synchronized void write(int id, String session, String method, Map<String, ?> params)
      throws BrowserException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", params);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    try {
      if (hasEnded) {
        throw new BrowserException(method + ": the browser has ended");
      }
      log.note("call", method, mapper.writeValueAsString(params));
      out.write(mapper.writeValueAsBytes(message));
      out.write(0);
      out.flush();
    } catch (BrowserException e) {
      throw e;
    } catch (IOException e) {
      throw new BrowserException(method + ": the browser has ended");
    }
  }

  private void read(InputStream in) {
    try (InputStream buffered = new BufferedInputStream(in, 1 << 16)) {
      for (byte[] message = next(buffered); message != null; message = next(buffered)) {
        take(message);
      }
    } catch (IOException e) {
      log.note("ended", "", String.valueOf(e.getMessage()));
    } finally {
      hasEnded = true;
      waiting
          .values()
          .forEach(answer ->
              answer.completeExceptionally(new BrowserException("the browser has ended")));
    }
  }

  /** The next message; one over the limit is read to its end and only its beginning is kept. */
  private byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    long size = 0;
    for (int b = in.read(); b != 0; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (size++ < messageBytesMax) {
        message.write(b);
      }
    }
    if (size <= messageBytesMax) {
      return message.toByteArray();
    }
    refuse(new String(message.toByteArray(), 0, ID_CHARS_MAX, StandardCharsets.UTF_8), size);
    return new byte[0];
  }

  private void refuse(String beginning, long size) {
    Matcher id = ID.matcher(beginning);
    CompletableFuture<JsonNode> answer =
        id.find() ? waiting.get(Integer.parseInt(id.group(1))) : null;
    String why = "answer: " + size + " bytes (expected: at most " + messageBytesMax + ")";
    if (answer != null) {
      answer.completeExceptionally(new BrowserException(why));
    }
    log.note("too large", "", why);
  }

  private void take(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    JsonNode message;
    try {
      message = mapper.readTree(bytes);
    } catch (JsonProcessingException e) {
      log.note("unreadable", "", String.valueOf(e.getOriginalMessage()));
      return;
    }
    if (message.has("id")) {
      answered(message);
    } else {
      String method = message.path("method").asText();
      log.note("event", method, cut(message.path("params")));
      listener.happened(message.path("sessionId").asText(), method, message.path("params"));
    }
  }

  private void answered(JsonNode message) {
    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt());
    if (answer == null) {
      return;
    }
    if (message.has("error")) {
      answer.completeExceptionally(
          new BrowserException(message.path("error").path("message").asText()));
    } else {
      answer.complete(message.path("result"));
    }
  }

  /** The picture and the document stand in files; here a few words of them do. */
  private static String cut(JsonNode node) {
    StringBuilder text = new StringBuilder();
    node.properties()
        .forEach(member -> {
          String value =
              member.getValue().isTextual()
                  ? member.getValue().asText()
                  : member.getValue().toString();
          text.append(text.isEmpty() ? "" : ", ").append(member.getKey()).append('=');
          text.append(value, 0, Math.min(value.length(), 120));
        });
    return text.toString();
  }
}
