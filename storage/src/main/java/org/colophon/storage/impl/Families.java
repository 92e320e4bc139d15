package org.colophon.storage.impl;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.storage.impl.Codec.Nothing;
import org.colophon.storage.impl.Family.Replay;
import org.colophon.storage.impl.Family.Shape;

/**
 * The column families of a store, each declared once. A name that was ever in a release is never
 * used again for other bytes; retired names stay in the list below.
 *
 * <p>Retired names: none yet. RocksDB's own family {@code default} is always empty.
 */
public final class Families {
  /** Version of this layout; a store of another one is not opened. */
  public static final int FORMAT = 1;

  /**
   * What the card of a store says instead once a body was taken out of it: the same families, but
   * leaves without bodies, which a release that knows only {@link #FORMAT} would give out as they
   * stand.
   */
  public static final int FORMAT_TAKEN_OUT = 2;

  /** What never changes: {@code format} (decimal) and {@code genesis} (hex). */
  public static final Family<String, String> META =
      new Family<>(
          "meta",
          Codec.ASCII,
          Codec.ASCII,
          key -> "meta " + key,
          (key, value, heights) -> heights.ofNewest(),
          Replay.SAME,
          Shape.SMALL);

  /** The applied position, under one key; a replay has no ordering and so no positions. */
  public static final Family<String, AppliedAt> POSITION =
      new Family<>(
          "position",
          Codec.ASCII,
          Codec.of(AppliedAt::bytes, AppliedAt::parse),
          key -> "position " + key,
          (key, value, heights) -> OptionalLong.of(value.height()),
          Replay.LOCAL,
          Shape.SMALL);

  /** Headers with the refused part of the results. */
  static final Family<Height, StoredHeader> HEADERS =
      new Family<>(
          "headers",
          Codec.NUMBER.map(Height::new, Height::value),
          Codec.of(StoredHeader::bytes, StoredHeader::parse),
          height -> "header " + height,
          (height, value, heights) -> OptionalLong.of(height.value()),
          Replay.SAME,
          Shape.LOG);

  /** Leaves: records, where the bodies of records stand that were taken out, marks of headers. */
  static final Family<LeafIndex, StoredLeaf> LEAVES =
      new Family<>(
          "leaves",
          Codec.NUMBER.map(LeafIndex::new, LeafIndex::value),
          StoredLeaf.CODEC,
          leaf -> "leaf " + leaf,
          (leaf, value, heights) -> OptionalLong.of(value.height()),
          Replay.SAME,
          Shape.LOG);

  /** Where each record stands. */
  static final Family<RecordId, LeafIndex> IDS =
      new Family<>(
          "ids",
          Codec.HASH.map(RecordId::new, RecordId::hash),
          Codec.NUMBER.map(LeafIndex::new, LeafIndex::value),
          id -> "record id " + id,
          (id, leaf, heights) -> heights.ofLeaf(leaf.value()),
          Replay.SAME,
          Shape.POINT);

  /**
   * Complete nodes of the log's trees. Level 0 of the tree with SHA-256 follows from the leaves and
   * is not stored.
   */
  static final Family<NodeKey, Hash> TREE =
      new Family<>(
          "tree",
          Codec.of(NodeKey::bytes, NodeKey::parse),
          Codec.HASH,
          NodeKey::describe,
          (node, hash, heights) -> heights.ofLeaf(node.lastLeaf()),
          Replay.SAME,
          Shape.HASHES);

  /** State, each value behind the height that wrote it. */
  static final Family<String, AtHeight> STATE =
      new Family<>(
          "state",
          Codec.NAME,
          AtHeight.CODEC,
          key -> "state " + key,
          (key, value, heights) -> OptionalLong.of(value.height()),
          Replay.NEWEST,
          Shape.POINT);

  /** Leaves under their links, in the order of the log. */
  static final Family<LinkKey, Nothing> LINKS =
      new Family<>(
          "links",
          Codec.of(LinkKey::bytes, LinkKey::parse),
          Codec.NOTHING,
          key -> "link " + key.link().kind() + " " + key.link().key() + " to leaf " + key.leaf(),
          (key, nothing, heights) -> heights.ofLeaf(key.leaf().value()),
          Replay.SAME,
          Shape.SMALL);

