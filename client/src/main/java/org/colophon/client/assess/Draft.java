package org.colophon.client.assess;

import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.GivenInput;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.standard.Choices;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Standard;

/**
 * A reckoning with what it was made of.
 *
 * @param matter what was reckoned
 * @param inputs as a statement would give them
 * @param reading the reading of each parameter that is taken
 * @param reckoning what came of it
 */
public record Draft(
    Matter matter,
    SortedMap<String, GivenInput> inputs,
    SortedMap<String, String> reading,
    Reckoning reckoning) {
  /** Reckons from what everybody may see, and from what was opened. */
  public static Draft of(
      Matter matter,
      CompiledStandard compiled,
      SortedMap<String, GivenInput> inputs,
      SortedMap<String, OpenedAmounts> opened,
      SortedMap<String, String> reading)
      throws RefusedException {
    SortedMap<String, Figure> figures = figures(compiled.standard(), inputs.values(), opened);
    return new Draft(matter, inputs, reading, Reckoning.of(compiled, figures));
  }

  /** The figures that are given; of each that is committed to, what was opened. */
  private static SortedMap<String, Figure> figures(
      Standard standard, Collection<GivenInput> inputs, SortedMap<String, OpenedAmounts> opened)
      throws RefusedException {
    SortedMap<String, Figure> figures = new TreeMap<>();
    for (GivenInput given : inputs) {
      Input input = standard.input(given.name()).orElseThrow();
      figures.put(
          given.name(),
          switch (given.given()) {
            case GivenInput.Shown shown ->
                Figure.recorded(input.value(shown.value()), shown.records());
            case GivenInput.Brought brought ->
                Figure.brought(input.value(brought.value()), brought.records());
            case GivenInput.Supposed(Json value) -> Figure.assumed(input.value(value));
            case GivenInput.Secret _ -> Objects.requireNonNull(opened.get(given.name())).figure();
          });
    }
    return figures;
  }

  /** The whole draft: the same bytes for the same figures, wherever it is made. */
  public Json.Obj json() {
    ObjBuilder members =
        Json.object()
            .put("work", matter.work())
            .put("about", matter.about().hex())
            .put("from", matter.window().from().value())
            .put("until", matter.window().until().value())
            .put("reading", Choices.json(reading))
            .put("reckoning", reckoning.json())
            .put("result", reckoning.digest().hex());
    matter.findingRecord().stream()
        .map(RecordId::hex)
        .forEach(finding -> members.put("finding", finding));
    return members.build();
  }
}
