package org.colophon.client.net;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.jspecify.annotations.Nullable;

/** No node gave what was asked for: it refused, or none could be reached. */
public final class NetworkException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What passes by itself: the same request may be sent again. */
  private static final Set<Reason> PASSING =
      Set.of(
          Reason.OVERLOADED,
          Reason.UNAVAILABLE,
          Reason.UNSEALED,
          Reason.DISK_FULL,
          Reason.LEVEL_UNKNOWN);

  private final transient @Nullable Refusal refusal;

  /** No node could be reached, or what came back was no answer. */
  public NetworkException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.refusal = null;
  }

  /** A node refused. */
  public NetworkException(Refusal refusal, @Nullable Throwable cause) {
    super(refusal.toString(), cause);
    this.refusal = refusal;
  }

  /** Why a node refused; empty when there was no answer. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Whether the node said that there is no such thing. */
  public boolean isNotFound() {
    return refusal != null
        && (refusal.reason() == Reason.NOT_FOUND
            || refusal.reason() == Reason.UNKNOWN_RECORD
            || refusal.reason() == Reason.UNKNOWN_WORK);
  }

  /** Whether the same request may succeed later. */
  public boolean isPassing() {
    return refusal == null || PASSING.contains(refusal.reason());
  }

  /** Whether this reason passes by itself. */
  public static boolean isPassing(Reason reason) {
    return PASSING.contains(reason);
  }
}
