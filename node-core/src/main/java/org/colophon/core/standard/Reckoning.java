package org.colophon.core.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a standard comes to for given figures, under every reading of its parameters. Equal figures
 * give equal bytes of {@link #json} anywhere.
 */
public final class Reckoning {
  private final CompiledStandard compiled;
  private final SortedMap<String, Figure> figures;
  private final List<Reading> readings;

  /**
   * What the steps come to under one combination of readings.
   *
   * @param parameters the reading of each parameter
   * @param results of the steps, in their order
   */
  public record Reading(SortedMap<String, String> parameters, List<StepResult> results) {
    /** Copies the results. */
    public Reading {
      results = List.copyOf(results);
    }
  }

  private Reckoning(
      CompiledStandard compiled, SortedMap<String, Figure> figures, List<Reading> readings) {
    this.compiled = compiled;
    this.figures = figures;
    this.readings = readings;
  }

  /**
   * Reckons. Where nobody has found what only a court may find, the standard's own assumption
   * stands for it, when it has one.
   */
  public static Reckoning of(CompiledStandard compiled, Map<String, Figure> given) {
    SortedMap<String, Figure> figures = new TreeMap<>(given);
    for (Input input : compiled.standard().inputs()) {
      input
          .assumed()
          .ifPresent(assumed -> figures.putIfAbsent(input.name(), Figure.assumed(assumed.value())));
    }
    SortedMap<String, Value> values = new TreeMap<>();
    figures.forEach((name, figure) -> values.put(name, figure.value()));
    List<Reading> readings = new ArrayList<>();
    for (SortedMap<String, String> parameters : Choices.all(compiled.standard().parameters())) {
      readings.add(new Reading(parameters, compiled.reckon(values, parameters)));
    }
    return new Reckoning(compiled, figures, List.copyOf(readings));
  }

  /** The standard. */
  public Standard standard() {
    return compiled.standard();
  }

  /** The figures by the names of their inputs, assumptions included. */
  public SortedMap<String, Figure> figures() {
    return figures;
  }

  /** Every combination of readings, the standard's own first. */
  public List<Reading> readings() {
    return readings;
  }

  /** What a step comes to under a combination of readings. */
  public Optional<StepResult> result(Map<String, String> parameters, String step) {
    List<String> ids = standard().steps().stream().map(Step::id).toList();
    return readings.stream()
        .filter(reading -> reading.parameters.equals(parameters) && ids.contains(step))
        .map(reading -> reading.results.get(ids.indexOf(step)))
        .findFirst();
  }

  /** What a step comes to for other values, and where other steps are said to come to others. */
  StepResult again(
      Map<String, Value> values,
      Map<String, String> parameters,
      Map<String, Value> instead,
      String step) {
    List<String> ids = standard().steps().stream().map(Step::id).toList();
    return compiled.reckon(values, parameters, instead).get(ids.indexOf(step));
  }

  /** What stands on the chain for it: SHA-256 of the bytes of {@link #json}. */
  public Hash digest() {
    return Hash.sha256(json().bytes());
  }

  /** The whole reckoning: each figure with its formula, its citation, and what it rests on. */
  public Json.Obj json() {
    Standard standard = standard();
    return Json.object()
        .put("standard", compiled.hash().hex())
        .put("id", standard.id())
        .put("version", standard.version())
        .put("title", standard.title().json())
        .put("law", standard.law().json())
        .put("currency", standard.currency().code())
        .put("exponent", standard.currency().exponent())
        .put("inputs", Json.array(standard.inputs().stream().map(this::input).toList()))
        .put("steps", Json.array(steps()))
        .put("results", Json.array(standard.results().stream().map(Result::json).toList()))
        .put("readings", Json.array(readings.stream().map(this::reading).toList()))
        .build();
  }

  private Json.Obj input(Input input) {
    ObjBuilder members =
        Json.object()
            .put("name", input.name())
            .put("kind", input.kind().name())
            .put("source", input.source().name())
            .put("label", input.label().json());
    @Nullable Figure figure = figures.get(input.name());
    if (figure == null) {
      members.put("basis", "MISSING");
    } else {
      figure.put(members);
    }
    return members.build();
  }

  /** The first step that uses a step, in their order; empty when none does. */
  Optional<String> firstUserOf(String step) {
    List<Step> steps = standard().steps();
    for (int i = 0; i < steps.size(); i++) {
      if (compiled.uses(i).contains(step)) {
        return Optional.of(steps.get(i).id());
      }
    }
    return Optional.empty();
  }

  /** The inputs that are assumed and that a step rests on, by way of the steps before it. */
  public List<String> assumedFor(String step) {
    return List.copyOf(assumed().getOrDefault(step, new TreeSet<>()));
  }

  private SortedMap<String, SortedSet<String>> assumed() {
    SortedMap<String, SortedSet<String>> restsOn = new TreeMap<>();
    for (int i = 0; i < standard().steps().size(); i++) {
      SortedSet<String> assumed = new TreeSet<>();
      for (String name : compiled.uses(i)) {
        assumed.addAll(restsOn.getOrDefault(name, new TreeSet<>()));
        if (isAssumed(name)) {
          assumed.add(name);
        }
      }
      restsOn.put(standard().steps().get(i).id(), assumed);
    }
    return restsOn;
  }

  private List<Json> steps() {
    List<Json> steps = new ArrayList<>();
    for (int i = 0; i < standard().steps().size(); i++) {
      Step step = standard().steps().get(i);
      steps.add(
          Json.object()
              .put("id", step.id())
              .put("kind", step.kind().name())
              .put("label", step.label().json())
              .put("citation", step.citation().json())
              .put("formula", step.formula())
              .put("uses", Json.strings(compiled.uses(i)))
              .put("assumed", Json.strings(assumedFor(step.id())))
              .build());
    }
    return steps;
  }

  private boolean isAssumed(String name) {
    @Nullable Figure figure = figures.get(name);
    return figure != null && figure.basis() == Figure.Basis.ASSUMED;
  }

  private Json.Obj reading(Reading reading) {
    ObjBuilder steps = Json.object();
    for (int i = 0; i < reading.results.size(); i++) {
      steps.put(standard().steps().get(i).id(), reading.results.get(i).json());
    }
    return Json.object()
        .put("parameters", Choices.json(reading.parameters))
        .put("steps", steps.build())
        .build();
  }
}
