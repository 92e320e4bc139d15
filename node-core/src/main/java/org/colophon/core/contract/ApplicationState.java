package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * An application to an IP office.
 *
 * @param work which work it asks to confirm
 * @param office whom it asks
 * @param number its number in the office's register
 * @param course how it stands, from its filing on
 */
public record ApplicationState(WorkId work, OrgId office, long number, Course<Status> course) {
  /** Most questions of an office in one application: what is asked and answered is bounded. */
  static final int QUESTIONS_MAX = 16;

  /** Filing, questions with their answers, decision, revocation. */
  private static final int STEPS_MAX = 2 * QUESTIONS_MAX + 3;

  /** How an application stands. */
  public enum Status {
    /** The office examines it. */
    PENDING,
    /** The office waits for the applicant's answer. */
    SUPPLEMENT,
    /** The office confirmed the work. */
    CONFIRMED,
    /** The office refused. */
    REFUSED,
    /** The office took its confirmation back. */
    REVOKED;

    /** Whether it waits for somebody. */
    public boolean isOpen() {
      return this == PENDING || this == SUPPLEMENT;
    }

    /** Whether another application for the same may be filed behind it. */
    boolean isOver() {
      return this == REFUSED || this == REVOKED;
    }
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId application) {
    return "application/" + application.hex();
  }

  /** How it stands. */
  public Status status() {
    return course.status();
  }

  /** The present record brings it to another status. */
  ApplicationState becoming(Status status, World world) {
    return new ApplicationState(
        work, office, number, course.then(world.id(), status, world.time()));
  }

  /** Reads what {@link #json} wrote. */
  public static ApplicationState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    ApplicationState state =
        new ApplicationState(
            members.parsed("work", 64, WorkId::ofHex),
            members.parsed("office", 64, OrgId::new),
            members.integer("number", 0, Json.INTEGER_MAX),
            Course.read(members, STEPS_MAX, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("work", work.hex())
        .put("office", office.text())
        .put("number", number)
        .put("steps", course.json())
        .build();
  }
}
