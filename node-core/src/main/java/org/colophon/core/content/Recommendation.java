package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A content was put before the public by a recommendation.
 *
 * @param work of which it is, when that is known
 * @param showing where, when and as which content
 */
public record Recommendation(Optional<WorkId> work, Showing showing) implements Content {
  static Recommendation read(Members members) throws RefusedException {
    return new Recommendation(members.parsedIf("work", 64, WorkId::ofHex), Showing.read(members));
  }

  @Override
  public RecordType type() {
    return RecordType.RECOMMENDATION;
  }

  @Override
  public List<Hash> contentDigests() {
    return List.of(showing.sha256());
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return work;
  }

  @Override
  public Json.Obj members() {
    return showing.builder().putText("work", work.map(WorkId::hex)).build();
  }
}
