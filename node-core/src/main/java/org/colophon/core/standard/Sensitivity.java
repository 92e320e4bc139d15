package org.colophon.core.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.json.Json;
import org.colophon.formula.Value;
import org.jspecify.annotations.Nullable;

/**
 * On what the total of a reckoning hangs: which of the ways to it was taken, and what it would be
 * if a contested figure were another one. Nobody judges formulas here; they are reckoned again with
 * one thing changed.
 *
 * @param paths each figure that the standard names beside the total
 * @param variants each figure that may be contested, changed alone
 */
public record Sensitivity(List<Path> paths, List<Variant> variants) {
  /**
   * A figure that the standard names beside the total.
   *
   * @param result which
   * @param counts whether the total changes when it does, under the reading that is taken
   * @param decidedBy the step that takes it or leaves it: the first one that uses it; empty when
   *     none does, and it only stands beside the total
   */
  public record Path(Result result, boolean counts, Optional<String> decidedBy) {
    private Json.Obj json() {
      return Json.object()
          .put("role", result.role().name())
          .put("step", result.step())
          .put("counts", counts)
          .putText("decidedBy", decidedBy)
          .build();
    }
  }

  /**
   * What the total comes to with another figure.
   *
   * @param input which figure is another one
   * @param value the other one; empty when it falls away
   * @param totals under each combination of readings, in the order of the reckoning's
   */
  public record Variant(String input, Optional<Value> value, List<StepResult> totals) {
    /** Copies the totals. */
    public Variant {
      totals = List.copyOf(totals);
    }

    private Json.Obj json() {
      return Json.object()
          .put("input", input)
          .putIf("value", value.map(Kind::json))
          .put("totals", Json.array(totals.stream().map(StepResult::json).toList()))
          .build();
    }
  }

  /** Copies the lists. */
  public Sensitivity {
    paths = List.copyOf(paths);
    variants = List.copyOf(variants);
  }

  /**
   * That of a reckoning; nothing when its standard names no total.
   *
   * @param taken the reading of each parameter that is taken
   */
  public static Sensitivity of(Reckoning reckoning, SortedMap<String, String> taken) {
    Optional<Result> total = reckoning.standard().total();
    return total.isEmpty()
        ? new Sensitivity(List.of(), List.of())
        : new Sensitivity(paths(reckoning, taken, total.get()), variants(reckoning, total.get()));
  }

  private static List<Path> paths(
      Reckoning reckoning, SortedMap<String, String> taken, Result total) {
    SortedMap<String, Value> values = values(reckoning);
    Optional<StepResult> now = reckoning.result(taken, total.step());
    List<Path> paths = new ArrayList<>();
    for (Result result : reckoning.standard().results()) {
      if (result.equals(total)) {
        continue;
      }
      boolean counts = false;
      if (reckoning.result(taken, result.step()).orElse(null)
          instanceof StepResult.Known(Value value)) {
        Map<String, Value> instead = Map.of(result.step(), another(value));
        StepResult then = reckoning.again(values, taken, instead, total.step());
        counts = !Optional.of(then).equals(now);
      }
      paths.add(new Path(result, counts, reckoning.firstUserOf(result.step())));
    }
    return paths;
  }

  /** Any other value of the same kind: the next one. */
  private static Value another(Value value) {
    return switch (value) {
      case Value.Int(long number) -> new Value.Int(number + 1);
      case Value.Bool(boolean is) -> new Value.Bool(!is);
      case Value.Text(String word) -> new Value.Text(word + "'");
      case Value.Ints(List<Long> numbers) -> new Value.Ints(numbers.subList(0, numbers.size() / 2));
    };
  }

  private static List<Variant> variants(Reckoning reckoning, Result total) {
    List<Variant> variants = new ArrayList<>();
    for (Input input : reckoning.standard().inputs()) {
      @Nullable Figure figure = reckoning.figures().get(input.name());
      for (Optional<Value> other : others(input, figure)) {
        SortedMap<String, Value> values = values(reckoning);
        values.remove(input.name());
        other.ifPresent(value -> values.put(input.name(), value));
        List<StepResult> totals = new ArrayList<>();
        for (Reckoning.Reading reading : reckoning.readings()) {
          totals.add(reckoning.again(values, reading.parameters(), Map.of(), total.step()));
        }
        variants.add(new Variant(input.name(), other, totals));
      }
    }
    return variants;
  }

  /**
   * What a figure could be instead: of what is found the opposite, the other words, or the ends of
   * its range; what was shown may be held not to be shown.
   */
  private static List<Optional<Value>> others(Input input, @Nullable Figure figure) {
    if (input.source() != Input.Source.FINDING) {
      return figure == null ? List.of() : List.of(Optional.empty());
    }
    List<Value> others = new ArrayList<>();
    if (figure != null && figure.value() instanceof Value.Bool(boolean is)) {
      others.add(new Value.Bool(!is));
    }
    input.choices().forEach(word -> others.add(new Value.Text(word)));
    input
        .range()
        .ifPresent(range -> {
          others.add(new Value.Int(range.low()));
          others.add(new Value.Int(range.high()));
        });
    return others.stream()
        .filter(value -> figure == null || !value.equals(figure.value()))
        .map(Optional::of)
        .toList();
  }

  private static SortedMap<String, Value> values(Reckoning reckoning) {
    SortedMap<String, Value> values = new TreeMap<>();
    reckoning.figures().forEach((name, figure) -> values.put(name, figure.value()));
    return values;
  }

  /** As it stands in a document: {@code paths} and {@code variants}. */
  public Json.Obj json() {
    return Json.object()
        .put("paths", Json.array(paths.stream().map(Path::json).toList()))
        .put("variants", Json.array(variants.stream().map(Variant::json).toList()))
        .build();
  }
}
