package org.colophon.client.stream;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.Content;
import org.colophon.core.content.RecordType;
import org.colophon.core.json.Members;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/**
 * Reads lines as events of one record type. A line has the members of the type, as they stand in a
 * statement, and may have {@code ref}. Two lines that say the same are one event.
 */
public final class EventLines extends RecordLines {
  private final RecordType type;
  private final Role role;

  /** Events of that type, signed in that role. */
  public EventLines(RecordType type, Role role) {
    this.type = type;
    this.role = role;
  }

  @Override
  Optional<Hash> digestIn(Members members) {
    return Optional.empty();
  }

  @Override
  Content content(Members members) throws RefusedException {
    return Content.read(type.label(), members).orElseThrow();
  }

  @Override
  Optional<Hash> keyOf(Content content) {
    return content.type() == type
        ? Optional.of(Hash.sha256(content.members().bytes()))
        : Optional.empty();
  }

  @Override
  Role role(Content content, SubjectId signer) {
    return role;
  }

  @Override
  boolean isOfSigner(Reason reason, Content content, SubjectId signer) {
    return reason == Reason.UNKNOWN_KEY || super.isOfSigner(reason, content, signer);
  }
}
