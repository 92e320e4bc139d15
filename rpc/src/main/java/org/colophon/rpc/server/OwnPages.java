package org.colophon.rpc.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import java.util.EnumSet;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;

/**
 * A browser shows its owner's certificate to this node whoever's page asks it to. So what changes
 * something here, or answers a signed request, is done for this node's own pages alone: current
 * browsers say where a request comes from (Fetch Metadata, {@code Sec-Fetch-Site}), and no page can
 * say otherwise. Programs that are no browsers do not say, and are not asked.
 */
final class OwnPages implements DecoratingHttpServiceFunction {
  private static final AsciiString SITE = AsciiString.cached("sec-fetch-site");
  private static final String SAME = "same-origin";
  private static final Set<HttpMethod> READING =
      EnumSet.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    boolean isOwn = request.headers().get(SITE, SAME).equals(SAME);
    if (isOwn || READING.contains(request.method())) {
      return delegate.serve(context, request);
    }
    return Problems.response(
            new Refusal(Reason.NOT_AUTHORISED, "request: from a page that is not this node's"))
        .toHttpResponse();
  }
}
