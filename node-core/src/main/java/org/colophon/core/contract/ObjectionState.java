package org.colophon.core.contract;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * An objection to the title in a work.
 *
 * @param work whose title
 * @param objector who objects
 * @param course how it stands, from its raising on
 */
public record ObjectionState(WorkId work, SubjectId objector, Course<Status> course) {
  /** Most decisions on one objection, each by a court over the one before. */
  static final int DECISIONS_MAX = 16;

  /** Raising, decisions, withdrawal. */
  private static final int STEPS_MAX = DECISIONS_MAX + 2;

  /** How an objection stands. */
  public enum Status {
    /** Nobody has decided. */
    OPEN,
    /** It was found right. */
    UPHELD,
    /** It was found wrong. */
    DISMISSED,
    /** The objector gave it up. */
    WITHDRAWN;

    /** Whether the title is disputed by it. */
    public boolean isStanding() {
      return this == OPEN || this == UPHELD;
    }
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId objection) {
    return "objection/" + objection.hex();
  }

  /** How it stands. */
  public Status status() {
    return course.status();
  }

  /** The present record brings it to another status. */
  ObjectionState becoming(Status status, World world) {
    return new ObjectionState(work, objector, course.then(world.id(), status, world.time()));
  }

  /** Reads what {@link #json} wrote. */
  public static ObjectionState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    ObjectionState state =
        new ObjectionState(
            members.parsed("work", 64, WorkId::ofHex),
            members.parsed("objector", 64, SubjectId::new),
            Course.read(members, STEPS_MAX, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("work", work.hex())
        .put("objector", objector.text())
        .put("steps", course.json())
        .build();
  }
}
