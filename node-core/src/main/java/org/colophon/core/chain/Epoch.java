package org.colophon.core.chain;

import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What validators say when the chain has forked: right behind this sealed block an epoch begins,
 * and whatever stood behind it before does not count. A validator says it once for each number.
 *
 * @param chain the chain
 * @param number of the epoch, 1 at least; above every epoch before it
 * @param height of the sealed block behind which it begins
 * @param header SHA-256 of that block's header
 * @param sealNumber of the seal over exactly that block
 * @param seal that seal's hash: what the epoch's first header binds
 */
public record Epoch(
    ChainId chain, long number, Height height, Hash header, long sealNumber, Hash seal) {
  /** Reads what {@link #json} wrote. */
  static Epoch read(Members outer) throws RefusedException {
    Members members = outer.object("epoch");
    Epoch epoch =
        new Epoch(
            members.parsed("chain", 64, ChainId::new),
            members.integer("number", 1, Json.INTEGER_MAX),
            new Height(members.integer("height", 0, Json.INTEGER_MAX)),
            members.hash("header"),
            members.integer("sealNumber", 1, Json.INTEGER_MAX),
            members.hash("seal"));
    members.end();
    return epoch;
  }

  /** The one member {@code epoch}, which neither a note nor any other signed text has. */
  Json.Obj json() {
    return Json.object()
        .put(
            "epoch",
            Json.object()
                .put("chain", chain.text())
                .put("header", header.hex())
                .put("height", height.value())
                .put("number", number)
                .put("seal", seal.hex())
                .put("sealNumber", sealNumber)
                .build())
        .build();
  }

  /** What a validator signs: canonical JSON. */
  public byte[] bytes() {
    return json().bytes();
  }
}
