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

/**
 * Bounds the body of each request by who sends it: only callers with a certificate may send much,
 * the others have no use for more than a lookup. For gRPC the bytes are counted here, since the
 * transport itself would answer with a bare 413, which a gRPC client takes for a node that is down.
 */
final class BodyLimit implements DecoratingHttpServiceFunction {
  private final RpcLimits.Transport limits;

  BodyLimit(RpcLimits.Transport limits) {
    this.limits = limits;
  }

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    long max =
        Callers.identity(context).isPresent()
            ? limits.requestBytesMax()
            : limits.anonymousRequestBytesMax();
    if (!isGrpc(request)) {
      context.setMaxRequestLength(max);
      return delegate.serve(context, request);
    }
    context.setMaxRequestLength(0);
    AtomicLong left = new AtomicLong(max);
    HttpRequest counted = request.mapData(data -> count(data, left, max));
    context.updateRequest(counted);
    return delegate.serve(context, counted);
  }

  private static boolean isGrpc(HttpRequest request) {
    return request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("application/grpc");
  }

  private static HttpData count(HttpData data, AtomicLong left, long max) {
    if (left.addAndGet(-data.length()) < 0) {
      data.close();
      throw ContentTooLargeException.builder().maxContentLength(max).build();
    }
    return data;
  }
}
