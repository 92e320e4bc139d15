package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * Material that was submitted to a court.
 *
 * @param court to whom
 * @param number its number in the court's register
 * @param course how it stands, from its submission on
 */
public record SubmissionState(OrgId court, long number, Course<Status> course) {
  /** Submission, and the court's answer. */
  private static final int STEPS_MAX = 2;

  /** How a submission stands. */
  public enum Status {
    /** The court has not answered. */
    WAITING,
    /** The court took it. */
    RECEIVED,
    /** The court did not. */
    REFUSED
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId submission) {
    return "submission/" + submission.hex();
  }

  /** The present record brings it to another status. */
  SubmissionState becoming(Status status, World world) {
    return new SubmissionState(court, number, course.then(world.id(), status, world.time()));
  }

  /** Reads what {@link #json} wrote. */
  public static SubmissionState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    SubmissionState state =
        new SubmissionState(
            members.parsed("court", 64, OrgId::new),
            members.integer("number", 0, Json.INTEGER_MAX),
            Course.read(members, STEPS_MAX, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("court", court.text())
        .put("number", number)
        .put("steps", course.json())
        .build();
  }
}
