package org.colophon.rpc.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.time.Duration;
import java.util.function.Function;

/** An HTTP response body as a sink: one item at a time is on its way. */
final class HttpSink<T> implements Sink<T> {
  private final HttpResponseWriter writer;
  private final Function<T, HttpData> encode;
  private final Signal signal = new Signal();
  private volatile boolean consumed = true;

  /** A sink over a response whose headers were written. */
  HttpSink(HttpResponseWriter writer, Function<T, HttpData> encode) {
    this.writer = writer;
    this.encode = encode;
    var _ = writer.whenComplete().whenComplete((done, failure) -> signal.raise());
  }

  @Override
  public boolean awaitReady(Duration max) throws InterruptedException {
    return signal.await(() -> consumed || !writer.isOpen(), max);
  }

  @Override
  public boolean isClosed() {
    return !writer.isOpen();
  }

  @Override
  public void send(T item) {
    consumed = false;
    if (writer.tryWrite(encode.apply(item))) {
      var _ =
          writer
              .whenConsumed()
              .whenComplete((done, failure) -> {
                consumed = true;
                signal.raise();
              });
    }
  }

  @Override
  public Signal signal() {
    return signal;
  }
}
