package org.colophon.rpc.server;

import java.io.IOException;

/** A time-stamping authority behind the port, at {@code /tsa} (RFC 3161, section 3.4). */
public interface StampSource {
  /** Answers a TimeStampReq in DER with a TimeStampResp; bad queries are answered, too. */
  byte[] answer(byte[] query);

  /** The revocation list of the issuer of its certificate, in DER. */
  byte[] revocations() throws IOException;
}
