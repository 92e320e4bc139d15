package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A work was made public.
 *
 * @param work which
 * @param showing where, when and as which content
 */
public record Publication(WorkId work, Showing showing) implements Content {
  static Publication read(Members members) throws RefusedException {
    return new Publication(members.parsed("work", 64, WorkId::ofHex), Showing.read(members));
  }

  @Override
  public RecordType type() {
    return RecordType.PUBLICATION;
  }

  @Override
  public List<Hash> contentDigests() {
    return List.of(showing.sha256());
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Json.Obj members() {
    return showing.builder().put("work", work.hex()).build();
  }
}
