package org.colophon.core.standard;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ClearText;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.formula.Value;

/**
 * A case that a standard brings along, with what must come of it.
 *
 * @param name what it tries
 * @param inputs the figures that are given; what is missing is part of the case
 * @param parameters one reading of each parameter
 * @param expected what steps must come to, as {@link StepResult#json} writes it
 */
record TestCase(
    String name,
    SortedMap<String, Value> inputs,
    SortedMap<String, String> parameters,
    SortedMap<String, Json> expected) {
  private static final int NAME_CHARS_MAX = 128;

  static TestCase read(
      Members members, Map<String, Input> inputs, Map<String, Parameter> parameters)
      throws RefusedException {
    Json.Obj given = members.rawObject("inputs");
    Members givenMembers = members.object("inputs");
    SortedMap<String, Value> values = new TreeMap<>();
    for (String name : given.members().keySet()) {
      Input input =
          Optional.ofNullable(inputs.get(name))
              .orElseThrow(() -> members.malformed("inputs", "(expected: names of inputs)"));
      values.put(name, input.value(givenMembers, name));
    }
    return new TestCase(
        ClearText.check("name", members.text("name", NAME_CHARS_MAX)),
        values,
        Choices.read(members, parameters),
        new TreeMap<>(members.rawObject("expected").members()));
  }

  Json.Obj json() {
    ObjBuilder given = Json.object();
    inputs.forEach((name, value) -> given.put(name, Kind.json(value)));
    ObjBuilder wanted = Json.object();
    expected.forEach(wanted::put);
    return Json.object()
        .put("name", name)
        .put("inputs", given.build())
        .put("parameters", Choices.json(parameters))
        .put("expected", wanted.build())
        .build();
  }
}
