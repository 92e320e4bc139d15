package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Seal;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Policies;
import org.colophon.core.port.LedgerReader;
import org.jspecify.annotations.Nullable;

/** The parts of a bundle that say whose signatures seal: the changes and the policy. */
final class MembershipParts {
  private MembershipParts() {}

  /** Puts in the changes up to the membership that sealed, and that membership's policy. */
  static void put(
      Genesis genesis, LedgerReader reader, Seal seal, SortedMap<String, byte[]> parts) {
    List<ChangePart> changes = ChangePart.before(reader, seal);
    for (int i = 0; i < changes.size(); i++) {
      parts.put(Parts.change(i), changes.get(i).bytes());
    }
    parts.put(Parts.POLICY, policy(genesis, DecidedChange.sealing(genesis, reader, seal)));
  }

  static boolean isChange(String name) {
    return name.startsWith("change-");
  }

  /** Follows the changes of a bundle, which are numbered from 0 without a gap. */
  static MembershipTrail follow(Genesis genesis, Map<String, byte[]> parts)
      throws RefusedException {
    long count = parts.keySet().stream().filter(MembershipParts::isChange).count();
    List<ChangePart> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte @Nullable [] part = parts.get(Parts.change(i));
      if (part == null) {
        throw EvidenceVerifier.refused(Parts.change(i) + " is missing");
      }
      changes.add(ChangePart.parse(part));
    }
    return MembershipTrail.follow(genesis, changes);
  }

  static void requirePolicy(Genesis genesis, Membership membership, Map<String, byte[]> parts)
      throws RefusedException {
    if (!Arrays.equals(parts.get(Parts.POLICY), policy(genesis, membership))) {
      throw EvidenceVerifier.refused("the policy is not the one that follows from the membership");
    }
  }

  private static byte[] policy(Genesis genesis, Membership membership) {
    return Policies.text(genesis.chain(), membership).getBytes(US_ASCII);
  }

  /** Says how many validators make a quorum. */
  static String quorum(Membership membership) {
    return membership.quorum()
        + " of "
        + membership.validators().size()
        + " validators make a quorum";
  }
}
