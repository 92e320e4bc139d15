package org.colophon.client.read;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.Optional;
import org.colophon.client.submit.Signatory;
import org.colophon.core.Timestamp;
import org.colophon.core.reading.ReadRequest;
import org.colophon.rpc.proto.SignedRead;

/** Signs questions in the name of a profile's subject. */
public final class Asker {
  private static final int NONCE_CHARS = 32;

  private final Signatory signatory;
  private final InstantSource clock;

  /** Signs with that key, by that clock. */
  public Asker(Signatory signatory, InstantSource clock) {
    this.signatory = signatory;
    this.clock = clock;
  }

  /**
   * A question.
   *
   * @param target of what is asked
   * @param under under which grant; empty when a holder asks who read of its work
   * @param cursor of the page
   */
  public SignedRead ask(
      ReadRequest.Target target, Optional<ReadRequest.Under> under, String cursor) {
    byte[] request =
        new ReadRequest(
                signatory.genesis().chain(),
                signatory.subject(),
                signatory.key().name(),
                new Timestamp(clock.millis()),
                signatory.salt().hex().substring(0, NONCE_CHARS),
                target,
                under,
                cursor,
                ReadRequest.sizeMax(under))
            .bytes();
    return SignedRead.newBuilder()
        .setRequest(ByteString.copyFrom(request))
        .setSignature(ByteString.copyFrom(signatory.key().sign(request)))
        .build();
  }
}
