package org.colophon.client.custody;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
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
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.rpc.proto.SignedFetch;

/** A record with its private matter, for a recipient to open. */
public final class PrivateRecord {
  private static final int NONCE_CHARS = 32;

  private final Session session;
  private final VerifiedRecord record;

  private PrivateRecord(Session session, VerifiedRecord record) {
    this.session = session;
    this.record = record;
  }

  /** A record of the chain; its signatures are checked, and those of its custodians. */
  public static PrivateRecord of(Session session, RecordId id)
      throws IOException, RefusedException {
    byte[] leaf =
        session.network().receipt(id.hex(), session.lastHeight().value()).getRecord().toByteArray();
    VerifiedRecord record =
        new RecordVerifier(session.genesis().chain(), session.genesis().limits().recordBytesMax())
            .verify(leaf);
    if (!record.id().equals(id)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "the node gave another record");
    }
    return new PrivateRecord(session, record);
  }

  /** Its statement. */
  public Statement statement() {
    return record.statement();
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
    if (!Hash.sha256(bytes).equals(matter().digest())) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "the ciphertext is not the one that the record names");
    }
    Envelope envelope = Envelope.read(bytes);
    envelope.requireOpens(statementJson());
    WrappedKey wrapped =
        envelope
            .wrappedFor(session.signatory().subject())
            .orElseThrow(() ->
                new RefusedException(
                    Reason.NOT_AUTHORISED, "not encrypted for " + session.profile().subject()));
    RecipientSecret secret =
        new RecipientFiles(session.profile().folder())
            .find(wrapped.key())
            .orElseThrow(() ->
                Failure.local(
                    "the profile has no recipient key with fingerprint " + wrapped.key().hex()));
    return envelope.open(envelope.unwrap(wrapped, secret, Optional.empty()));
  }

  private Json.Obj statementJson() throws RefusedException {
    JsonLimits limits = new JsonLimits(session.genesis().limits().recordBytesMax(), 12, 1024);
    return Members.of("", JsonParser.parseObject(record.bytes(), limits)).rawObject("statement");
  }
}
