package org.colophon.crypto.tsp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.colophon.crypto.x509.RevocationList;

/**
 * Asks authorities over HTTP or HTTPS (RFC 3161, section 3.4) and fetches their revocation lists.
 * Answers are bounded in size and time, and redirects are not followed: a query goes where the
 * operator said. Safe for use by many threads.
 */
public final class TimeStampClient implements AutoCloseable {
  private static final int OK = 200;
  private static final String QUERY_TYPE = "application/timestamp-query";
  private static final String REPLY_TYPE = "application/timestamp-reply";

  private final HttpClient http;
  private final Duration total;

  /**
   * A client.
   *
   * @param tls whom to trust behind {@code https}; without it, whom the JDK trusts
   * @param connect time to connect within
   * @param total time for all of one question, connecting included
   */
  public TimeStampClient(Optional<SSLContext> tls, Duration connect, Duration total) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
    this.total = total;
  }

  /**
   * Asks the authority at this address.
   *
   * @return the time-stamp, as {@link TimeStampQuery#accept} took it
   * @throws TimeStampException with DOWN, SLOW, HTTP_STATUS, WRONG_TYPE, TOO_LARGE, or what {@link
   *     TimeStampQuery#accept} says
   * @throws InterruptedException when the thread is told to stop; the question is given up
   * @throws IllegalArgumentException when the address is neither http nor https
   */
  public TimeStamp stamp(URI authority, TimeStampQuery query)
      throws TimeStampException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(authority)
            .header("Content-Type", QUERY_TYPE)
            .header("Accept", REPLY_TYPE)
            .POST(BodyPublishers.ofByteArray(query.der()))
            .build();
    return query.accept(exchange(request, TimeStamp.RESPONSE_BYTES_MAX, Optional.of(REPLY_TYPE)));
  }

  /**
   * Fetches a revocation list, in DER or PEM. Servers name many content types for it, so none is
   * asked for; whether its issuer signed it is for {@link RevocationList#isIssuedBy} to say.
   *
   * @throws TimeStampException with DOWN, SLOW, HTTP_STATUS, TOO_LARGE or BAD_CRL
   * @throws InterruptedException as {@link #stamp}
   * @throws IllegalArgumentException as {@link #stamp}
   */
  public RevocationList fetchCrl(URI address) throws TimeStampException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).GET().build();
    byte[] body = exchange(request, RevocationList.BYTES_MAX, Optional.empty());
    try {
      return RevocationList.read(body);
    } catch (IllegalArgumentException e) {
      throw new TimeStampException(Reason.BAD_CRL, String.valueOf(e.getMessage()), e);
    }
  }

  /** Ends connections; questions under way fail as DOWN. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  private byte[] exchange(HttpRequest request, int bytesMax, Optional<String> type)
      throws TimeStampException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, info -> body(info, bytesMax, type));
    try {
      // The JDK's own time-out ends with the headers; this one covers the body, too.
      return answer.get(total.toMillis(), TimeUnit.MILLISECONDS).body();
    } catch (ExecutionException e) {
      throw named(request.uri(), e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new TimeStampException(
          Reason.SLOW, request.uri() + ": no answer in " + total.toMillis() + " ms", e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Looks at what comes before the body, then takes the body. */
  private static BodySubscriber<byte[]> body(
      ResponseInfo info, int bytesMax, Optional<String> type) {
    if (info.statusCode() != OK) {
      return BoundedBody.refused(
          new TimeStampException(
              Reason.HTTP_STATUS, "HTTP status: " + info.statusCode() + " (expected: 200)"));
    }
    String found = info.headers().firstValue("Content-Type").orElse("none");
    if (type.isPresent() && !mediaType(found).equals(type.get())) {
      return BoundedBody.refused(
          new TimeStampException(
              Reason.WRONG_TYPE,
              "content type: " + Printable.line(found) + " (expected: " + type.get() + ")"));
    }
    return BoundedBody.of(bytesMax);
  }

  /** Without parameters (RFC 9110, section 8.3.1). */
  private static String mediaType(String header) {
    int end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static TimeStampException named(URI address, Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeStampException known) {
        return new TimeStampException(known.reason(), address + ": " + known.getMessage(), known);
      }
      if (cause instanceof HttpTimeoutException) {
        boolean isConnecting = cause instanceof HttpConnectTimeoutException;
        return new TimeStampException(
            Reason.SLOW, address + (isConnecting ? ": no connection in time" : ": slow"), cause);
      }
    }
    boolean isPlain = fault instanceof IOException && fault.getMessage() != null;
    return new TimeStampException(
        Reason.DOWN, address + ": " + (isPlain ? fault.getMessage() : fault.toString()), fault);
  }
}
