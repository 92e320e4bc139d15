package org.colophon.rpc.server;

import org.colophon.core.RefusedException;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.port.Custody;
import org.colophon.core.port.NodePort;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.CustodyView;
import org.colophon.rpc.proto.PrivateView;
import org.colophon.rpc.proto.SignedFetch;
import org.colophon.rpc.proto.StorePrivateRequest;

/** Ciphertexts of private matter, the same for every transport. */
final class CustodyApi {
  private final NodePort node;

  CustodyApi(NodePort node) {
    this.node = node;
  }

  CustodyReceiptView store(StorePrivateRequest request, String holder) throws RefusedException {
    CustodyReceipt receipt = node.custody().keep(request.getEnvelope().toByteArray(), holder);
    return CustodyReceiptView.newBuilder()
        .setCustodian(receipt.custodian().text())
        .setKey(receipt.key().text())
        .setTime(receipt.time().value())
        .setSignature(receipt.signature())
        .build();
  }

  PrivateView fetch(SignedFetch request) throws RefusedException {
    byte[] envelope =
        node.custody()
            .give(request.getRequest().toByteArray(), request.getSignature().toByteArray());
    return PrivateView.newBuilder().setEnvelope(Views.bytes(envelope)).build();
  }

  static CustodyView view(Custody.Figures figures) {
    return CustodyView.newBuilder()
        .setCustodian(figures.custodian())
        .setNamed(figures.named())
        .setNamedBytes(figures.namedBytes())
        .setWaiting(figures.waiting())
        .setWaitingBytes(figures.waitingBytes())
        .setErased(figures.erased())
        .build();
  }
}
