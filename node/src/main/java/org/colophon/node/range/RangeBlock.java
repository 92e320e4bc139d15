package org.colophon.node.range;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.json.Json;

/**
 * A block of a range.
 *
 * @param seals those that the chain ordered between the block before and this one
 * @param header its header
 * @param refused what its entry ordered and the rules refused
 * @param records its records, as they stand in the log
 */
record RangeBlock(
    List<Seal> seals, BlockHeader header, List<Results.Refused> refused, List<byte[]> records) {
  RangeBlock {
    seals = List.copyOf(seals);
    refused = List.copyOf(refused);
    records = List.copyOf(records);
  }

  /** As a range writes it: a line each, without line feeds. */
  List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    for (Seal seal : seals) {
      lines.add(Json.object().put("seal", seal.json()).build().bytes());
    }
    lines.add(header.bytes());
    if (!refused.isEmpty()) {
      lines.add(Json.object().put("refused", Results.json(refused)).build().bytes());
    }
    lines.addAll(records);
    return lines;
  }
}
