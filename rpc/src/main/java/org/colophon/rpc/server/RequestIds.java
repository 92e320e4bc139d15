package org.colophon.rpc.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import java.util.regex.Pattern;

/**
 * Gives each request an id: the caller's own when it is a plain word, else a new one. It goes back
 * with the answer and stands in every line of the log that the request leaves.
 */
final class RequestIds implements DecoratingHttpServiceFunction {
  /** Member of the log's context that holds it. */
  static final String LOGGED_AS = "request";

  private static final AsciiString HEADER = AsciiString.cached("x-request-id");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final AttributeKey<String> ID = AttributeKey.valueOf(RequestIds.class, "ID");

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    String given = request.headers().get(HEADER, "");
    String id = PLAIN.matcher(given).matches() ? given : context.id().text();
    context.setAttr(ID, id);
    context.mutateAdditionalResponseHeaders(headers -> headers.set(HEADER, id));
    return delegate.serve(context, request);
  }

  /** The id of a request. */
  static String of(ServiceRequestContext context) {
    String id = context.attr(ID);
    return id == null ? context.id().text() : id;
  }
}
