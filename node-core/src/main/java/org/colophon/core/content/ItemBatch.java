package org.colophon.core.content;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * Items that stand elsewhere, under one Merkle root: whoever has an item and its path shows that it
 * is one of them, and learns nothing of the others.
 *
 * @param algorithm how the root is made
 * @param count items under it, 1 to {@link #COUNT_MAX}
 * @param root of the tree over the items' leaves
 */
public record ItemBatch(Algorithm algorithm, long count, Hash root) {
  /** Most items under one root. */
  public static final long COUNT_MAX = 1 << 20;

  /** How a root is made of items. */
  public enum Algorithm {
    /** The tree of RFC 6962, section 2.1, with SHA-256. */
    RFC6962_SHA256
  }

  /** Takes its members, and leaves others to the caller. */
  static ItemBatch read(Members members) throws RefusedException {
    return new ItemBatch(
        members.oneOf("algorithm", Algorithm.class),
        members.integer("count", 1, COUNT_MAX),
        members.hash("root"));
  }

  /** Its members, for an object that may have more. */
  ObjBuilder builder() {
    return Json.object()
        .put("algorithm", algorithm.name())
        .put("count", count)
        .put("root", root.hex());
  }
}
