package org.colophon.core.content;

import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A validator's node says that its clock had passed a block's time before that block was ordered:
 * one of the two clocks is wrong. The block's time stays what it is; the dispute is shown beside
 * it.
 *
 * @param block height of the block
 * @param header SHA-256 of its header's bytes
 * @param seen what the node's clock had shown before the block was ordered
 */
public record TimeDispute(Height block, Hash header, Timestamp seen) implements Content {
  /** How far a block's time may lie behind a validator's clock, in ms. */
  public static final long TOLERANCE_MS = 2_000;

  static TimeDispute read(Members members) throws RefusedException {
    return new TimeDispute(
        new Height(members.integer("block", 0, Json.INTEGER_MAX)),
        members.hash("header"),
        new Timestamp(members.integer("seen", 0, Json.INTEGER_MAX)));
  }

  @Override
  public RecordType type() {
    return RecordType.TIME_DISPUTE;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("block", block.value())
        .put("header", header.hex())
        .put("seen", seen.value())
        .build();
  }
}
