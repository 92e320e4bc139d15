package org.colophon.rpc.server;

import java.io.IOException;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;

/** Makes the evidence of one record: where the port meets the assembler. */
@FunctionalInterface
public interface EvidenceSource {
  /**
   * The zip of a sealed record.
   *
   * @throws RefusedException NOT_FOUND when no such record stands here, UNSEALED when nothing seals
   *     it yet
   */
  byte[] zip(RecordId id) throws RefusedException, IOException;

  /**
   * The certificate of a sealed record: a PDF file.
   *
   * @param language {@code zh}, {@code en} or {@code zh-en}
   * @throws RefusedException as {@link #zip}; UNAVAILABLE when this node signs none, MALFORMED for
   *     another language
   */
  default byte[] certificate(RecordId id, String language) throws RefusedException, IOException {
    throw new RefusedException(Reason.UNAVAILABLE, "certificate: not given by this node");
  }

  /**
   * A COSE receipt (RFC 9942) of a sealed record.
   *
   * @throws RefusedException as {@link #zip}; UNAVAILABLE when this node signs none
   */
  default byte[] receipt(RecordId id) throws RefusedException, IOException {
    throw new RefusedException(Reason.UNAVAILABLE, "receipt: not given by this node");
  }

  /** A node that gives no evidence. */
  static EvidenceSource none() {
    return id -> {
      throw new RefusedException(Reason.UNAVAILABLE, "evidence: not given by this node");
    };
  }
}
