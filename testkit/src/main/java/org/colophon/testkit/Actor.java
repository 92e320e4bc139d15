package org.colophon.testkit;

import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.crypto.signature.SigningKey;

/**
 * Somebody who signs statements in a test world: a subject and one key of it.
 *
 * @param subject the pseudonym, or an organisation's own name
 * @param key the private key
 */
public record Actor(SubjectId subject, SigningKey key) {
  /** This actor as a signer of a statement. */
  public Signer as(Role role) {
    return new Signer(key.name(), role, subject);
  }

  /** The same subject with another key. */
  public Actor with(SigningKey other) {
    return new Actor(subject, other);
  }

  /** The organisation of that name. */
  public OrgId organisation() {
    return new OrgId(subject.text());
  }
}
