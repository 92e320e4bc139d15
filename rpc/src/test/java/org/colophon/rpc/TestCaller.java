package org.colophon.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.TlsEngineType;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.colophon.core.Reason;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.jspecify.annotations.Nullable;

/** Someone who calls a port, and looks only at whether it lets them in. */
final class TestCaller implements AutoCloseable {
  /** How a port answers. */
  enum Answer {
    /** The method has looked at the request: it answered, or found fault with it. */
    SERVED,
    /** The method did not look: the caller may not. */
    DENIED,
    /** No connection: the handshake failed. */
    SHUT_OUT
  }

  private static final int OK = 0;
  private static final int UNKNOWN = 2;
  private static final int UNIMPLEMENTED = 12;
  private static final int INTERNAL = 13;

  private final ClientFactory factory;
  private final WebClient client;

  /** The handshake knows of no method: who failed once is not tried for each. */
  private boolean isShutOut;

  TestCaller(Optional<TlsIdentity> identity, URI port) {
    this.factory =
        ClientFactory.builder()
            .tlsEngineType(TlsEngineType.JDK)
            .tlsCustomizer(tls -> {
              tls.protocols(Tls.PROTOCOL).trustManager(TestPort.trust());
              identity.map(ReloadableKeyManager::new).ifPresent(tls::keyManager);
            })
            .build();
    this.client =
        WebClient.builder(port)
            .factory(factory)
            .responseTimeout(Duration.ofSeconds(20))
            .maxResponseLength(64 << 20)
            .build();
  }

  /** Calls a method with an empty request; of a stream, with one for a single item. */
  Answer call(MethodDescriptor method) {
    return answer(
        HttpRequest.of(
            RequestHeaders.of(
                HttpMethod.POST,
                "/" + method.getService().getFullName() + "/" + method.getName(),
                HttpHeaderNames.CONTENT_TYPE,
                "application/grpc+proto",
                HttpHeaderNames.TE,
                "trailers"),
            HttpData.wrap(framed(example(method)))),
        TestCaller::grpc);
  }

  /** Asks for a path. */
  Answer request(HttpMethod verb, String path) {
    return answer(HttpRequest.of(verb, path), TestCaller::http);
  }

  private Answer answer(HttpRequest request, Function<AggregatedHttpResponse, Answer> judge) {
    if (isShutOut) {
      return Answer.SHUT_OUT;
    }
    try {
      return judge.apply(client.execute(request).aggregate().join());
    } catch (CompletionException e) {
      if (isOfTheHandshake(e)) {
        isShutOut = true;
        return Answer.SHUT_OUT;
      }
      throw e;
    }
  }

  /** With TLS 1.3 a server refuses when the client believes that it is connected. */
  private static boolean isOfTheHandshake(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof ClosedSessionException) {
        return true;
      }
    }
    return false;
  }

  private static Message example(MethodDescriptor method) {
    DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
    FieldDescriptor limit = method.getInputType().findFieldByName("limit");
    if (limit != null) {
      Object one = limit.getJavaType() == FieldDescriptor.JavaType.LONG ? (Object) 1L : 1;
      request.setField(limit, one);
    }
    return request.build();
  }

  /** The message as gRPC sends it: not compressed, its length, its bytes. */
  private static byte[] framed(Message message) {
    byte[] bytes = message.toByteArray();
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) 0)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static Answer grpc(AggregatedHttpResponse response) {
    HttpHeaders end =
        response.trailers().contains("grpc-status") ? response.trailers() : response.headers();
    int status = end.getInt("grpc-status", UNKNOWN);
    if (status == UNKNOWN || status == UNIMPLEMENTED || status == INTERNAL) {
      throw new AssertionError("no answer of ours: " + response.headers() + response.trailers());
    }
    return status != OK && Reason.NOT_AUTHORISED.name().equals(end.get(ReasonStatus.TRAILER.name()))
        ? Answer.DENIED
        : Answer.SERVED;
  }

  private static Answer http(AggregatedHttpResponse response) {
    if (response.status().isServerError()
        || response.status().equals(HttpStatus.METHOD_NOT_ALLOWED)) {
      throw new AssertionError("no answer of ours: " + response);
    }
    return response.status().equals(HttpStatus.FORBIDDEN) ? Answer.DENIED : Answer.SERVED;
  }

  @Override
  public void close() {
    factory.close();
  }
}
