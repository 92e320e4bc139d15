package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.crypto.signature.KeyName;

/**
 * A registrar puts a key in force for a pseudonym whose real name it knows.
 *
 * @param subject the pseudonym
 * @param kind person or organisation
 * @param identity salted commitment to the real name
 * @param key the key, whose holder signs as SUBJECT
 * @param isni International Standard Name Identifier (ISO 27729), 16 characters
 * @param ipi Interested Party Information name number, 11 digits
 * @param validFrom block time from which the key is in force; without it, at once
 * @param validUntil block time at which the key ends; without it, when it is rotated or revoked
 * @param recipientKey to which private matter for the subject is encrypted from now on
 */
public record SubjectRegister(
    SubjectId subject,
    Kind kind,
    Hash identity,
    KeyName key,
    Optional<String> isni,
    Optional<String> ipi,
    Optional<Timestamp> validFrom,
    Optional<Timestamp> validUntil,
    Optional<RecipientKey> recipientKey)
    implements Content {
  /** What stands behind a pseudonym. */
  public enum Kind {
    /** A natural person. */
    PERSON,
    /** A legal person or body. */
    ORGANISATION
  }

  /** A registration that publishes no recipient key. */
  public SubjectRegister(
      SubjectId subject,
      Kind kind,
      Hash identity,
      KeyName key,
      Optional<String> isni,
      Optional<String> ipi,
      Optional<Timestamp> validFrom,
      Optional<Timestamp> validUntil) {
    this(subject, kind, identity, key, isni, ipi, validFrom, validUntil, Optional.empty());
  }

  /** The same, with a recipient key. */
  public SubjectRegister with(RecipientKey recipient) {
    return new SubjectRegister(
        subject, kind, identity, key, isni, ipi, validFrom, validUntil, Optional.of(recipient));
  }

  static SubjectRegister read(Members members) throws RefusedException {
    Optional<String> isni = members.textIf("isni", 16);
    if (isni.isPresent() && !CheckDigits.isIsni(isni.get())) {
      throw new RefusedException(Reason.BAD_CHECK_DIGIT, "isni: its check digit is wrong");
    }
    Optional<String> ipi = members.textIf("ipi", 11);
    if (ipi.isPresent() && !CheckDigits.isIpi(ipi.get())) {
      throw new RefusedException(Reason.BAD_CHECK_DIGIT, "ipi: its check digits are wrong");
    }
    SubjectRegister register =
        new SubjectRegister(
            members.parsed("subject", 64, SubjectId::new),
            members.oneOf("kind", Kind.class),
            members.commitment("identity"),
            members.parsed("key", 128, KeyName::parse),
            isni,
            ipi,
            members.integerIf("validFrom", 0, Json.INTEGER_MAX).map(Timestamp::new),
            members.integerIf("validUntil", 0, Json.INTEGER_MAX).map(Timestamp::new),
            members.parsedIf("recipientKey", RecipientKey.TEXT_LENGTH, RecipientKey::parse));
    // A pseudonym that is a number of somebody is none.
    ClearText.check("subject", register.subject.text());
    if (register.validUntil.isPresent()
        && register.validFrom.isPresent()
        && register.validUntil.get().compareTo(register.validFrom.get()) <= 0) {
      throw members.malformed("validUntil", "(expected: after validFrom)");
    }
    return register;
  }

  @Override
  public RecordType type() {
    return RecordType.SUBJECT_REGISTER;
  }

  @Override
  public Optional<RecipientKey> recipientKeyPublished() {
    return recipientKey;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("subject", subject.text())
        .put("kind", kind.name())
        .put("identity", identity.hex())
        .put("key", key.text())
        .putText("isni", isni)
        .putText("ipi", ipi)
        .putIf("validFrom", validFrom.map(t -> Json.of(t.value())))
        .putIf("validUntil", validUntil.map(t -> Json.of(t.value())))
        .putText("recipientKey", recipientKey.map(RecipientKey::text))
        .build();
  }
}
