package org.colophon.core.chain;

import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Suite;
import org.colophon.crypto.Hash;

/**
 * The header of a block: the leaf behind the block's records.
 *
 * @param chain the chain
 * @param count records of the block
 * @param epoch starts at 0; recovery from a fork begins another, see {@link Epoch}
 * @param firstIndex leaf index of the first record
 * @param height number of the block
 * @param membership hash of the membership before this block's changes
 * @param previous SHA-256 of the previous header's bytes; of the genesis in block 0
 * @param results hash over the outcomes of all that was ordered, see {@link Results}
 * @param root Merkle root of the log at {@code treeSize}
 * @param seal hash of the newest seal ordered before this block; of the genesis when there is none
 * @param sm3Root root at {@code treeSize} of the tree over the same leaves with SM3; on a chain of
 *     the suite {@code sm}, and only there
 * @param state chained hash of the state changes, see {@link StateChange}
 * @param term Raft term of the entry
 * @param time the chain's time, ever increasing
 * @param treeSize firstIndex + count; the header itself is the leaf at this index
 * @param version feature level by whose rules the block was made: that of the membership
 */
public record BlockHeader(
    ChainId chain,
    long count,
    long epoch,
    LeafIndex firstIndex,
    Height height,
    Hash membership,
    Hash previous,
    Hash results,
    Hash root,
    Hash seal,
    Optional<Hash> sm3Root,
    Hash state,
    long term,
    Timestamp time,
    TreeSize treeSize,
    Level version) {
  private static final JsonLimits LIMITS = new JsonLimits(4096, 3, 32);

  /** The leaf bytes: canonical JSON with the one member {@code block}. */
  public byte[] bytes() {
    return json().bytes();
  }

  /** The leaf as an object. */
  public Json.Obj json() {
    Json.Obj block =
        Json.object()
            .put("chain", chain.text())
            .put("count", count)
            .put("epoch", epoch)
            .put("firstIndex", firstIndex.value())
            .put("height", height.value())
            .put("membership", membership.hex())
            .put("previous", previous.hex())
            .put("results", results.hex())
            .put("root", root.hex())
            .put("seal", seal.hex())
            .putText("sm3Root", sm3Root.map(Hash::hex))
            .put("state", state.hex())
            .put("term", term)
            .put("time", time.value())
            .put("treeSize", treeSize.value())
            .put("version", version.number())
            .build();
    return Json.object().put("block", block).build();
  }

  /** The header whose leaf bytes these are. */
  public static BlockHeader parse(byte[] bytes) throws RefusedException {
    Members outer = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Members block = outer.object("block");
    outer.end();
    BlockHeader header =
        new BlockHeader(
            block.parsed("chain", 64, ChainId::new),
            number(block, "count"),
            number(block, "epoch"),
            new LeafIndex(number(block, "firstIndex")),
            new Height(number(block, "height")),
            block.hash("membership"),
            block.hash("previous"),
            block.hash("results"),
            block.hash("root"),
            block.hash("seal"),
            block.hashIf("sm3Root"),
            block.hash("state"),
            number(block, "term"),
            new Timestamp(number(block, "time")),
            new TreeSize(number(block, "treeSize")),
            new Level((int) block.integer("version", 1, Level.NUMBER_MAX)));
    block.end();
    if (header.firstIndex.value() + header.count != header.treeSize.value()) {
      throw block.malformed("treeSize", "(expected: firstIndex + count)");
    }
    return header;
  }

  private static long number(Members members, String name) throws RefusedException {
    return members.integer(name, 0, Json.INTEGER_MAX);
  }

  /** Index of the leaf that this header is. */
  public LeafIndex leafIndex() {
    return new LeafIndex(treeSize.value());
  }

  /** The suite of its chain, as far as the header shows it. */
  public Suite suite() {
    return sm3Root.isPresent() ? Suite.SM : Suite.STANDARD;
  }

  /** Size of the checkpoint that covers this block with its header. */
  public TreeSize checkpointSize() {
    return treeSize.plus(1);
  }

  /** Whether the leaf is one of the block's records. */
  public boolean covers(LeafIndex index) {
    return index.compareTo(firstIndex) >= 0 && index.value() < treeSize.value();
  }
}
