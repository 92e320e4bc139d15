package org.colophon.rpc.server;

import java.nio.charset.StandardCharsets;
import org.colophon.core.RefusedException;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Reading;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReleasedKey;
import org.colophon.core.reading.SettledRead;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.ListReadsResponse;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ReadView;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;

/**
 * Reads that are not for everybody, the same for every transport: the node decides, not the port.
 */
final class ReadApi {
  private final NodePort node;

  ReadApi(NodePort node) {
    this.node = node;
  }

  ScopedTraceView read(SignedRead request) throws RefusedException, InterruptedException {
    GivenOut given =
        node.reading()
            .readInScope(request.getRequest().toByteArray(), request.getSignature().toByteArray());
    ReadEntry entry = given.entry();
    return ScopedTraceView.newBuilder()
        .addAllEvents(given.trace().events().stream().map(Views::event).toList())
        .setWithheld(given.trace().withheld())
        .setNextCursor(given.trace().next().orElse(""))
        .setAsOfHeight(given.trace().asOf().value())
        .setRow(Views.bytes(entry.row().bytes()))
        .setSalt(entry.salt().hex())
        .setAnswer(Views.bytes(entry.answer().getBytes(StandardCharsets.UTF_8)))
        .addAllKeys(given.keys().stream().map(ReadApi::view).toList())
        .addAllEvidence(given.exported().stream().map(one -> Views.bytes(one.bundle())).toList())
        .build();
  }

  private static org.colophon.rpc.proto.ReleasedKey view(ReleasedKey released) {
    return org.colophon.rpc.proto.ReleasedKey.newBuilder()
        .setRecord(released.record().hex())
        .setEnvelope(Views.bytes(released.envelope().bytes()))
        .setWrapped(Views.bytes(released.key().json().bytes()))
        .build();
  }

  ListReadsResponse list(SignedRead request) throws RefusedException {
    Reading.Page page =
        node.reading()
            .readsOf(request.getRequest().toByteArray(), request.getSignature().toByteArray());
    ListReadsResponse.Builder response =
        ListReadsResponse.newBuilder().setNextCursor(page.next().orElse(""));
    for (SettledRead read : page.reads()) {
      response.addReads(view(read));
    }
    return response.build();
  }

  private static ReadView view(SettledRead read) throws RefusedException {
    ReadEntry entry = read.entry();
    return ReadView.newBuilder()
        .setRow(Views.bytes(entry.row().bytes()))
        .setRequest(Views.bytes(entry.requestBytes()))
        .setSignature(Views.bytes(entry.signatureBytes()))
        .setSalt(entry.salt().hex())
        .setAnswer(Views.bytes(entry.answer().getBytes(StandardCharsets.UTF_8)))
        .setSettled(read.settled().hex())
        .setProof(
            Proof.newBuilder()
                .setIndex(read.path().leafIndex())
                .setSize(read.path().treeSize())
                .addAllPath(read.path().path().stream().map(Hash::hex).toList())
                .setRoot(read.path().rootFrom(entry.row().leaf()).hex()))
        .build();
  }
}
