package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A validator agrees to a proposed standard, whose tests it has run itself. Who does not agree is
 * silent: a proposal runs out by itself.
 *
 * @param proposal the record that proposes the standard
 * @param results SHA-256 over what its tests came to
 */
public record StandardVote(RecordId proposal, Hash results) implements Content {
  static StandardVote read(Members members) throws RefusedException {
    return new StandardVote(
        members.parsed("proposal", 64, RecordId::ofHex), members.hash("results"));
  }

  @Override
  public RecordType type() {
    return RecordType.STANDARD_VOTE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(proposal);
  }

  @Override
  public Json.Obj members() {
    return Json.object().put("proposal", proposal.hex()).put("results", results.hex()).build();
  }
}
