package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The pledges of rights in a work, oldest first. What has run out goes with the next pledge.
 *
 * @param pledges each binds what its pledgor holds of its rights
 */
public record Pledges(List<Pledge> pledges) {
  /** Most open pledges of one work. */
  static final int PLEDGES_MAX = 64;

  static final Pledges NONE = new Pledges(List.of());

  /**
   * A pledge.
   *
   * @param record what made it
   * @param pledgor whose shares are pledged
   * @param pledgee who must agree to what the pledgor does with them
   * @param rights in which rights
   * @param until when it is over
   */
  public record Pledge(
      RecordId record, SubjectId pledgor, SubjectId pledgee, Set<Right> rights, Timestamp until) {
    private static Pledge read(Members members) throws RefusedException {
      return new Pledge(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("pledgor", 64, SubjectId::new),
          members.parsed("pledgee", 64, SubjectId::new),
          members.someOf("rights", Right.class),
          new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)));
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("pledgor", pledgor.text())
          .put("pledgee", pledgee.text())
          .put("rights", Json.strings(rights.stream().sorted().map(Right::name).toList()))
          .put("until", until.value())
          .build();
    }

    private boolean binds(SubjectId holder, Set<Right> disposed, Timestamp time) {
      return pledgor.equals(holder)
          && until.compareTo(time) > 0
          && !Collections.disjoint(rights, disposed);
    }
  }

  /** Copies the pledges. */
  public Pledges {
    pledges = List.copyOf(pledges);
  }

  /** The state key under which they stand. */
  public static String stateKey(WorkId work) {
    return "pledges/" + work.hex();
  }

  /** The pledges that bind what a holder does with rights at a time. */
  List<Pledge> binding(SubjectId holder, Set<Right> rights, Timestamp time) {
    return pledges.stream().filter(pledge -> pledge.binds(holder, rights, time)).toList();
  }

  /** Refuses to dispose of pledged rights when a pledgee does not agree, and strangers' consent. */
  static void requireConsent(WorkId work, Set<Right> rights, Parties parties, World world)
      throws RefusedException {
    requireConsent(work, rights, parties.givers(), parties, world);
  }

  /** The same where others than the givers bring their shares in as well. */
  static void requireConsent(
      WorkId work, Set<Right> rights, List<SubjectId> disposing, Parties parties, World world)
      throws RefusedException {
    Pledges standing = world.pledges(work);
    List<Pledge> binding = new ArrayList<>();
    for (SubjectId giver : disposing) {
      binding.addAll(standing.binding(giver, rights, world.time()));
    }
    for (Pledge pledge : binding) {
      if (!parties.all().contains(pledge.pledgee())) {
        throw new RefusedException(
            Reason.ENCUMBERED,
            "signers: (expected: the pledgee " + pledge.pledgee() + " of " + pledge.record() + ")");
      }
    }
    for (SubjectId pledgee : parties.pledgees()) {
      if (binding.stream().noneMatch(pledge -> pledge.pledgee().equals(pledgee))) {
        throw new RefusedException(Reason.ROLE_DENIED, "signers: " + pledgee + " has no pledge");
      }
    }
  }

  Optional<Pledge> of(RecordId record, Timestamp time) {
    return pledges.stream()
        .filter(pledge -> pledge.record.equals(record) && pledge.until.compareTo(time) > 0)
        .findFirst();
  }

  Pledges with(Pledge pledge, Timestamp time) throws RefusedException {
    List<Pledge> open = new ArrayList<>(pledges);
    open.removeIf(other -> other.until.compareTo(time) <= 0);
    open.add(pledge);
    if (open.size() > PLEDGES_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "work: over " + PLEDGES_MAX + " open pledges");
    }
    return new Pledges(open);
  }

  Pledges without(Pledge pledge) {
    List<Pledge> others = new ArrayList<>(pledges);
    others.remove(pledge);
    return new Pledges(others);
  }

  /** Reads what {@link #json} wrote. */
  public static Pledges read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    Pledges pledges = new Pledges(members.objects("pledges", 0, PLEDGES_MAX, Pledge::read));
    members.end();
    return pledges;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("pledges", Json.array(pledges.stream().map(Pledge::json).toList()))
        .build();
  }
}
