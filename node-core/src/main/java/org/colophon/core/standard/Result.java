package org.colophon.core.standard;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * What a step of a standard means for the matter.
 *
 * @param role which figure it is
 * @param step the step that gives it
 */
public record Result(Role role, String step) {
  /** Which figure of a matter a step can be. */
  public enum Role {
    /** What the holder lost. */
    LOSS,
    /** What the infringer gained. */
    GAIN,
    /** What a licence would have cost. */
    ROYALTY,
    /** What the law sets where nothing can be proven. */
    STATUTORY,
    /** What is awarded as a punishment, beyond what was lost. */
    PUNITIVE,
    /** What it reasonably cost to stop it. */
    EXPENSES,
    /** All of it. */
    TOTAL,
    /** The lower end of a range. */
    LOW,
    /** The upper end of a range. */
    HIGH,
    /** What something is worth. */
    VALUE,
    /** Whether a threshold is reached. */
    REACHED
  }

  static Result read(Members members) throws RefusedException {
    return new Result(
        members.oneOf("role", Role.class), members.parsed("step", Name.CHARS_MAX, Name::check));
  }

  Json.Obj json() {
    return Json.object().put("role", role.name()).put("step", step).build();
  }
}
