package org.colophon.core.standard;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.formula.Language;

/**
 * One step of a reckoning.
 *
 * @param id by which later formulas call it
 * @param kind what it gives; no list
 * @param label what people call it
 * @param citation the rule that it follows, such as an article
 * @param formula in CEL, over inputs, parameters and the steps before it
 */
public record Step(String id, Kind kind, Wording label, Wording citation, String formula) {
  static Step read(Members members) throws RefusedException {
    Step step =
        new Step(
            members.parsed("id", Name.CHARS_MAX, Name::check),
            members.oneOf("kind", Kind.class),
            Wording.read(members.object("label")),
            Wording.read(members.object("citation")),
            members.text("formula", Language.CHARS_MAX));
    if (step.kind == Kind.MONEY_LIST) {
      throw members.malformed("kind", "(expected: not a list)");
    }
    return step;
  }

  Json.Obj json() {
    return Json.object()
        .put("id", id)
        .put("kind", kind.name())
        .put("label", label.json())
        .put("citation", citation.json())
        .put("formula", formula)
        .build();
  }
}
