package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * Who disposes of rights, to whom, and which pledgees agree; all sign with keys in force.
 *
 * @param givers those who dispose, in the order of their signatures
 * @param taker the one who receives, when it is somebody
 * @param pledgees those who sign because of their pledges
 */
record Parties(List<SubjectId> givers, Optional<SubjectId> taker, Set<SubjectId> pledgees) {
  /** The signers: one giver or more, the taker, and pledgees behind them. */
  static Parties of(Statement statement, World world, Role giver, int giversMax, Role taker)
      throws RefusedException {
    return of(statement, world, giver, giversMax, Optional.of(taker));
  }

  /** The signers of what nobody in particular receives: one giver or more, and pledgees. */
  static Parties towardsEverybody(Statement statement, World world, Role giver, int giversMax)
      throws RefusedException {
    return of(statement, world, giver, giversMax, Optional.empty());
  }

  private static Parties of(
      Statement statement, World world, Role giver, int giversMax, Optional<Role> taker)
      throws RefusedException {
    List<SubjectId> givers = new ArrayList<>();
    List<SubjectId> takers = new ArrayList<>();
    List<SubjectId> pledgees = new ArrayList<>();
    for (Signer signer : statement.signers()) {
      if (signer.role() == giver && takers.isEmpty() && pledgees.isEmpty()) {
        givers.add(signer.subject());
      } else if (taker.equals(Optional.of(signer.role())) && pledgees.isEmpty()) {
        takers.add(signer.subject());
      } else if (signer.role() == Role.PLEDGEE) {
        pledgees.add(signer.subject());
      } else {
        throw denied(giver, taker);
      }
    }
    boolean complete =
        !givers.isEmpty()
            && givers.size() <= giversMax
            && takers.size() == (taker.isPresent() ? 1 : 0);
    if (!complete) {
      throw denied(giver, taker);
    }
    for (Signer signer : statement.signers()) {
      SignerRules.requireInForce(signer, world);
    }
    requireDifferent(givers, takers);
    return new Parties(givers, takers.stream().findFirst(), Set.copyOf(pledgees));
  }

  private static void requireDifferent(List<SubjectId> givers, List<SubjectId> takers)
      throws RefusedException {
    Set<SubjectId> seen = new HashSet<>(givers);
    seen.addAll(takers);
    if (seen.size() < givers.size() + takers.size()) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: one subject signs twice (expected: different ones)");
    }
  }

  /** All who signed, whatever their role. */
  Set<SubjectId> all() {
    Set<SubjectId> all = new HashSet<>(givers);
    taker.ifPresent(all::add);
    all.addAll(pledgees);
    return all;
  }

  private static RefusedException denied(Role giver, Optional<Role> taker) {
    String expected =
        List.of(Optional.of(giver), taker).stream()
            .flatMap(Optional::stream)
            .map(Role::label)
            .collect(Collectors.joining(", "));
    return new RefusedException(
        Reason.ROLE_DENIED, "signers: (expected: " + expected + ", then pledgees, in this order)");
  }
}
