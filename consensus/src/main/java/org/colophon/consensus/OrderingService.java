package org.colophon.consensus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.stub.ServerCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;

/**
 * The one call that members make on each other besides Raft's: a submission handed to the leader.
 * It stands beside Raft's services on the same port, and takes the place of Ratis' client, whose
 * replies carry serialized Java objects.
 */
final class OrderingService {
  static final String NAME = "colophon.Ordering";

  static final MethodDescriptor<byte[], byte[]> SUBMIT =
      MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, "Submit"))
          .build();

  private OrderingService() {}

  static ServerServiceDefinition of(Function<Call, CompletableFuture<Answer>> order) {
    return ServerServiceDefinition.builder(NAME)
        .addMethod(
            SUBMIT, ServerCalls.asyncUnaryCall((frame, caller) -> submit(order, frame, caller)))
        .build();
  }

  private static void submit(
      Function<Call, CompletableFuture<Answer>> order,
      byte[] frame,
      StreamObserver<byte[]> caller) {
    Call call;
    try {
      call = Call.decode(frame);
    } catch (IOException e) {
      caller.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
      return;
    }
    var _ =
        order
            .apply(call)
            .whenComplete((answer, failure) -> {
              Answer sent = failure == null ? answer : new Answer.Again(failure.toString());
              caller.onNext(sent.encode());
              caller.onCompleted();
            });
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
