package org.colophon.core.membership;

import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What the founders agreed on before the first block. Its hash is in the chain's name, so a changed
 * genesis is another chain.
 */
public final class Genesis {
  /** The format that this version writes and reads. */
  public static final String FORMAT = "colophon-genesis/1";

  private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 8, 4096);

  private final byte[] bytes;
  private final Hash hash;
  private final ChainId chain;
  private final Timestamp time;
  private final Limits limits;
  private final Membership membership;

  private Genesis(byte[] bytes, String name, Timestamp time, Limits limits, Membership membership) {
    this.bytes = bytes;
    this.hash = Hash.sha256(bytes);
    this.chain = ChainId.of(name, hash);
    this.time = time;
    this.limits = limits;
    this.membership = membership;
  }

  /** A new genesis, of the suite for which its validators have keys. */
  public static Genesis create(String name, Timestamp time, Limits limits, Membership membership)
      throws RefusedException {
    Suite suite = membership.suite();
    Json.Obj json =
        Json.object()
            .put("format", FORMAT)
            .put("limits", limits.json())
            .put("membership", membership.json())
            .put("name", name)
            .putText("suite", Optional.of(suite.label()).filter(label -> suite == Suite.SM))
            .put("time", time.value())
            .build();
    return parse(json.bytes());
  }

  /** The genesis whose canonical text {@code bytes} are. */
  public static Genesis parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    String format = members.text("format", 64);
    if (!format.equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    Limits limits = Limits.read(members.object("limits"));
    Members inner = members.object("membership");
    Membership membership = Membership.read(inner);
    inner.end();
    String name = members.parsed("name", 32, Genesis::checkName);
    Suite suite = members.parsedIf("suite", 16, Genesis::checkSuite).orElse(Suite.STANDARD);
    if (membership.suite() != suite) {
      throw inner.malformed(
          "organisations",
          "checkpointKeys.sm2 (expected: on a chain of the suite sm, and only there)");
    }
    Timestamp time = new Timestamp(members.integer("time", 0, Json.INTEGER_MAX));
    members.end();
    return new Genesis(bytes.clone(), name, time, limits, membership);
  }

  private static String checkName(String name) {
    if (!name.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("(expected: 1 to 32 of a-z, 0-9 and hyphen)");
    }
    return name;
  }

  /** The standard suite has no name here, so that it has one text. */
  private static Suite checkSuite(String label) {
    if (!label.equals(Suite.SM.label())) {
      throw new IllegalArgumentException("(expected: sm)");
    }
    return Suite.SM;
  }

  /** The canonical text. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** SHA-256 of the canonical text; the {@code previous} of block 0. */
  public Hash hash() {
    return hash;
  }

  /** The chain that begins here. */
  public ChainId chain() {
    return chain;
  }

  /** Time of block 0. */
  public Timestamp time() {
    return time;
  }

  /** What all nodes agree on. */
  public Limits limits() {
    return limits;
  }

  /** The algorithms of its log and checkpoints. */
  public Suite suite() {
    return membership.suite();
  }

  /** The founders. */
  public Membership membership() {
    return membership;
  }
}
