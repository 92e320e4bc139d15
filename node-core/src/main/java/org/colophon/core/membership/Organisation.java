package org.colophon.core.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.KeyName;

/**
 * One organisation of the consortium.
 *
 * @param id its name on the chain
 * @param kind what it is
 * @param tier what part it has
 * @param certificate its CA certificate, DER in base64
 * @param recordKeys keys with which it signs records under its own name
 * @param nodes the nodes that it runs
 * @param checkpointKeys of a validator only
 */
public record Organisation(
    OrgId id,
    OrgKind kind,
    Tier tier,
    String certificate,
    List<KeyName> recordKeys,
    List<NodeId> nodes,
    Optional<CheckpointKeys> checkpointKeys) {
  private static final int RECORD_KEYS_MAX = 16;
  private static final int NODES_MAX = 16;
  private static final int CERTIFICATE_CHARS_MAX = 8192;
  private static final JsonLimits LIMITS = new JsonLimits(1 << 16, 4, 64);

  /** Copies the lists. */
  public Organisation {
    recordKeys = List.copyOf(recordKeys);
    nodes = List.copyOf(nodes);
  }

  /**
   * The organisation whose canonical text {@code bytes} are: what a founder hands to the others.
   */
  public static Organisation parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Organisation organisation = read(members);
    members.end();
    return organisation;
  }

  /** Reads what {@link #json} wrote, out of an object whose members the caller ends. */
  public static Organisation read(Members members) throws RefusedException {
    List<KeyName> recordKeys = new ArrayList<>();
    for (String key : members.texts("recordKeys", 0, RECORD_KEYS_MAX, 128)) {
      recordKeys.add(parse(members, "recordKeys", key, KeyName::parse));
    }
    List<NodeId> nodes = new ArrayList<>();
    for (String node : members.texts("nodes", 0, NODES_MAX, 64)) {
      nodes.add(parse(members, "nodes", node, NodeId::new));
    }
    Organisation organisation =
        new Organisation(
            members.parsed("id", 64, OrgId::new),
            members.oneOf("kind", OrgKind.class),
            members.oneOf("tier", Tier.class),
            members.parsed("certificate", CERTIFICATE_CHARS_MAX, Organisation::base64),
            recordKeys,
            nodes,
            members.has("checkpointKeys")
                ? Optional.of(CheckpointKeys.read(members.object("checkpointKeys")))
                : Optional.empty());
    boolean validator = organisation.tier == Tier.VALIDATOR;
    if (validator != organisation.checkpointKeys.isPresent()) {
      throw members.malformed("checkpointKeys", "(expected: for a validator, and only there)");
    }
    if (validator && nodes.isEmpty()) {
      throw members.malformed("nodes", "(expected: a validator runs a node)");
    }
    return organisation;
  }

  private static String base64(String certificate) {
    var _ = StrictBase64.decode(certificate);
    return certificate;
  }

  private static <T> T parse(
      Members members, String name, String text, java.util.function.Function<String, T> parse)
      throws RefusedException {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw members.malformed(name, String.valueOf(e.getMessage()));
    }
  }

  /** As written in the genesis and in the membership. */
  public Json.Obj json() {
    return Json.object()
        .put("id", id.text())
        .put("kind", kind.name())
        .put("tier", tier.name())
        .put("certificate", certificate)
        .put("recordKeys", Json.strings(recordKeys.stream().map(KeyName::text).toList()))
        .put("nodes", Json.strings(nodes.stream().map(NodeId::text).toList()))
        .putIf("checkpointKeys", checkpointKeys.map(CheckpointKeys::json))
        .build();
  }
}
