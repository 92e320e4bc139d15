package org.colophon.core.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;
import org.colophon.formula.FlawedFormulaException;
import org.colophon.formula.Formula;
import org.colophon.formula.Language;
import org.colophon.formula.Outcome;
import org.colophon.formula.Type;
import org.colophon.formula.Value;
import org.jspecify.annotations.Nullable;

/** A standard whose formulas were checked and whose tests came out. */
public final class CompiledStandard {
  private final Standard standard;
  private final Hash hash;
  private final List<Formula> formulas;
  private final Hash testResults;

  private CompiledStandard(Standard standard, Hash hash, List<Formula> formulas, Hash testResults) {
    this.standard = standard;
    this.hash = hash;
    this.formulas = formulas;
    this.testResults = testResults;
  }

  /** Refuses a standard with a step that is no formula (BAD_FORMULA), or whose test fails. */
  public static CompiledStandard of(Standard standard) throws RefusedException {
    List<Formula> formulas = formulas(standard);
    return new CompiledStandard(
        standard, standard.hash(), formulas, testResults(standard, formulas));
  }

  /** The document. */
  public Standard standard() {
    return standard;
  }

  /** What identifies the document. */
  public Hash hash() {
    return hash;
  }

  /** SHA-256 over what every step of every test came to: who has run them knows it. */
  public Hash testResults() {
    return testResults;
  }

  /** The names that a step uses, sorted, without those that only ask whether others are known. */
  public List<String> uses(int step) {
    return uses(formulas.get(step));
  }

  private static List<String> uses(Formula formula) {
    return formula.names().stream().map(Name::plain).distinct().sorted().toList();
  }

  /** What each step comes to, in the order of the steps; an input may be missing. */
  public List<StepResult> reckon(Map<String, Value> inputs, Map<String, String> parameters) {
    return reckon(standard, formulas, inputs, parameters, Map.of());
  }

  /** The same, where some steps are said to come to something else than they do. */
  List<StepResult> reckon(
      Map<String, Value> inputs, Map<String, String> parameters, Map<String, Value> instead) {
    return reckon(standard, formulas, inputs, parameters, instead);
  }

  private static List<Formula> formulas(Standard standard) throws RefusedException {
    Language language = new Language(names(standard));
    SortedMap<String, Integer> places = new TreeMap<>();
    List<Formula> formulas = new ArrayList<>();
    for (Step step : standard.steps()) {
      places.put(step.id(), places.size());
    }
    for (Step step : standard.steps()) {
      Formula formula = compiled(language, step);
      for (String name : formula.names()) {
        if (places.getOrDefault(Name.plain(name), -1) >= formulas.size()) {
          throw bad(step, "asks for a step that is not before it");
        }
      }
      formulas.add(formula);
    }
    return List.copyOf(formulas);
  }

  private static SortedMap<String, Type> names(Standard standard) {
    SortedMap<String, Type> names = new TreeMap<>();
    for (Input input : standard.inputs()) {
      names.put(input.name(), input.kind().type());
      names.put(input.name() + Name.KNOWN, Type.BOOLEAN);
    }
    standard.parameters().forEach(parameter -> names.put(parameter.name(), Type.TEXT));
    for (Step step : standard.steps()) {
      names.put(step.id(), step.kind().type());
      names.put(step.id() + Name.KNOWN, Type.BOOLEAN);
    }
    return names;
  }

  private static Formula compiled(Language language, Step step) throws RefusedException {
    try {
      return language.compile(step.formula(), step.kind().type());
    } catch (FlawedFormulaException e) {
      throw bad(step, e.flaw().name());
    }
  }

  private static RefusedException bad(Step step, String detail) {
    return new RefusedException(Reason.BAD_FORMULA, "steps: " + step.id() + ": " + detail);
  }

  private static Hash testResults(Standard standard, List<Formula> formulas)
      throws RefusedException {
    List<Json> results = new ArrayList<>();
    for (TestCase test : standard.tests()) {
      Json.Obj found =
          byStep(standard, reckon(standard, formulas, test.inputs(), test.parameters(), Map.of()));
      requireExpected(test, found);
      results.add(found);
    }
    return Hash.sha256(Json.array(results).bytes());
  }

  private static void requireExpected(TestCase test, Json.Obj found) throws RefusedException {
    for (Map.Entry<String, Json> expected : test.expected().entrySet()) {
      if (!expected.getValue().equals(found.members().get(expected.getKey()))) {
        throw new RefusedException(
            Reason.TEST_FAILED, "tests: " + expected.getKey() + " comes to something else");
      }
    }
  }

  private static Json.Obj byStep(Standard standard, List<StepResult> results) {
    ObjBuilder members = Json.object();
    for (int i = 0; i < results.size(); i++) {
      members.put(standard.steps().get(i).id(), results.get(i).json());
    }
    return members.build();
  }

  private static List<StepResult> reckon(
      Standard standard,
      List<Formula> formulas,
      Map<String, Value> inputs,
      Map<String, String> parameters,
      Map<String, Value> instead) {
    Map<String, Value> known = new TreeMap<>(inputs);
    for (Input input : standard.inputs()) {
      known.put(input.name() + Name.KNOWN, new Value.Bool(inputs.containsKey(input.name())));
    }
    parameters.forEach((name, reading) -> known.put(name, new Value.Text(reading)));
    SortedMap<String, StepResult.Failed> failed = new TreeMap<>();
    List<StepResult> results = new ArrayList<>();
    for (int i = 0; i < formulas.size(); i++) {
      String id = standard.steps().get(i).id();
      @Nullable Value said = instead.get(id);
      StepResult result =
          said == null ? result(formulas.get(i), known, failed) : new StepResult.Known(said);
      known.put(id + Name.KNOWN, new Value.Bool(result instanceof StepResult.Known));
      switch (result) {
        case StepResult.Known(Value value) -> known.put(id, value);
        case StepResult.Failed failure -> failed.put(id, failure);
        case StepResult.NotComputable _ -> {
          // Later steps may ask whether it is known, and do without it.
        }
      }
      results.add(result);
    }
    return List.copyOf(results);
  }

  /**
   * A step that names one that failed fails as that did, also where it only asks whether that one
   * is known: a number that overflowed is no missing figure, and no other way is taken in its
   * place.
   */
  private static StepResult result(
      Formula formula, Map<String, Value> known, SortedMap<String, StepResult.Failed> failed) {
    for (String name : uses(formula)) {
      StepResult.@Nullable Failed failure = failed.get(name);
      if (failure != null) {
        return failure;
      }
    }
    return result(formula.evaluate(known));
  }

  private static StepResult result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Known(Value.Int(long number)) when !isExact(number) ->
          new StepResult.Failed(StepResult.Obstacle.OUT_OF_RANGE);
      case Outcome.Known(Value value) -> new StepResult.Known(value);
      case Outcome.Missing(List<String> names) -> new StepResult.NotComputable(names);
      case Outcome.Faulty(var fault) ->
          new StepResult.Failed(
              switch (fault) {
                case OVERFLOW -> StepResult.Obstacle.OVERFLOW;
                case DIVISION_BY_ZERO -> StepResult.Obstacle.DIVISION_BY_ZERO;
                case EMPTY_LIST -> StepResult.Obstacle.EMPTY_LIST;
              });
    };
  }

  private static boolean isExact(long number) {
    return -Json.INTEGER_MAX <= number && number <= Json.INTEGER_MAX;
  }
}
