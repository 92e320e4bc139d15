package org.colophon.core.membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The organisations in force at some height, how many validators make a quorum, and by which rules
 * they make blocks.
 *
 * @param organisations sorted by id
 * @param quorum validators that must cosign a checkpoint
 * @param level the feature level
 */
public record Membership(List<Organisation> organisations, int quorum, Level level) {
  /** Most validators: three signature lines of each must find room in one note of 256 lines. */
  public static final int VALIDATORS_MAX = 85;

  /** The same on a chain of the suite {@code sm}, where each has four. */
  private static final int VALIDATORS_SM_MAX = 64;

  private static final String LEVEL = "level";
  private static final int ORGANISATIONS_MAX = 512;
  // Words of the C2SP policy in which organisations name groups of witnesses.
  private static final Set<String> RESERVED = Set.of("none", "all", "any", "validators");
  private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 8, 4096);

  /** Copies the organisations. */
  public Membership {
    organisations = List.copyOf(organisations);
  }

  /** A membership of the first level. */
  public Membership(List<Organisation> organisations, int quorum) {
    this(organisations, quorum, Level.FIRST);
  }

  /** The membership whose canonical text {@code bytes} are. */
  public static Membership parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Membership membership = read(members);
    members.end();
    return membership;
  }

  /** Reads what {@link #json} wrote, out of an object whose members the caller ends. */
  public static Membership read(Members members) throws RefusedException {
    List<Organisation> organisations =
        members.objects("organisations", 1, ORGANISATIONS_MAX, Organisation::read);
    int quorum = (int) members.integer("quorum", 1, ORGANISATIONS_MAX);
    // Absent for the first level: a membership has one text.
    Level level =
        members
            .integerIf(LEVEL, Level.FIRST.number() + 1, Level.NUMBER_MAX)
            .map(number -> new Level(number.intValue()))
            .orElse(Level.FIRST);
    Membership membership = new Membership(organisations, quorum, level);
    membership.check(members);
    return membership;
  }

  private void check(Members members) throws RefusedException {
    Set<NodeId> nodes = new HashSet<>();
    for (int i = 0; i < organisations.size(); i++) {
      Organisation organisation = organisations.get(i);
      if (i > 0 && organisations.get(i - 1).id().compareTo(organisation.id()) >= 0) {
        throw members.malformed("organisations", "(expected: sorted by id, each once)");
      }
      for (NodeId node : organisation.nodes()) {
        if (!nodes.add(node)) {
          throw members.malformed("organisations", "a node occurs twice");
        }
      }
    }
    checkKeys(members);
    int validators = validators().size();
    checkSuite(members);
    int validatorsMax = suite() == Suite.SM ? VALIDATORS_SM_MAX : VALIDATORS_MAX;
    if (validators > validatorsMax) {
      throw members.malformed(
          "organisations", validators + " validators (expected: at most " + validatorsMax + ")");
    }
    if (quorum > validators || 2 * quorum <= validators) {
      throw members.malformed(
          "quorum",
          quorum + " of " + validators + " validators (expected: more than half of them)");
    }
  }

  private void checkSuite(Members members) throws RefusedException {
    boolean mixed =
        validators().stream().map(v -> v.checkpointKeys().orElseThrow().suite()).distinct().count()
            > 1;
    if (mixed) {
      throw members.malformed(
          "organisations", "checkpointKeys.sm2 (expected: of all validators, or of none)");
    }
  }

  /**
   * One key has one owner and one use; names that a policy gives a meaning of their own are taken.
   */
  private void checkKeys(Members members) throws RefusedException {
    Set<String> keys = new HashSet<>();
    for (Organisation organisation : organisations) {
      if (RESERVED.contains(organisation.id().text())) {
        throw members.malformed("organisations", "an id that is reserved: " + organisation.id());
      }
      List<String> own = new ArrayList<>();
      organisation.recordKeys().forEach(key -> own.add(key.text()));
      organisation.checkpointKeys().ifPresent(k -> own.addAll(k.all()));
      for (String key : own) {
        if (!keys.add(key)) {
          throw members.malformed("organisations", "a key occurs twice");
        }
      }
    }
  }

  /** The validators, sorted by id. */
  public List<Organisation> validators() {
    return organisations.stream().filter(o -> o.tier() == Tier.VALIDATOR).toList();
  }

  /** The suite of the chain, for which all validators have their keys. */
  public Suite suite() {
    return validators().stream()
        .flatMap(validator -> validator.checkpointKeys().stream())
        .map(CheckpointKeys::suite)
        .findFirst()
        .orElse(Suite.STANDARD);
  }

  /** The organisation of that name. */
  public Optional<Organisation> organisation(OrgId id) {
    return organisations.stream().filter(o -> o.id().equals(id)).findFirst();
  }

  /** The organisation that runs that node. */
  public Optional<Organisation> organisationOf(NodeId node) {
    return organisations.stream().filter(o -> o.nodes().contains(node)).findFirst();
  }

  /**
   * The membership that comes out when one organisation goes, one comes in, or one takes another's
   * place. It may break what a genesis demands until it is {@link #checked}.
   */
  public Membership changed(
      Optional<OrgId> leaving, Optional<Organisation> admitted, int newQuorum) {
    TreeMap<OrgId, Organisation> next = new TreeMap<>();
    organisations.forEach(organisation -> next.put(organisation.id(), organisation));
    leaving.ifPresent(next::remove);
    admitted.ifPresent(organisation -> next.put(organisation.id(), organisation));
    return new Membership(List.copyOf(next.values()), newQuorum, level);
  }

  /** The same members under the rules of another level. */
  public Membership at(Level other) {
    return new Membership(organisations, quorum, other);
  }

  /** The same, refused with MALFORMED when it is none that a genesis could have. */
  public Membership checked() throws RefusedException {
    return parse(json().bytes());
  }

  /**
   * The least quorum with which a changed membership stands a third of dishonest validators: n −
   * ⌊(n − 1) / 3⌋. Two such quorums share more validators than may be dishonest.
   */
  public static int leastQuorum(int validators) {
    return validators - (validators - 1) / 3;
  }

  /**
   * How many validators must hold a ciphertext so that an honest one does: ⌊(n − 1) / 3⌋ + 1, one
   * more than may be dishonest.
   */
  public int custodiansNeeded() {
    return (validators().size() - 1) / 3 + 1;
  }

  /** Members as written in the genesis and in the state. */
  public Json.Obj json() {
    return Json.object()
        .putIf(
            LEVEL,
            Optional.of(level).filter(l -> l.isAbove(Level.FIRST)).map(l -> Json.of(l.number())))
        .put("organisations", Json.array(organisations.stream().map(Organisation::json).toList()))
        .put("quorum", quorum)
        .build();
  }

  /** SHA-256 of the canonical text. */
  public Hash hash() {
    return Hash.sha256(json().bytes());
  }
}