  /** Blocks by their time. */
  static final Family<TimeKey, Nothing> TIME =
      new Family<>(
          "time",
          Codec.of(TimeKey::bytes, TimeKey::parse),
          Codec.NOTHING,
          key -> "time " + key.time() + " of block " + key.height(),
          (key, nothing, heights) -> OptionalLong.of(key.height()),
          Replay.SAME,
          Shape.SMALL);

  /**
   * Seals by their number, each behind its digest: no header speaks of a seal's round, nor of what
   * stamped a seal that was followed by another one or by no block.
   */
  static final Family<Long, Seal> SEALS =
      new Family<>(
          "seals",
          Codec.NUMBER,
          Codec.of(seal -> seal.json().bytes(), refusing(Seal::parse)).digested(),
          number -> "seal " + number,
          (number, seal, heights) -> OptionalLong.of(seal.orderedAfter().value()),
          Replay.SAME,
          Shape.SMALL);

  /**
   * The seals that cover more than every seal before them: size to number. The first entry at or
   * behind a size so is the first seal, in their order, that covers it, even if sizes should fall.
   */
  static final Family<Long, Long> COVERS =
      new Family<>(
          "covers",
          Codec.NUMBER,
          Codec.NUMBER,
          size -> "first seal of size " + size,
          (size, number, heights) -> heights.ofSeal(number),
          Replay.SAME,
          Shape.SMALL);

  /** What sealing keeps on its way; it comes from entries that make no block. */
  static final Family<String, AtHeight> CONTROL =
      new Family<>(
          "control",
          Codec.ASCII,
          AtHeight.CODEC,
          key -> "control " + key,
          (key, value, heights) -> OptionalLong.of(value.height()),
          Replay.LOCAL,
          Shape.SMALL);

  /** All families, in the order in which they are audited. */
  public static final List<Family<?, ?>> ALL =
      List.of(
          META, POSITION, HEADERS, LEAVES, IDS, TREE, STATE, LINKS, TIME, SEALS, COVERS, CONTROL);

  /** Key of the layout's version. */
  public static final String META_FORMAT = "format";

  /** Key of the genesis hash. */
  public static final String META_GENESIS = "genesis";

  /** Key of the applied position. */
  public static final String POSITION_APPLIED = "applied";

  private Families() {}

  /**
   * The family of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Family<?, ?> named(String name) {
    return ALL.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family is named " + name));
  }

  private interface Parser<T> {
    T parse(byte[] bytes) throws RefusedException;
  }

  private static <T> Function<byte[], T> refusing(Parser<T> parser) {
    return bytes -> {
      try {
        return parser.parse(bytes);
      } catch (RefusedException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    };
  }

  /**
   * An applied position and the newest block at it.
   *
   * @param position of the entry
   * @param height of the newest block; 0 before the first
   */
  public record AppliedAt(Position position, long height) {
    byte[] bytes() {
      return ByteBuffer.allocate(3 * Long.BYTES)
          .putLong(position.term())
          .putLong(position.index())
          .putLong(height)
          .array();
    }

    static AppliedAt parse(byte[] bytes) {
      Codec.requireLength(bytes, 3 * Long.BYTES);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      AppliedAt at = new AppliedAt(new Position(in.getLong(), in.getLong()), in.getLong());
      requireWithin("term", at.position.term(), 0);
      requireWithin("index", at.position.index(), -1);
      requireWithin("height", at.height, 0);
      return at;
    }

    private static void requireWithin(String name, long found, long min) {
      if (found < min || found > Json.INTEGER_MAX) {
        throw new IllegalArgumentException(
            name + ": " + found + " (expected: " + min + " to " + Json.INTEGER_MAX + ")");
      }
    }
  }

  /**
   * A complete node: the leaf that completed it in eight bytes, its level in one, with 0x40 added
   * in the tree with SM3. So nodes are written in the order of their keys.
   */
  record NodeKey(TreeHash tree, int level, long index) {
    private static final int SM3 = 0x40;
    private static final int LEVEL_MAX = 62;

