package org.colophon.rpc.server;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A gRPC response stream as a sink. */
final class ObserverSink<T> implements Sink<T> {
  private final ServerCallStreamObserver<T> observer;
  private final Signal signal = new Signal();

  /** Must be made before the service method returns: gRPC takes handlers only until then. */
  ObserverSink(StreamObserver<T> out) {
    this.observer = (ServerCallStreamObserver<T>) out;
    observer.setOnReadyHandler(signal::raise);
    observer.setOnCancelHandler(signal::raise);
  }

  @Override
  public boolean awaitReady(Duration max) throws InterruptedException {
    return signal.await(() -> observer.isReady() || observer.isCancelled(), max);
  }

  @Override
  public boolean isClosed() {
    return observer.isCancelled();
  }

  @Override
  public void send(T item) {
    observer.onNext(item);
  }

  @Override
  public Signal signal() {
    return signal;
  }

  /** Ends the stream, with an error when there was one. */
  void end(@Nullable Throwable failure) {
    if (failure != null) {
      LedgerService.fail(observer, failure);
    } else if (!observer.isCancelled()) {
      observer.onCompleted();
    }
  }
}
