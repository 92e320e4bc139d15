package org.colophon.core.custody;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;

/**
 * An envelope's key, sealed for one recipient with HPKE. Its {@code info} is canonical JSON: what
 * the envelope is bound to, the recipient, and the grant under which it was wrapped.
 *
 * @param subject for whom
 * @param key fingerprint of the recipient's key, so that it finds the secret
 * @param wrapped encapsulated secret and ciphertext, base64
 */
public record WrappedKey(SubjectId subject, Hash key, String wrapped) {
  private static final int WRAPPED_CHARS_MAX = 2048;

  static WrappedKey of(
      Json.Obj binding, DataKey key, Envelope.Recipient recipient, Optional<RecordId> grant) {
    return new WrappedKey(
        recipient.subject(),
        recipient.key().fingerprint(),
        StrictBase64.encode(key.wrap(recipient.key(), info(binding, recipient.subject(), grant))));
  }

  DataKey unwrap(Json.Obj binding, RecipientSecret secret, Optional<RecordId> grant)
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

  /** Reads what {@link #json} wrote. */
  public static WrappedKey read(Members members) throws RefusedException {
    return new WrappedKey(
        members.parsed("subject", 63, SubjectId::new),
        members.hash("key"),
        members.parsed("wrapped", WRAPPED_CHARS_MAX, WrappedKey::checkBase64));
  }

  static String checkBase64(String text) {
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
