package org.colophon.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Amount;
import org.colophon.core.content.GivenInput;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;

/** The figures of an assessment, with what opens those that are committed to. */
final class OpenedFigures {
  private final Standard standard;
  private final List<Opened> openings;

  private OpenedFigures(Standard standard, List<Opened> openings) {
    this.standard = standard;
    this.openings = openings;
  }

  /**
   * All figures by the names of their inputs; empty when one of them was not opened.
   *
   * @throws RefusedException MALFORMED when an opening opens no amount in the standard's currency
   */
  static Optional<SortedMap<String, Figure>> of(
      Standard standard, List<GivenInput> inputs, List<Opened> openings) throws RefusedException {
    OpenedFigures opening = new OpenedFigures(standard, openings);
    SortedMap<String, Figure> figures = new TreeMap<>();
    for (GivenInput given : inputs) {
      Optional<Figure> figure = opening.figure(given);
      if (figure.isEmpty()) {
        return Optional.empty();
      }
      figures.put(given.name(), figure.get());
    }
    return Optional.of(figures);
  }

  private Optional<Figure> figure(GivenInput given) throws RefusedException {
    Input input =
        standard
            .input(given.name())
            .orElseThrow(() ->
                new RefusedException(
                    Reason.MALFORMED, "inputs: (expected: names of the standard's)"));
    return switch (given.given()) {
      case GivenInput.Shown(Json value, List<RecordId> records) ->
          Optional.of(Figure.recorded(input.value(value), records));
      case GivenInput.Brought(Json value, List<RecordId> records) ->
          Optional.of(Figure.brought(input.value(value), records));
      case GivenInput.Supposed(Json value) -> Optional.of(Figure.assumed(input.value(value)));
      case GivenInput.Secret(List<GivenInput.Part> parts) -> opened(input, parts);
    };
  }

  private Optional<Figure> opened(Input input, List<GivenInput.Part> parts)
      throws RefusedException {
    List<Long> amounts = new ArrayList<>();
    List<Hash> salts = new ArrayList<>();
    for (GivenInput.Part part : parts) {
      Optional<Opened> opened =
          openings.stream().filter(one -> one.commitment().equals(part.commitment())).findFirst();
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      amounts.add(minorUnits(opened.get()));
      salts.add(opened.get().salt());
    }
    Value value =
        input.kind() == Kind.MONEY_LIST
            ? new Value.Ints(amounts)
            : new Value.Int(amounts.getFirst());
    return Optional.of(
        Figure.opened(value, parts.stream().map(GivenInput.Part::record).toList(), salts));
  }

  private long minorUnits(Opened opened) throws RefusedException {
    return Amount.parse(opened.text())
        .filter(amount -> amount.currency().equals(standard.currency()))
        .map(Amount::minorUnits)
        .orElseThrow(() ->
            new RefusedException(
                Reason.MALFORMED,
                "openings: one opens no amount in " + standard.currency().code()));
  }
}
