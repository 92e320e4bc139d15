package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * An assessment.
 *
 * @param confirmedBy assessors who came to the same bytes, in the order in which they did; none of
 *     one that rests on no secret
 * @param course how it stands
 */
public record AssessmentState(List<SubjectId> confirmedBy, Course<Status> course) {
  /** The assessment, and the confirmation that makes it final. */
  private static final int STEPS_MAX = 2;

  /** How an assessment stands. */
  public enum Status {
    /** Too few assessors have confirmed it. */
    PENDING,
    /** Every node has reckoned it, or enough assessors have. */
    FINAL
  }

  /** Copies the names. */
  public AssessmentState {
    confirmedBy = List.copyOf(confirmedBy);
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId assessment) {
    return "assessment/" + assessment.hex();
  }

  /** The present record's author confirms it, and makes it final when that is enough. */
  AssessmentState confirmed(SubjectId assessor, int needed, World world) {
    List<SubjectId> more = new ArrayList<>(confirmedBy);
    more.add(assessor);
    return new AssessmentState(
        more, more.size() == needed ? course.then(world.id(), Status.FINAL, world.time()) : course);
  }

  /** Reads what {@link #json} wrote. */
  public static AssessmentState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    List<SubjectId> confirmed = new ArrayList<>();
    for (String name : members.texts("confirmedBy", 0, AssessmentMade.Panel.ASSESSORS_MAX, 63)) {
      confirmed.add(new SubjectId(name));
    }
    AssessmentState state =
        new AssessmentState(confirmed, Course.read(members, STEPS_MAX, Status.class));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("confirmedBy", Json.strings(confirmedBy.stream().map(SubjectId::text).toList()))
        .put("steps", course.json())
        .build();
  }
}
