package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The respondent of a notice says that nothing is infringed, for itself or for its user (Civil
 * Code, art. 1196).
 *
 * @param notice the notice
 * @param basis why
 * @param licence by which it was allowed, exactly when that is the basis
 * @param letter salted commitment to the statement itself
 */
public record NoticeCounter(
    RecordId notice, Basis basis, Optional<RecordId> licence, Optional<Hash> letter)
    implements Content {
  /** Why nothing is infringed. */
  public enum Basis {
    /** A licence allows it. */
    LICENSED,
    /** The user holds the rights. */
    OWN_RIGHTS,
    /** What stands there is not the work. */
    ANOTHER_WORK,
    /** The law allows it without a licence (Copyright Law, art. 24 and 25). */
    EXCEPTION
  }

  static NoticeCounter read(Members members) throws RefusedException {
    NoticeCounter counter =
        new NoticeCounter(
            members.parsed("notice", 64, RecordId::ofHex),
            members.oneOf("basis", Basis.class),
            members.parsedIf("licence", 64, RecordId::ofHex),
            members.commitmentIf("letter"));
    if (counter.licence.isPresent() != (counter.basis == Basis.LICENSED)) {
      throw members.malformed("licence", "(expected: exactly when the basis is LICENSED)");
    }
    return counter;
  }

  @Override
  public RecordType type() {
    return RecordType.NOTICE_COUNTER;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(notice);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("notice", notice.hex())
        .put("basis", basis.name())
        .putText("licence", licence.map(RecordId::hex))
        .putText("letter", letter.map(Hash::hex))
        .build();
  }
}
