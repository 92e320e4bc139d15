package org.colophon.client.assess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.read.OpenedNames;
import org.colophon.core.content.Amount;
import org.colophon.core.content.GivenInput;
import org.colophon.core.gather.Gathered;
import org.colophon.core.gather.Gathering;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;

/**
 * Amounts that were gathered behind commitments, as far as somebody holds what opens them.
 *
 * @param standard by which they were gathered
 * @param opened what opens them, by commitment
 */
public record OpenedComparables(Standard standard, Map<Hash, Opened> opened) {
  /** Copies the map. */
  public OpenedComparables {
    opened = Map.copyOf(opened);
  }

  /** Looks for what opens the amounts of a gathering in files and folders of openings. */
  public static OpenedComparables of(Standard standard, Gathering gathering, List<Path> places)
      throws IOException {
    List<Hash> commitments =
        gathering.figures().stream()
            .flatMap(figure -> figure.counted().stream())
            .flatMap(counted -> counted.commitment().stream())
            .toList();
    Map<Hash, Opened> opened = new HashMap<>();
    for (Opened one : OpenedNames.of(commitments, places)) {
      opened.put(one.commitment(), one);
    }
    return new OpenedComparables(standard, opened);
  }

  /** The amount behind a commitment; empty when nothing opens it. */
  public Optional<Amount> amount(Hash commitment) {
    return Optional.ofNullable(opened.get(commitment)).flatMap(one -> Amount.parse(one.text()));
  }

  /** The amounts in the standard's currency, for each list of amounts that was gathered. */
  public SortedMap<String, OpenedAmounts> amounts(Gathering gathering) {
    SortedMap<String, OpenedAmounts> amounts = new TreeMap<>();
    for (Gathered figure : gathering.figures()) {
      boolean isList =
          standard
              .input(figure.input())
              .map(Input::kind)
              .filter(kind -> kind == Kind.MONEY_LIST)
              .isPresent();
      if (isList) {
        amounts(figure).ifPresent(found -> amounts.put(figure.input(), found));
      }
    }
    return amounts;
  }

  private Optional<OpenedAmounts> amounts(Gathered figure) {
    List<GivenInput.Part> parts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    List<Hash> salts = new ArrayList<>();
    for (Gathered.Counted counted : figure.counted()) {
      Optional<Amount> amount =
          counted
              .commitment()
              .flatMap(this::amount)
              .filter(one -> one.currency().equals(standard.currency()));
      if (amount.isPresent() && parts.size() < Input.ITEMS_MAX) {
        Hash commitment = counted.commitment().orElseThrow();
        parts.add(new GivenInput.Part(commitment, counted.record()));
        numbers.add(amount.get().minorUnits());
        salts.add(java.util.Objects.requireNonNull(opened.get(commitment)).salt());
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OpenedAmounts(
                figure.input(),
                parts,
                Figure.opened(
                    new Value.Ints(numbers),
                    parts.stream().map(GivenInput.Part::record).toList(),
                    salts)));
  }
}
