package org.colophon.rpc.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a streaming call, for one thread that takes them when it is ready; at most a
 * window of them is under way, so a slow taker slows the node down and fills no memory.
 */
final class ResponseQueue<Q, R> implements ClientResponseObserver<Q, R>, AutoCloseable {
  private final int window;
  private final BlockingQueue<Item<R>> items = new LinkedBlockingQueue<>();
  private volatile @Nullable ClientCallStreamObserver<Q> call;

  private record Item<R>(Optional<R> answer, Optional<StatusRuntimeException> failure) {}

  ResponseQueue(int window) {
    this.window = window;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> started) {
    started.disableAutoRequestWithInitial(window);
    call = started;
  }

  @Override
  public void onNext(R answer) {
    items.add(new Item<>(Optional.of(answer), Optional.empty()));
  }

  @Override
  public void onError(Throwable failure) {
    StatusRuntimeException status =
        failure instanceof StatusRuntimeException known
            ? known
            : Status.fromThrowable(failure).asRuntimeException();
    items.add(new Item<>(Optional.empty(), Optional.of(status)));
  }

  @Override
  public void onCompleted() {
    items.add(new Item<>(Optional.empty(), Optional.empty()));
  }

  /** The next answer; empty at the stream's end. */
  Optional<R> next() throws InterruptedException {
    Item<R> item = items.take();
    if (item.failure().isPresent()) {
      throw item.failure().get();
    }
    @Nullable ClientCallStreamObserver<Q> running = call;
    if (item.answer().isPresent() && running != null) {
      running.request(1);
    }
    return item.answer();
  }

  @Override
  public void close() {
    @Nullable ClientCallStreamObserver<Q> running = call;
    if (running != null) {
      running.cancel("taken enough", null);
    }
  }
}
