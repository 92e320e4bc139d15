package org.colophon.core.standard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;

/** One reading of each parameter. */
public final class Choices {
  private Choices() {}

  /** Takes the member {@code parameters}: one reading of each, and nothing else. */
  public static SortedMap<String, String> read(Members members, Map<String, Parameter> parameters)
      throws RefusedException {
    Members object = members.object("parameters");
    SortedMap<String, String> chosen = new TreeMap<>();
    for (Parameter parameter : parameters.values()) {
      String reading = object.text(parameter.name(), Name.CHARS_MAX);
      if (!parameter.names().contains(reading)) {
        throw object.malformed(parameter.name(), "(expected: one of its readings)");
      }
      chosen.put(parameter.name(), reading);
    }
    object.end();
    return chosen;
  }

  /** As they stand in a statement. */
  public static Json.Obj json(Map<String, String> chosen) {
    ObjBuilder members = Json.object();
    chosen.forEach(members::put);
    return members.build();
  }

  /** Every combination of readings, the standard's own first. */
  static List<SortedMap<String, String>> all(Collection<Parameter> parameters) {
    List<SortedMap<String, String>> all = List.of(new TreeMap<>());
    for (Parameter parameter : parameters) {
      List<SortedMap<String, String>> longer = new ArrayList<>();
      for (SortedMap<String, String> one : all) {
        for (String reading : parameter.names()) {
          SortedMap<String, String> more = new TreeMap<>(one);
          more.put(parameter.name(), reading);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }
}
