package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A validator agrees to a proposal. Who does not agree is silent: a proposal runs out by itself.
 *
 * @param proposal the record that proposes the change
 */
public record OrgVote(RecordId proposal) implements Content {
  static OrgVote read(Members members) throws RefusedException {
    return new OrgVote(members.parsed("proposal", 64, RecordId::ofHex));
  }

  @Override
  public RecordType type() {
    return RecordType.ORG_VOTE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(proposal);
  }

  @Override
  public boolean concernsMembership() {
    return true;
  }

  @Override
  public Json.Obj members() {
    return Json.object().put("proposal", proposal.hex()).build();
  }
}
