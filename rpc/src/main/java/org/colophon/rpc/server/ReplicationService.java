package org.colophon.rpc.server;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import org.colophon.rpc.proto.FetchSnapshotRequest;
import org.colophon.rpc.proto.ReplicationGrpc;
import org.colophon.rpc.proto.SnapshotChunk;

/** The Replication service, for nodes of the chain only. */
final class ReplicationService extends ReplicationGrpc.ReplicationImplBase {
  private final Calls calls;
  private final Snapshots snapshots;

  ReplicationService(Calls calls, Snapshots snapshots) {
    this.calls = calls;
    this.snapshots = snapshots;
  }

  @Override
  public void fetchSnapshot(FetchSnapshotRequest request, StreamObserver<SnapshotChunk> out) {
    ObserverSink<SnapshotChunk> sink = new ObserverSink<>(out);
    ServiceRequestContext context = ServiceRequestContext.current();
    context.clearRequestTimeout();
    var _ =
        calls
            .start(context, Access.FETCH_SNAPSHOT, () -> snapshots.run(sink))
            .whenComplete((files, failure) -> sink.end(failure));
  }
}
