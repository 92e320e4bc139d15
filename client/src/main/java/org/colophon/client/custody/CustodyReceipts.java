package org.colophon.client.custody;

import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.crypto.signature.KeyName;
import org.colophon.rpc.proto.CustodyReceiptView;

/** Storage receipts as nodes give them. */
final class CustodyReceipts {
  private CustodyReceipts() {}

  /**
   * The receipt that a node gave.
   *
   * @throws IllegalArgumentException when it is of another form
   */
  static CustodyReceipt of(CustodyReceiptView view) {
    return new CustodyReceipt(
        new OrgId(view.getCustodian()),
        KeyName.parse(view.getKey()),
        new Timestamp(view.getTime()),
        view.getSignature());
  }
}
