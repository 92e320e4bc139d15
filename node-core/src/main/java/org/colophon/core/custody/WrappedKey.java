package org.colophon.core.custody;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;

/**
 * The key of an envelope or a delivery, sealed for one recipient with HPKE. Its {@code info} is
 * canonical JSON: what the ciphertext is bound to, the recipient, and the grant under which it was
 * wrapped.
 *
 * @param subject for whom
 * @param key fingerprint of the recipient's key, so that it finds the secret
 * @param wrapped encapsulated secret and ciphertext, base64
 */
public record WrappedKey(SubjectId subject, Hash key, String wrapped) {
  private static final int WRAPPED_CHARS_MAX = 2048;
  private static final JsonLimits ALONE = new JsonLimits(4096, 2, 8);

  /**
   * Wraps a key.
   *
   * @param binding what the key opens; it opens nothing else
   * @param grant under which it is wrapped; empty when it is for good
   */
  public static WrappedKey of(
      Json.Obj binding, DataKey key, Envelope.Recipient recipient, Optional<RecordId> grant) {
    return new WrappedKey(
        recipient.subject(),
        recipient.key().fingerprint(),
        StrictBase64.encode(key.wrap(recipient.key(), info(binding, recipient.subject(), grant))));
  }

  /** Unwraps what {@link #of} wrapped. */
  public DataKey unwrap(Json.Obj binding, RecipientSecret secret, Optional<RecordId> grant)
      throws CiphertextException {
    return DataKey.unwrap(secret, info(binding, subject, grant), StrictBase64.decode(wrapped));
  }

  private static byte[] info(Json.Obj binding, SubjectId subject, Optional<RecordId> grant) {
    return Json.object()
        .put("envelope", binding)
        .put("recipient", subject.text())
        .putText("grant", grant.map(RecordId::hex))
        .build()
        .bytes();
  }

  /** Reads the text of one by itself. */
  public static WrappedKey read(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, ALONE));
    WrappedKey key = read(members);
    members.end();
    return key;
  }

  /** Reads what {@link #json} wrote. */
  public static WrappedKey read(Members members) throws RefusedException {
    return new WrappedKey(
        members.parsed("subject", 63, SubjectId::new),
        members.hash("key"),
        members.parsed("wrapped", WRAPPED_CHARS_MAX, WrappedKey::checkBase64));
  }

  /** Base64 as it stands; an IllegalArgumentException says that it is none. */
  public static String checkBase64(String text) {
    var _ = StrictBase64.decode(text);
    return text;
  }

  /** As it stands in an envelope. */
  public Json.Obj json() {
    return Json.object()
        .put("subject", subject.text())
        .put("key", key.hex())
        .put("wrapped", wrapped)
        .build();
  }
}
