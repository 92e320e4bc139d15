package org.colophon.client.submit;

import org.colophon.core.Refusal;
import org.colophon.rpc.proto.Receipt;

/** What came of sending one record. */
public sealed interface Delivery {
  /**
   * It stands on the chain.
   *
   * @param receipt where
   * @param stoodBefore whether an earlier submission put it there
   */
  record Accepted(Receipt receipt, boolean stoodBefore) implements Delivery {}

  /**
   * It was refused for good.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements Delivery {}

  /**
   * Nobody answered for it. It stays in the outbox and the next run sends the same bytes.
   *
   * @param why what the last attempt met
   */
  record Unanswered(String why) implements Delivery {}
}
