package org.colophon.rpc;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import org.colophon.core.Reason;

/**
 * How a refusal shows on the wire: the one table for gRPC, HTTP and the client's retries.
 *
 * @param grpc status code
 * @param http status code
 * @param retry whether sending the same again, here or to another node, may be answered otherwise
 */
public record ReasonStatus(Status.Code grpc, int http, boolean retry) {
  /** Trailer that carries the reason's name beside the status. */
  public static final Metadata.Key<String> TRAILER =
      Metadata.Key.of("colophon-reason", Metadata.ASCII_STRING_MARSHALLER);

  /** The row of a reason; a reason without one does not compile. */
  public static ReasonStatus of(Reason reason) {
    return switch (reason) {
      case MALFORMED, NOT_CANONICAL -> fixed(Status.Code.INVALID_ARGUMENT, 400);
      case TOO_LARGE -> fixed(Status.Code.RESOURCE_EXHAUSTED, 413);
      case NOT_AUTHORISED -> fixed(Status.Code.PERMISSION_DENIED, 403);
      case NOT_FOUND -> fixed(Status.Code.NOT_FOUND, 404);
      case DUPLICATE,
          DUPLICATE_IDENTITY,
          ALREADY_DECLARED,
          ALREADY_REVEALED,
          ALREADY_ANSWERED,
          ALREADY_MEMBER,
          ALREADY_VOTED,
          ALREADY_PROPOSED,
          ALREADY_OBJECTED,
          FORK_UNDECLARED,
          EXCLUSIVE_OVERLAP,
          LEASE_OPEN,
          STALE_PREVIOUS ->
          fixed(Status.Code.ALREADY_EXISTS, 409);
      case WRONG_CHAIN,
          BAD_SIGNATURE,
          UNKNOWN_TYPE,
          CLEAR_PERSONAL_DATA,
          BAD_CHECK_DIGIT,
          BAD_SHARES,
          BAD_IDENTIFIER,
          BAD_INTERVAL,
          MISSING_LOG ->
          fixed(Status.Code.INVALID_ARGUMENT, 422);
      case UNKNOWN_KEY,
          KEY_REVOKED,
          ROLE_DENIED,
          EXPIRED,
          UNKNOWN_WORK,
          UNKNOWN_RECORD,
          COMMITMENT_MISMATCH,
          NOT_OWNER,
          EXCEEDS_SHARE,
          MORAL_RIGHT,
          DISPUTED,
          BAD_TRANSITION,
          BEYOND_TITLE,
          RECREATION_NOT_GRANTED,
          EXCEEDS_PARENT,
          LICENCE_ENDED,
          EXCEEDS_SCOPE,
          GRANT_ENDED,
          READS_EXHAUSTED,
          ENCUMBERED,
          CUSTODY_NOT_PROVEN,
          UNKNOWN_ORGANISATION,
          QUORUM_NOT_REACHED,
          BAD_PROPOSAL,
          BAD_FORMULA,
          TEST_FAILED,
          RESULT_DIFFERS,
          NOT_IN_FORCE,
          PROPOSAL_LAPSED,
          CHANGE_PENDING ->
          fixed(Status.Code.FAILED_PRECONDITION, 422);
      // Until the day is over; a client that asks again and again at once helps nobody.
      case RATE_LIMITED -> fixed(Status.Code.RESOURCE_EXHAUSTED, 429);
      case NOT_ALONE -> passing(Status.Code.ABORTED, 409);
      case OVERLOADED -> passing(Status.Code.RESOURCE_EXHAUSTED, 429);
      case UNSEALED, DISK_FULL, LEVEL_UNKNOWN, UNAVAILABLE -> passing(Status.Code.UNAVAILABLE, 503);
    };
  }

  /** The reason of that name, when it is one of the catalogue. */
  public static Optional<Reason> named(String name) {
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(name)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  private static ReasonStatus fixed(Status.Code grpc, int http) {
    return new ReasonStatus(grpc, http, false);
  }

  private static ReasonStatus passing(Status.Code grpc, int http) {
    return new ReasonStatus(grpc, http, true);
  }
}
