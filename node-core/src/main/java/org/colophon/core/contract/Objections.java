package org.colophon.core.contract;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The objections that stand against the title in a work, oldest first: open ones and upheld ones.
 * While there is one, the title is disputed.
 *
 * @param standing each of them
 */
public record Objections(List<Standing> standing) {
  /** Most objections that stand against one title: keeps what every transfer reads bounded. */
  static final int STANDING_MAX = 64;

  static final Objections NONE = new Objections(List.of());

  /**
   * An objection that stands.
   *
   * @param record the record that raised it
   * @param objector who
   */
  public record Standing(RecordId record, SubjectId objector) {
    private static Standing read(Members members) throws RefusedException {
      return new Standing(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("objector", 64, SubjectId::new));
    }

    private Json json() {
      return Json.object().put("record", record.hex()).put("objector", objector.text()).build();
    }
  }

  /** Copies the list. */
  public Objections {
    standing = List.copyOf(standing);
  }

  /** The state key under which they stand. */
  public static String stateKey(WorkId work) {
    return "objections/" + work.hex();
  }

  /** Refuses what may not be done with a disputed title. */
  static void requireUndisputed(WorkId work, World world) throws RefusedException {
    requireNone(work, world, objection -> true);
  }

  /** Refuses a transfer of a disputed title to anybody but the one who disputes it alone. */
  static void requireUndisputedBut(SubjectId acquirer, WorkId work, World world)
      throws RefusedException {
    requireNone(work, world, objection -> !objection.objector.equals(acquirer));
  }

  private static void requireNone(WorkId work, World world, Predicate<Standing> counts)
      throws RefusedException {
    for (Standing objection : world.objections(work).standing) {
      if (counts.test(objection)) {
        throw new RefusedException(
            Reason.DISPUTED, "work: objection " + objection.record + " stands against its title");
      }
    }
  }

  Objections with(Standing objection) throws RefusedException {
    if (standing.size() == STANDING_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE, "work: over " + STANDING_MAX + " standing objections");
    }
    return new Objections(Stream.concat(standing.stream(), Stream.of(objection)).toList());
  }

  Objections without(RecordId objection) {
    return new Objections(standing.stream().filter(one -> !one.record.equals(objection)).toList());
  }

  /** Reads what {@link #json} wrote. */
  public static Objections read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    Objections objections =
        new Objections(members.objects("standing", 0, STANDING_MAX, Standing::read));
    members.end();
    return objections;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("standing", Json.array(standing.stream().map(Standing::json).toList()))
        .build();
  }
}
