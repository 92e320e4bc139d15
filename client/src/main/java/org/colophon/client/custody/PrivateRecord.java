package org.colophon.client.custody;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.FetchRequest;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.rpc.proto.SignedFetch;

/** A record with its private matter, for a recipient to open. */
public final class PrivateRecord {
  private static final int NONCE_CHARS = 32;

  private final Session session;
  private final Statement statement;
  private final byte[] statementBytes;

  private PrivateRecord(Session session, Statement statement, byte[] statementBytes) {
    this.session = session;
    this.statement = statement;
    this.statementBytes = statementBytes;
  }

  /** A record of the chain; its signatures are checked, and those of its custodians. */
  public static PrivateRecord of(Session session, RecordId id)
      throws IOException, RefusedException {
    VerifiedRecord record = session.record(id);
    return new PrivateRecord(session, record.statement(), record.statementBytes());
  }

  /** A record that is still to be signed: what it commits to can be seen before that. */
  public static PrivateRecord of(Session session, Offer offer) {
    return new PrivateRecord(session, offer.statement(), offer.statementBytes());
  }

  /** Its statement. */
  public Statement statement() {
    return statement;
  }

  /** Where its private matter is kept. */
  public PrivateMatter matter() throws RefusedException {
    return statement()
        .privateMatter()
        .orElseThrow(
            () -> new RefusedException(Reason.NOT_FOUND, "the record has no private matter"));
  }

  /** Its ciphertext, from the first node that gives the right one. */
  public byte[] fetch(Timestamp now) throws IOException, RefusedException {
    Optional<NetworkException> why = Optional.empty();
    for (URI node : session.profile().nodes()) {
      try {
        byte[] envelope = session.network().fetchPrivate(node, request(now));
        if (Hash.sha256(envelope).equals(matter().digest())) {
          return envelope;
        }
      } catch (NetworkException e) {
        // That some node has nothing says less than why another gives nothing.
        if (why.isEmpty() || (why.get().isNotFound() && !e.isNotFound())) {
          why = Optional.of(e);
        }
      }
    }
    throw why.orElseGet(
        () -> new NetworkException("no node gave the ciphertext that the record names", null));
  }

  /** Each node is asked by a request of its own, for it takes each once. */
  private SignedFetch request(Timestamp now) throws IOException, RefusedException {
    Signatory signatory = session.signatory();
    byte[] request =
        new FetchRequest(
                session.genesis().chain(),
                signatory.subject(),
                signatory.key().name(),
                now,
                signatory.salt().hex().substring(0, NONCE_CHARS),
                matter().digest())
            .bytes();
    return SignedFetch.newBuilder()
        .setRequest(ByteString.copyFrom(request))
        .setSignature(ByteString.copyFrom(signatory.key().sign(request)))
        .build();
  }

  /**
   * Opens a ciphertext with the profile's keys.
   *
   * @throws RefusedException when it is not the record's, or an opening does not open what the
   *     record holds
   */
  public List<OpenedMember> open(byte[] bytes) throws IOException, RefusedException, Failure {
    Envelope envelope = envelope(bytes);
    WrappedKey wrapped =
        envelope
            .wrappedFor(session.signatory().subject())
            .orElseThrow(() ->
                new RefusedException(
                    Reason.NOT_AUTHORISED, "not encrypted for " + session.profile().subject()));
    return open(envelope, wrapped, Optional.empty());
  }

  /**
   * Opens a ciphertext with a key that was wrapped for the profile's subject under a grant.
   *
   * @throws RefusedException as {@link #open(byte[])}
   */
  public List<OpenedMember> open(byte[] bytes, WrappedKey wrapped, RecordId grant)
      throws IOException, RefusedException, Failure {
    return open(envelope(bytes), wrapped, Optional.of(grant));
  }

  private Envelope envelope(byte[] bytes) throws RefusedException {
    if (!Hash.sha256(bytes).equals(matter().digest())) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "the ciphertext is not the one that the record names");
    }
    Envelope envelope = Envelope.read(bytes);
    envelope.requireOpens(statementBytes);
    return envelope;
  }

  private List<OpenedMember> open(Envelope envelope, WrappedKey wrapped, Optional<RecordId> grant)
      throws IOException, RefusedException, Failure {
    RecipientSecret secret =
        new RecipientFiles(session.profile().folder())
            .find(wrapped.key())
            .orElseThrow(() ->
                Failure.local(
                    "the profile has no recipient key with fingerprint " + wrapped.key().hex()));
    return envelope.open(envelope.unwrap(wrapped, secret, grant));
  }
}
