package org.colophon.core.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Currency;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * How something is reckoned by a law: a document that a judge can read and every node can run. It
 * is canonical JSON, and the SHA-256 of its bytes is what identifies it.
 *
 * @param id which standard, over all its versions
 * @param version counted from 1
 * @param title what people call it
 * @param jurisdiction where it applies, a territory of ISO 3166 or {@code EU}
 * @param law which law, in which version
 * @param from the first instant of acts that it applies to
 * @param until behind the last one; empty while nobody knows
 * @param currency of every amount
 * @param inputs the figures that it asks for
 * @param parameters what practice differs on
 * @param steps in the order in which they are reckoned
 * @param results what some of the steps mean
 * @param tests cases that must come out
 */
public record Standard(
    String id,
    int version,
    Wording title,
    String jurisdiction,
    Wording law,
    Timestamp from,
    Optional<Timestamp> until,
    Currency currency,
    List<Input> inputs,
    List<Parameter> parameters,
    List<Step> steps,
    List<Result> results,
    List<TestCase> tests) {
  /** Most bytes of a document; it has to fit into a record. */
  public static final int BYTES_MAX = 56 << 10;

  /** Most inputs of a standard. */
  public static final int INPUTS_MAX = 64;

  /** Most combinations of readings. */
  public static final int COMBINATIONS_MAX = 16;

  private static final int ID_CHARS_MAX = 64;
  private static final int VERSION_MAX = 9_999;
  private static final int PARAMETERS_MAX = 4;
  private static final int STEPS_MAX = 64;
  private static final int TESTS_MAX = 16;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 8, 1024);
  private static final String ROUNDING = "HALF_UP";
  private static final Pattern ID = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

  /** Copies the lists. */
  public Standard {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
    results = List.copyOf(results);
    tests = List.copyOf(tests);
  }

  /** The standard whose canonical text {@code text} is. */
  public static Standard parse(byte[] text) throws RefusedException {
    return read(Members.of("", JsonParser.parseObject(text, LIMITS)));
  }

  /** Takes all members of a document. */
  public static Standard read(Members members) throws RefusedException {
    List<Input> inputs = members.objects("inputs", 1, INPUTS_MAX, Input::read);
    List<Parameter> parameters = members.objects("parameters", 0, PARAMETERS_MAX, Parameter::read);
    List<Step> steps = members.objects("steps", 1, STEPS_MAX, Step::read);
    requireNamesOnce(members, inputs, parameters, steps);
    requireFewCombinations(parameters);
    Map<String, Input> inputsByName = byName(inputs, Input::name);
    Map<String, Parameter> parametersByName = byName(parameters, Parameter::name);
    Standard standard =
        new Standard(
            members.parsed("id", ID_CHARS_MAX, id -> checkForm(ID, id)),
            (int) members.integer("version", 1, VERSION_MAX),
            Wording.read(members.object("title")),
            members.parsed("jurisdiction", 8, text -> checkForm(JURISDICTION, text)),
            Wording.read(members.object("law")),
            new Timestamp(members.integer("from", 0, Json.INTEGER_MAX)),
            members.integerIf("until", 0, Json.INTEGER_MAX).map(Timestamp::new),
            readCurrency(members),
            inputs,
            parameters,
            steps,
            members.objects("results", 1, Result.Role.values().length, Result::read),
            members.objects(
                "tests",
                1,
                TESTS_MAX,
                test -> TestCase.read(test, inputsByName, parametersByName)));
    if (!members.text("rounding", 16).equals(ROUNDING)) {
      throw members.malformed("rounding", "(expected: " + ROUNDING + ")");
    }
    members.end();
    standard.requireInOrder();
    standard.requireStepsNamed(members);
    return standard;
  }

  private static Currency readCurrency(Members members) throws RefusedException {
    Currency currency =
        Currency.ofCode(members.text("currency", 3))
            .orElseThrow(() ->
                new RefusedException(
                    Reason.BAD_IDENTIFIER, "currency: (expected: a code of ISO 4217 in use)"));
    if (members.integer("exponent", 0, 4) != currency.exponent()) {
      throw members.malformed("exponent", "(expected: " + currency.exponent() + ")");
    }
    return currency;
  }

  private static String checkForm(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("not well formed");
    }
    return text;
  }

  private static void requireNamesOnce(
      Members members, List<Input> inputs, List<Parameter> parameters, List<Step> steps)
      throws RefusedException {
    List<String> names = new ArrayList<>();
    inputs.forEach(input -> names.add(input.name()));
    parameters.forEach(parameter -> names.add(parameter.name()));
    steps.forEach(step -> names.add(step.id()));
    List<String> _ = members.eachOnce("steps", names);
  }

  private static void requireFewCombinations(List<Parameter> parameters) throws RefusedException {
    if (Choices.all(parameters).size() > COMBINATIONS_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "parameters: (expected: at most " + COMBINATIONS_MAX + " combinations of readings)");
    }
  }

  private static <T> Map<String, T> byName(List<T> items, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    items.forEach(item -> byName.put(name.apply(item), item));
    return byName;
  }

  private void requireInOrder() throws RefusedException {
    if (until.isPresent() && until.get().compareTo(from) <= 0) {
      throw new RefusedException(Reason.BAD_INTERVAL, "until: (expected: after from)");
    }
  }

  private void requireStepsNamed(Members members) throws RefusedException {
    List<String> ids = steps.stream().map(Step::id).toList();
    if (!results.stream().allMatch(result -> ids.contains(result.step()))) {
      throw members.malformed("results", "(expected: steps of the standard)");
    }
    List<Result.Role> _ = members.eachOnce("results", results.stream().map(Result::role).toList());
    for (TestCase test : tests) {
      if (test.expected().isEmpty() || !ids.containsAll(test.expected().keySet())) {
        throw members.malformed("tests", "(expected: steps of the standard, at least one)");
      }
    }
  }

  /** The input of that name. */
  public Optional<Input> input(String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /** The step of that id. */
  public Optional<Step> step(String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /** What all of it comes to: a total, or else a value, or whether a threshold is reached. */
  public Optional<Result> total() {
    return List.of(Result.Role.TOTAL, Result.Role.VALUE, Result.Role.REACHED).stream()
        .flatMap(role -> results.stream().filter(result -> result.role() == role))
        .findFirst();
  }

  /** Its parameters by their names, in their order. */
  public Map<String, Parameter> parametersByName() {
    return byName(parameters, Parameter::name);
  }

  /** Whether it applies to acts from an instant to another one. */
  public boolean appliesTo(Timestamp first, Timestamp behind) {
    return from.compareTo(first) <= 0 && (until.isEmpty() || behind.compareTo(until.get()) <= 0);
  }

  /** What identifies it: SHA-256 of its canonical bytes. */
  public Hash hash() {
    return Hash.sha256(json().bytes());
  }

  /** The document. */
  public Json.Obj json() {
    ObjBuilder members =
        Json.object()
            .put("id", id)
            .put("version", version)
            .put("title", title.json())
            .put("jurisdiction", jurisdiction)
            .put("law", law.json())
            .put("from", from.value())
            .put("currency", currency.code())
            .put("exponent", currency.exponent())
            .put("rounding", ROUNDING)
            .put("inputs", Json.array(inputs.stream().map(Input::json).toList()))
            .put("parameters", Json.array(parameters.stream().map(Parameter::json).toList()))
            .put("steps", Json.array(steps.stream().map(Step::json).toList()))
            .put("results", Json.array(results.stream().map(Result::json).toList()))
            .put("tests", Json.array(tests.stream().map(TestCase::json).toList()));
    until.ifPresent(end -> members.put("until", end.value()));
    return members.build();
  }
}
