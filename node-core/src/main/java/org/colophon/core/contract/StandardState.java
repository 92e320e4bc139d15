package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.Hash;

/**
 * A standard that was proposed.
 *
 * @param proposal the record that proposes it; the newest, when an older one ran out
 * @param votes validators that have agreed, in the order in which they did
 * @param course how it stands
 */
public record StandardState(RecordId proposal, List<OrgId> votes, Course<Status> course) {
  /** Proposal, and activation. */
  private static final int STEPS_MAX = 2;

  /** How a standard stands. */
  public enum Status {
    /** The validators have not put it into force. */
    PROPOSED,
    /** It is in force for the acts that it applies to. */
    ACTIVE
  }

  /** Copies the votes. */
  public StandardState {
    votes = List.copyOf(votes);
  }

  /** The state key under which it stands, by the document's hash. */
  public static String stateKey(Hash standard) {
    return "standard/" + standard.hex();
  }

  /** The state key under which the newest version that is in force stands. */
  static String newestKey(String id) {
    return "standard-newest/" + id;
  }

  StandardState with(OrgId validator) {
    List<OrgId> more = new ArrayList<>(votes);
    more.add(validator);
    return new StandardState(proposal, more, course);
  }

  /** The present record puts it into force. */
  StandardState activated(World world) {
    return new StandardState(proposal, votes, course.then(world.id(), Status.ACTIVE, world.time()));
  }

  /** Whether the validators have put it into force. */
  public boolean isActive() {
    return course.status() == Status.ACTIVE;
  }

  /** Reads what {@link #json} wrote. */
  public static StandardState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    List<OrgId> votes = new ArrayList<>();
    for (String vote : members.texts("votes", 0, Membership.VALIDATORS_MAX, 64)) {
      votes.add(new OrgId(vote));
    }
    StandardState state =
        new StandardState(
            members.parsed("record", 64, RecordId::ofHex),
            votes,
            Course.read(members, STEPS_MAX, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("record", proposal.hex())
        .put("votes", Json.strings(votes.stream().map(OrgId::text).toList()))
        .put("steps", course.json())
        .build();
  }
}
