package org.colophon.core.standard;

import java.util.List;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A question on which practice differs, with the readings of it. All of them are reckoned side by
 * side.
 *
 * @param name by which formulas call it
 * @param label what people call it
 * @param readings two or more; the first is the one that the standard takes
 */
public record Parameter(String name, Wording label, List<Reading> readings) {
  private static final int READINGS_MAX = 4;

  /**
   * One answer.
   *
   * @param name as formulas compare it
   * @param label what people call it
   */
  public record Reading(String name, Wording label) {
    private static Reading read(Members members) throws RefusedException {
      return new Reading(
          members.text("name", Name.CHARS_MAX), Wording.read(members.object("label")));
    }

    private Json.Obj json() {
      return Json.object().put("name", name).put("label", label.json()).build();
    }
  }

  /** Copies the readings. */
  public Parameter {
    readings = List.copyOf(readings);
  }

  static Parameter read(Members members) throws RefusedException {
    Parameter parameter =
        new Parameter(
            members.parsed("name", Name.CHARS_MAX, Name::check),
            Wording.read(members.object("label")),
            members.objects("readings", 2, READINGS_MAX, Reading::read));
    List<String> _ = members.eachOnce("readings", parameter.names());
    return parameter;
  }

  /** Its readings' names, in their order. */
  public List<String> names() {
    return readings.stream().map(Reading::name).toList();
  }

  Json.Obj json() {
    return Json.object()
        .put("name", name)
        .put("label", label.json())
        .put("readings", Json.array(readings.stream().map(Reading::json).toList()))
        .build();
  }
}
