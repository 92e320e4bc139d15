package org.colophon.core.contract;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * An alleged infringement.
 *
 * @param course how it stands, from its allegation on
 */
public record InfringementState(Course<Status> course) {
  /** Most findings on one allegation, each over the one before. */
  static final int FINDINGS_MAX = 16;

  /** How an alleged infringement stands. */
  public enum Status {
    /** No court has found anything. */
    ALLEGED,
    /** The newest finding: it is as alleged. */
    INFRINGED,
    /** The newest finding: some of it is. */
    PARTLY_INFRINGED,
    /** The newest finding: nothing of it is. */
    NOT_INFRINGED
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId allegation) {
    return "infringement/" + allegation.hex();
  }

  /** The present record brings it to another status. */
  InfringementState becoming(Status status, World world) {
    return new InfringementState(course.then(world.id(), status, world.time()));
  }

  /** Reads what {@link #json} wrote. */
  public static InfringementState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    InfringementState state =
        new InfringementState(Course.read(members, FINDINGS_MAX + 1, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object().put("steps", course.json()).build();
  }
}
