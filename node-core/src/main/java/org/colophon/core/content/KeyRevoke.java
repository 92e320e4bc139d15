package org.colophon.core.content;

import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.signature.KeyName;

/**
 * A key ends at the block's time. Signed by a key of the subject as HOLDER, or by its registrar.
 *
 * @param subject whose key it is
 * @param key the key that ends
 * @param reason why (RFC 5280, 5.3.1, reduced to what matters here)
 */
public record KeyRevoke(SubjectId subject, KeyName key, Cause reason) implements Content {
  /** Why a key ends. */
  public enum Cause {
    /** Somebody else may hold it. */
    KEY_COMPROMISE,
    /** Another key took its place. */
    SUPERSEDED,
    /** It is not needed any more. */
    CESSATION
  }

  static KeyRevoke read(Members members) throws RefusedException {
    return new KeyRevoke(
        members.parsed("subject", 64, SubjectId::new),
        members.parsed("key", 128, KeyName::parse),
        members.oneOf("reason", Cause.class));
  }

  @Override
  public RecordType type() {
    return RecordType.KEY_REVOKE;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("subject", subject.text())
        .put("key", key.text())
        .put("reason", reason.name())
        .build();
  }
}
