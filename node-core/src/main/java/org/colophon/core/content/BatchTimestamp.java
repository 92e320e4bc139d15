package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * Many items are given a time by one record: each of them existed when its root was recorded.
 *
 * @param items the root over them
 */
public record BatchTimestamp(ItemBatch items) implements Content {
  static BatchTimestamp read(Members members) throws RefusedException {
    return new BatchTimestamp(ItemBatch.read(members));
  }

  @Override
  public RecordType type() {
    return RecordType.BATCH_TIMESTAMP;
  }

  @Override
  public Optional<ItemBatch> itemBatch() {
    return Optional.of(items);
  }

  @Override
  public Json.Obj members() {
    return items.builder().build();
  }
}
