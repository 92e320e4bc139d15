package org.colophon.rpc.server;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.port.Deliveries;
import org.colophon.core.port.NodePort;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.BeginDeliveryRequest;
import org.colophon.rpc.proto.DeliveryPart;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.SignedDeliveryRequest;
import org.colophon.rpc.proto.StoreDeliveryChunkRequest;
import org.colophon.rpc.proto.StoreDeliveryChunkResponse;

/** Deliveries to a court, the same for every transport. */
final class DeliveryApi {
  private final NodePort node;

  DeliveryApi(NodePort node) {
    this.node = node;
  }

  DeliveryProgress begin(BeginDeliveryRequest request) throws RefusedException {
    return view(
        node.deliveries()
            .begin(
                request.getIndex().toByteArray(),
                request.getSigned().getRequest().toByteArray(),
                request.getSigned().getSignature().toByteArray()));
  }

  DeliveryProgress progress(SignedDeliveryRequest request) throws RefusedException {
    return view(
        node.deliveries()
            .progress(request.getRequest().toByteArray(), request.getSignature().toByteArray()));
  }

  StoreDeliveryChunkResponse store(StoreDeliveryChunkRequest request) throws RefusedException {
    if (!Hash.isHex(request.getDelivery())) {
      throw new RefusedException(
          Reason.MALFORMED, "delivery: (expected: 64 lower-case hex digits)");
    }
    node.deliveries()
        .store(
            Hash.ofHex(request.getDelivery()),
            request.getNumber(),
            request.getCiphertext().toByteArray());
    return StoreDeliveryChunkResponse.getDefaultInstance();
  }

  DeliveryPart fetch(SignedDeliveryRequest request) throws RefusedException {
    byte[] bytes =
        node.deliveries()
            .give(request.getRequest().toByteArray(), request.getSignature().toByteArray());
    return DeliveryPart.newBuilder().setBytes(Views.bytes(bytes)).build();
  }

  private static DeliveryProgress view(Deliveries.Progress progress) {
    return DeliveryProgress.newBuilder()
        .setChunks(progress.chunks())
        .addAllMissing(progress.missing())
        .setDroppedAt(progress.droppedAt().map(Timestamp::value).orElse(0L))
        .build();
  }
}
