package org.colophon.rpc.server;

import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.core.RefusedException;

/**
 * Bounds the body of each request by who sends it: only callers with a certificate may send much,
 * the others have no use for more than a lookup. For gRPC the bytes are counted here, since the
 * transport itself would answer with a bare 413, which a gRPC client takes for a node that is down.
 * What all bodies hold together until they are answered is bounded, too.
 */
final class BodyLimit implements DecoratingHttpServiceFunction {
  private final RpcLimits.Transport limits;

  private final Callers callers;
  private final BytesUnderWay bytes;

  BodyLimit(RpcLimits.Transport limits, Callers callers, BytesUnderWay bytes) {
    this.limits = limits;
    this.callers = callers;
    this.bytes = bytes;
  }

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    long max =
        Callers.identity(context).isPresent()
            ? limits.requestBytesMax()
            : limits.anonymousRequestBytesMax();
    context.setMaxRequestLength(isGrpc(request) ? 0 : max);
    String holder = callers.organisationOf(context);
    AtomicLong sent = new AtomicLong();
    HttpRequest counted = request.mapData(data -> count(data, holder, sent, max));
    context.updateRequest(counted);
    var _ = context.log().whenComplete().thenRun(() -> bytes.release(holder, sent.get()));
    return delegate.serve(context, counted);
  }

  private static boolean isGrpc(HttpRequest request) {
    return request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("application/grpc");
  }

  private HttpData count(HttpData data, String holder, AtomicLong sent, long max) {
    if (sent.get() + data.length() > max) {
      data.close();
      throw ContentTooLargeException.builder().maxContentLength(max).build();
    }
    try {
      bytes.take(holder, data.length());
    } catch (RefusedException e) {
      data.close();
      throw new CrowdedException(e);
    }
    sent.addAndGet(data.length());
    return data;
  }
}
