package org.colophon.rpc.server;

import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;

/** Carries a refusal out of the flow of a request's bytes, where only unchecked ones pass. */
final class CrowdedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** That refusal. */
  CrowdedException(RefusedException refused) {
    super(refused.getMessage(), null, false, false);
    this.refusal = refused.refusal();
  }

  /** What was refused and why. */
  Refusal refusal() {
    return refusal;
  }
}
