package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.crypto.signature.KeyName;

/**
 * A new key takes over from a subject's earlier one. The earlier key signs as HOLDER, or, when it
 * is lost, the subject's registrar signs; the new key signs as SUCCESSOR.
 *
 * @param subject whose keys these are
 * @param previous the key that ends
 * @param key the key that begins, at the block's time
 * @param overlapUntil block time until which both are in force; without it, the previous ends at
 *     once
 * @param recipientKey to which private matter for the subject is encrypted from now on
 */
public record KeyRotate(
    SubjectId subject,
    KeyName previous,
    KeyName key,
    Optional<Timestamp> overlapUntil,
    Optional<RecipientKey> recipientKey)
    implements Content {
  /** A rotation that leaves the recipient key as it is. */
  public KeyRotate(
      SubjectId subject, KeyName previous, KeyName key, Optional<Timestamp> overlapUntil) {
    this(subject, previous, key, overlapUntil, Optional.empty());
  }

  /** The same, with a recipient key. */
  public KeyRotate with(RecipientKey recipient) {
    return new KeyRotate(subject, previous, key, overlapUntil, Optional.of(recipient));
  }

  static KeyRotate read(Members members) throws RefusedException {
    return new KeyRotate(
        members.parsed("subject", 64, SubjectId::new),
        members.parsed("previous", 128, KeyName::parse),
        members.parsed("key", 128, KeyName::parse),
        members.integerIf("overlapUntil", 0, Json.INTEGER_MAX).map(Timestamp::new),
        members.parsedIf("recipientKey", RecipientKey.TEXT_LENGTH, RecipientKey::parse));
  }

  @Override
  public RecordType type() {
    return RecordType.KEY_ROTATE;
  }

  @Override
  public Optional<RecipientKey> recipientKeyPublished() {
    return recipientKey;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("subject", subject.text())
        .put("previous", previous.text())
        .put("key", key.text())
        .putIf("overlapUntil", overlapUntil.map(t -> Json.of(t.value())))
        .putText("recipientKey", recipientKey.map(RecipientKey::text))
        .build();
  }
}
