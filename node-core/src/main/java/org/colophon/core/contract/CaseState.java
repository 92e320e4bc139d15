package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A case.
 *
 * @param organ who opened it
 * @param course how it stands, from its opening on; each later step is an outcome
 */
public record CaseState(OrgId organ, Course<Status> course) {
  /** Most outcomes of one case: a judgment, and what comes of appeals and retrials. */
  static final int OUTCOMES_MAX = 16;

  /** How a case stands. */
  public enum Status {
    /** Nothing was decided. */
    OPEN,
    /** A judgment was given. */
    JUDGMENT,
    /** The parties agreed before the court. */
    MEDIATION,
    /** Who brought it withdrew it. */
    WITHDRAWN,
    /** It was dismissed without a judgment on its merits. */
    DISMISSED,
    /** The procuratorate does not pursue it. */
    NOT_PURSUED;

    static Status of(CaseOutcome.Outcome outcome) {
      return switch (outcome) {
        case JUDGMENT -> JUDGMENT;
        case MEDIATION -> MEDIATION;
        case WITHDRAWN -> WITHDRAWN;
        case DISMISSED -> DISMISSED;
        case NOT_PURSUED -> NOT_PURSUED;
      };
    }
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId opened) {
    return "case/" + opened.hex();
  }

  /** Whether nothing was decided yet; what is decided once is never open again. */
  public boolean isOpen() {
    return course.status() == Status.OPEN;
  }

  /** The present record gives it an outcome. */
  CaseState decided(CaseOutcome.Outcome outcome, World world) {
    return new CaseState(organ, course.then(world.id(), Status.of(outcome), world.time()));
  }

  /** Reads what {@link #json} wrote. */
  public static CaseState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    CaseState state =
        new CaseState(
            members.parsed("organ", 64, OrgId::new),
            Course.read(members, OUTCOMES_MAX + 1, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object().put("organ", organ.text()).put("steps", course.json()).build();
  }
}
