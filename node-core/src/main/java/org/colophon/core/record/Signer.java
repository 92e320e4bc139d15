package org.colophon.core.record;

import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.crypto.signature.KeyName;

/**
 * One who signs a statement.
 *
 * @param key verifies the signature; a record is checked without any look-up
 * @param role in which capacity
 * @param subject whose key it claims to be; judged when the record is applied
 */
public record Signer(KeyName key, Role role, SubjectId subject) {
  /** As written in a statement. */
  public Json json() {
    return Json.object()
        .put("key", key.text())
        .put("role", role.label())
        .put("subject", subject.text())
        .build();
  }
}
