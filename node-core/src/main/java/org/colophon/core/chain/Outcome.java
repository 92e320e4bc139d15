package org.colophon.core.chain;

import java.util.Optional;
import org.colophon.core.Refusal;

/** What came of one submitted record. */
public sealed interface Outcome {
  /**
   * It stands on the chain.
   *
   * @param receipt where
   */
  record Accepted(Receipt receipt) implements Outcome {}

  /**
   * It does not stand on the chain by this submission.
   *
   * @param refusal why
   * @param first with DUPLICATE, where the record stands already
   */
  record Refused(Refusal refusal, Optional<Receipt> first) implements Outcome {}
}