    byte[] bytes() {
      int place = tree == TreeHash.SM3 ? SM3 + level : level;
      return ByteBuffer.allocate(Long.BYTES + 1).putLong(lastLeaf()).put((byte) place).array();
    }

    static NodeKey parse(byte[] bytes) {
      Codec.requireLength(bytes, Long.BYTES + 1);
      long leaf = Codec.number(bytes, 0);
      int place = bytes[Long.BYTES];
      TreeHash tree = place >= SM3 ? TreeHash.SM3 : TreeHash.SHA_256;
      int level = tree == TreeHash.SM3 ? place - SM3 : place;
      int levelMin = tree == TreeHash.SM3 ? 0 : 1;
      if (level < levelMin || level > LEVEL_MAX || (leaf + 1 & (1L << level) - 1) != 0) {
        throw new IllegalArgumentException("tree node: of level " + level + " at leaf " + leaf);
      }
      return new NodeKey(tree, level, (leaf >> level));
    }

    private String describe() {
      return (tree == TreeHash.SM3 ? "sm3 tree node " : "tree node ") + level + "/" + index;
    }

    /** The leaf whose arrival completed the node. */
    long lastLeaf() {
      return (index << level) + (1L << level) - 1;
    }
  }

  /** A block's time and height, eight bytes each. */
  record TimeKey(long time, long height) {
    byte[] bytes() {
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(time).putLong(height).array();
    }

    static TimeKey parse(byte[] bytes) {
      Codec.requireLength(bytes, 2 * Long.BYTES);
      return new TimeKey(Codec.number(bytes, 0), Codec.number(bytes, Long.BYTES));
    }
  }

  /**
   * A leaf under a link: kind in one byte, the link's key, the leaf in eight bytes. The key is 0x01
   * and 32 bytes when it is a hash in hex, else 0x02, its text, 0x00.
   */
  record LinkKey(Link link, LeafIndex leaf) {
    byte[] bytes() {
      byte[] prefix = prefix(link);
      return ByteBuffer.allocate(prefix.length + Long.BYTES)
          .put(prefix)
          .putLong(leaf.value())
          .array();
    }

    private static final byte HASH = 1;
    private static final byte TEXT = 2;

    /** What all keys of a link begin with; no link's prefix is the beginning of another's. */
    static byte[] prefix(Link link) {
      boolean isHash = Hash.isHex(link.key());
      byte[] key = isHash ? Hash.ofHex(link.key()).bytes() : terminated(link.key());
      return ByteBuffer.allocate(2 + key.length)
          .put((byte) link.kind().number())
          .put(isHash ? HASH : TEXT)
          .put(key)
          .array();
    }

    static LinkKey parse(byte[] bytes) {
      int end = bytes.length - Long.BYTES;
      if (end < 3) {
        throw new IllegalArgumentException("link: " + bytes.length + " bytes");
      }
      return new LinkKey(
          new Link(kind(bytes[0]), key(bytes, end)), new LeafIndex(Codec.number(bytes, end)));
    }

    private static byte[] terminated(String text) {
      byte[] ascii = Codec.ascii(text);
      return Arrays.copyOf(ascii, ascii.length + 1);
    }

    private static Link.Kind kind(byte number) {
      for (Link.Kind kind : Link.Kind.values()) {
        if (kind.number() == number) {
          return kind;
        }
      }
      throw new IllegalArgumentException("link kind: " + number);
    }

    private static String key(byte[] bytes, int end) {
      if (bytes[1] == HASH && end == 2 + Hash.LENGTH) {
        return Hash.of(bytes, 2).hex();
      }
      if (bytes[1] == TEXT && bytes[end - 1] == 0) {
        String text = Codec.ascii(bytes, 2, end - 1);
        if (!Hash.isHex(text)) {
          return text;
        }
      }
      throw new IllegalArgumentException("link key: (expected: a hash, or a text that is none)");
    }
  }
}
