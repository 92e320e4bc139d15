package org.colophon.node.archive;

import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.storage.archive.ArchivedRange;

/**
 * A segment as a manifest names it.
 *
 * @param bytes of the file
 * @param from first block, 1 at least
 * @param sha256 of the file
 * @param to last block, at whose header a sealed tree ends
 */
public record Segment(long bytes, Height from, Hash sha256, Height to) {
  static Segment of(Members members) throws RefusedException {
    long bytes = members.integer("bytes", 1, Json.INTEGER_MAX);
    long to = members.integer("to", 1, Json.INTEGER_MAX);
    Height from = new Height(members.integer("from", 1, to));
    return new Segment(bytes, from, members.hash("sha256"), new Height(to));
  }

  Json.Obj json() {
    return Json.object()
        .put("bytes", bytes)
        .put("from", from.value())
        .put("sha256", sha256.hex())
        .put("to", to.value())
        .build();
  }

  /** The blocks that it holds. */
  ArchivedRange range() {
    return new ArchivedRange(sha256, from, to);
  }
}
