package org.colophon.core.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.formula.Value;

/**
 * A figure that a standard asks for.
 *
 * @param name by which formulas call it
 * @param kind what it is
 * @param source where it may come from
 * @param label what people call it
 * @param choices the words of a CHOICE, in their order; of other kinds none
 * @param assumed what stands for it in a draft until somebody finds it
 * @param finds what of a finding it is, when findings say it in clear
 * @param query how it is gathered from the chain, in a way that everybody can repeat; of what comes
 *     from the chain, and of nothing else
 * @param range between which values it is contested, when the law says so
 */
public record Input(
    String name,
    Kind kind,
    Source source,
    Wording label,
    List<String> choices,
    Optional<Assumption> assumed,
    Optional<Found> finds,
    Optional<Query> query,
    Optional<Range> range) {
  /** Most items of a list. */
  public static final int ITEMS_MAX = 64;

  private static final int CHOICES_MAX = 16;

  /** Where a figure may come from. */
  public enum Source {
    /** Records of the chain, gathered by its query. */
    CHAIN,
    /** What the parties bring before the court. */
    EVIDENCE,
    /** Only a court may find it. */
    FINDING
  }

  /** What a finding says in clear. */
  public enum Found {
    /** That rights were infringed, wholly or partly. */
    INFRINGED,
    /** That it was done knowingly. */
    INTENTIONAL,
    /** That it was done without fault. */
    INNOCENT,
    /** That its circumstances are serious. */
    SERIOUS
  }

  /** How a figure is gathered from the chain. */
  public enum Query {
    /** Whole days of the window; a day that has begun counts. */
    WINDOW_DAYS,
    /** Copies of the work that were paid for within the window. */
    COPIES_SOLD,
    /** Times that the work was accessed within the window. */
    ACCESSES,
    /** Fees of licences of the work and of what is comparable. */
    LICENCE_FEES,
    /** Prices of transfers of the work and of what is comparable. */
    SALE_PRICES,
    /** The newest reference to what one copy earns. */
    UNIT_PROFIT
  }

  /**
   * What stands for a figure that nobody has found yet. It is never taken for a finding.
   *
   * @param value which value
   * @param label what is assumed thereby
   */
  public record Assumption(Value value, Wording label) {}

  /**
   * Between which values a figure that is found is contested: a reckoning shows both ends.
   *
   * @param low the lower end
   * @param high the upper end
   */
  public record Range(long low, long high) {
    private static Range read(Members members) throws RefusedException {
      long low = members.integer("low", 0, Json.INTEGER_MAX);
      Range range = new Range(low, members.integer("high", low, Json.INTEGER_MAX));
      members.end();
      return range;
    }

    private Json.Obj json() {
      return Json.object().put("low", low).put("high", high).build();
    }
  }

  /** Copies the choices. */
  public Input {
    choices = List.copyOf(choices);
  }

  static Input read(Members members) throws RefusedException {
    Kind kind = members.oneOf("kind", Kind.class);
    Input bare =
        new Input(
            members.parsed("name", Name.CHARS_MAX, Name::check),
            kind,
            members.oneOf("source", Source.class),
            Wording.read(members.object("label")),
            kind == Kind.CHOICE
                ? members.textsOnce("choices", 2, CHOICES_MAX, Name.CHARS_MAX)
                : List.of(),
            Optional.empty(),
            members.has("finds")
                ? Optional.of(members.oneOf("finds", Found.class))
                : Optional.empty(),
            members.has("query")
                ? Optional.of(members.oneOf("query", Query.class))
                : Optional.empty(),
            members.has("range")
                ? Optional.of(Range.read(members.object("range")))
                : Optional.empty());
    if (bare.query.isPresent() != (bare.source == Source.CHAIN)) {
      throw members.malformed("query", "(expected: exactly of what the chain shows)");
    }
    if (bare.finds.isPresent() && (bare.source != Source.FINDING || bare.kind != Kind.BOOLEAN)) {
      throw members.malformed("finds", "(expected: only of a yes or no that is found)");
    }
    if (bare.range.isPresent() && (bare.source != Source.FINDING || !bare.kind.isNumber())) {
      throw members.malformed("range", "(expected: only of a number that is found)");
    }
    if (!members.has("assumed")) {
      return bare;
    }
    if (bare.source != Source.FINDING) {
      throw members.malformed("assumed", "(expected: only of what is found)");
    }
    Members assumed = members.object("assumed");
    Assumption assumption =
        new Assumption(bare.value(assumed, "value"), Wording.read(assumed.object("label")));
    assumed.end();
    return new Input(
        bare.name,
        kind,
        bare.source,
        bare.label,
        bare.choices,
        Optional.of(assumption),
        bare.finds,
        bare.query,
        bare.range);
  }

  /** A value of this input's kind, or a refusal. */
  public Value value(Json value) throws RefusedException {
    return value(Members.of("inputs.", Json.object().put(name, value).build()), name);
  }

  /** Takes a value of this input's kind; amounts, counts and rates are never below zero. */
  public Value value(Members members, String member) throws RefusedException {
    return switch (kind) {
      case MONEY, INTEGER, BASIS_POINTS ->
          new Value.Int(members.integer(member, 0, Json.INTEGER_MAX));
      case BOOLEAN -> new Value.Bool(members.bool(member));
      case CHOICE -> new Value.Text(choice(members, member));
      case MONEY_LIST -> new Value.Ints(members.integers(member, 0, ITEMS_MAX, Json.INTEGER_MAX));
    };
  }

  /** The value that a number of a finding gives; empty when it gives none of this input's kind. */
  public Optional<Value> stated(long number) {
    return switch (kind) {
      case MONEY, INTEGER, BASIS_POINTS -> Optional.of(new Value.Int(number));
      case BOOLEAN ->
          number == 0 || number == 1 ? Optional.of(new Value.Bool(number == 1)) : Optional.empty();
      case CHOICE, MONEY_LIST -> Optional.empty();
    };
  }

  private String choice(Members members, String member) throws RefusedException {
    String word = members.text(member, Name.CHARS_MAX);
    if (!choices.contains(word)) {
      throw members.malformed(member, "(expected: one of " + new ArrayList<>(choices) + ")");
    }
    return word;
  }

  /** As it stands in a standard. */
  Json.Obj json() {
    ObjBuilder members =
        Json.object()
            .put("name", name)
            .put("kind", kind.name())
            .put("source", source.name())
            .put("label", label.json())
            .putText("finds", finds.map(Found::name))
            .putText("query", query.map(Query::name))
            .putIf("range", range.map(Range::json))
            .putIf(
                "assumed",
                assumed.map(a ->
                    Json.object()
                        .put("value", Kind.json(a.value))
                        .put("label", a.label.json())
                        .build()));
    if (kind == Kind.CHOICE) {
      members.put("choices", Json.strings(choices));
    }
    return members.build();
  }
}
