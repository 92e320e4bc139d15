package org.colophon.core.membership;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * Limits that all nodes must agree on.
 *
 * @param recordBytesMax bytes of one record
 * @param entryBytesMax bytes of one ordered entry
 * @param entryRecordsMax records of one ordered entry
 * @param unsealedBlocksMax blocks that may stand unsealed before writes are refused
 * @param timeToleranceMs how far past the newest seal's attested time an entry may be stamped
 */
public record Limits(
    int recordBytesMax,
    int entryBytesMax,
    int entryRecordsMax,
    long unsealedBlocksMax,
    long timeToleranceMs) {
  /** What a new network begins with unless its founders say otherwise. */
  public static final Limits DEFAULT = new Limits(65_536, 8 << 20, 16_384, 100_000, 600_000);

  static Limits read(Members members) throws RefusedException {
    Limits limits =
        new Limits(
            (int) members.integer("recordBytesMax", 1024, 1 << 20),
            (int) members.integer("entryBytesMax", 1 << 16, 24 << 20),
            (int) members.integer("entryRecordsMax", 1, 65_536),
            members.integer("unsealedBlocksMax", 1, Json.INTEGER_MAX),
            members.integer("timeToleranceMs", 1000, 24L * 3600 * 1000));
    members.end();
    return limits;
  }

  Json json() {
    return Json.object()
        .put("recordBytesMax", recordBytesMax)
        .put("entryBytesMax", entryBytesMax)
        .put("entryRecordsMax", entryRecordsMax)
        .put("unsealedBlocksMax", unsealedBlocksMax)
        .put("timeToleranceMs", timeToleranceMs)
        .build();
  }
}
