package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A validator puts a standard into force to which a quorum has agreed.
 *
 * @param proposal the record that proposes the standard
 */
public record StandardActivate(RecordId proposal) implements Content {
  static StandardActivate read(Members members) throws RefusedException {
    return new StandardActivate(members.parsed("proposal", 64, RecordId::ofHex));
  }

  @Override
  public RecordType type() {
    return RecordType.STANDARD_ACTIVATE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(proposal);
  }

  @Override
  public Json.Obj members() {
    return Json.object().put("proposal", proposal.hex()).build();
  }
}
