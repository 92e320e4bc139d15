package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * A node tells how many reads of its lease were used, and binds itself to what it noted of each.
 *
 * @param lease which
 * @param count how many were used
 * @param root of the RFC 6962 tree over the rows of the node's journal; that of nothing for none
 */
public record ReadSettle(RecordId lease, long count, Hash root) implements Content {
  static ReadSettle read(Members members) throws RefusedException {
    ReadSettle settle =
        new ReadSettle(
            members.parsed("lease", 64, RecordId::ofHex),
            members.integer("count", 0, ReadLease.READS_MAX),
            members.hash("root"));
    if ((settle.count == 0) != settle.root.equals(MerkleHash.EMPTY_ROOT)) {
      throw members.malformed("root", "(expected: that of nothing for no reads, and only then)");
    }
    return settle;
  }

  @Override
  public RecordType type() {
    return RecordType.READ_SETTLE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(lease);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("lease", lease.hex())
        .put("count", count)
        .put("root", root.hex())
        .build();
  }
}
