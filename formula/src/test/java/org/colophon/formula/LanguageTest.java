package org.colophon.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LanguageTest {
  private static final Map<String, Type> NAMES =
      Map.of(
          "a", Type.INTEGER,
          "b", Type.INTEGER,
          "yes", Type.BOOLEAN,
          "word", Type.TEXT,
          "items", Type.INTEGERS);
  private static final Language LANGUAGE = new Language(NAMES);

  private static Outcome integer(String text, Map<String, Value> values) {
    return evaluated(text, Type.INTEGER, values);
  }

  private static Outcome evaluated(String text, Type type, Map<String, Value> values) {
    try {
      return LANGUAGE.compile(text, type).evaluate(values);
    } catch (FlawedFormulaException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Outcome known(long value) {
    return new Outcome.Known(new Value.Int(value));
  }

  private static void refuses(String text, Type type, Flaw flaw) {
    assertThatThrownBy(() -> LANGUAGE.compile(text, type))
        .as(text)
        .isInstanceOfSatisfying(
            FlawedFormulaException.class, e -> assertThat(e.flaw()).isEqualTo(flaw));
  }

  private static void refuses(String text, Flaw flaw) {
    refuses(text, Type.INTEGER, flaw);
  }

  @Test
  void calculatesWithWholeNumbers() {
    Map<String, Value> values = Map.of("a", new Value.Int(17), "b", new Value.Int(-5));
    assertThat(integer("a + b * 2 - 1", values)).isEqualTo(known(6));
    assertThat(integer("a / b", values)).isEqualTo(known(-3));
    assertThat(integer("a % b", values)).isEqualTo(known(2));
    assertThat(integer("-(-a)", values)).isEqualTo(known(17));
    assertThat(integer("a > b && !(a == b) ? a : b", values)).isEqualTo(known(17));
    assertThat(integer("size('abc') + size([a, b])", values)).isEqualTo(known(5));
  }

  @Test
  void roundsHalvesAwayFromZeroAndOnlyOnce() {
    assertThat(integer("mulDiv(3000000, 168, 365)", Map.of())).isEqualTo(known(1_380_822));
    assertThat(integer("mulDiv(5, 1, 2)", Map.of())).isEqualTo(known(3));
    assertThat(integer("mulDiv(-5, 1, 2)", Map.of())).isEqualTo(known(-3));
    assertThat(integer("mulDiv(5, 1, -2)", Map.of())).isEqualTo(known(-3));
    assertThat(integer("mulDiv(4, 1, 3)", Map.of())).isEqualTo(known(1));
    assertThat(
            integer(
                "mulDiv(9223372036854775807, 9223372036854775807, 9223372036854775807)", Map.of()))
        .isEqualTo(known(Long.MAX_VALUE));
  }

  @Test
  void knowsMedianLeastGreatestAndSum() {
    Map<String, Value> values = Map.of("items", new Value.Ints(List.of(9L, 2L, 5L, 4L)));
    assertThat(integer("median(items)", values)).isEqualTo(known(5));
    assertThat(integer("median([7])", values)).isEqualTo(known(7));
    assertThat(integer("least(items)", values)).isEqualTo(known(2));
    assertThat(integer("greatest(items)", values)).isEqualTo(known(9));
    assertThat(integer("sum(items)", values)).isEqualTo(known(20));
    assertThat(integer("sum(items)", Map.of("items", new Value.Ints(List.of()))))
        .isEqualTo(known(0));
  }

  @Test
  void namesEachFault() {
    Map<String, Value> values =
        Map.of(
            "a", new Value.Int(Long.MAX_VALUE),
            "b", new Value.Int(0),
            "items", new Value.Ints(List.of()));
    for (String text :
        List.of(
            "a + 1",
            "a * 2",
            "-a - 2",
            "mulDiv(a, 2, 1)",
            "sum([a, 1])",
            "-(-a - 1)",
            "(-a - 1) / -1")) {
      assertThat(integer(text, values)).as(text).isEqualTo(new Outcome.Faulty(Fault.OVERFLOW));
    }
    for (String text : List.of("a / b", "a % b", "mulDiv(a, 1, b)")) {
      assertThat(integer(text, values))
          .as(text)
          .isEqualTo(new Outcome.Faulty(Fault.DIVISION_BY_ZERO));
    }
    for (String text : List.of("median(items)", "least(items)", "greatest(items)")) {
      assertThat(integer(text, values)).as(text).isEqualTo(new Outcome.Faulty(Fault.EMPTY_LIST));
    }
  }

  @Test
  void saysWhatIsMissingAndNeverTakesItForZero() {
    assertThat(integer("a + b", Map.of("a", new Value.Int(1))))
        .isEqualTo(new Outcome.Missing(List.of("b")));
    assertThat(integer("sum(items) + a", Map.of()))
        .isEqualTo(new Outcome.Missing(List.of("a", "items")));
    assertThat(integer("yes ? a : b", Map.of("yes", new Value.Bool(true), "a", new Value.Int(7))))
        .isEqualTo(known(7));
    assertThat(integer("mulDiv(a, b, 1)", Map.of("b", new Value.Int(1))))
        .isEqualTo(new Outcome.Missing(List.of("a")));
  }

  @Test
  void isDecidedByWhatIsKnownWhenThatIsEnough() {
    Outcome is = new Outcome.Known(new Value.Bool(true));
    Outcome isNot = new Outcome.Known(new Value.Bool(false));
    Map<String, Value> values = Map.of("a", new Value.Int(9));
    assertThat(evaluated("b > 1 || a > 1", Type.BOOLEAN, values)).isEqualTo(is);
    assertThat(evaluated("a > 1 || b > 1", Type.BOOLEAN, values)).isEqualTo(is);
    assertThat(evaluated("b > 1 && a < 1", Type.BOOLEAN, values)).isEqualTo(isNot);
    assertThat(evaluated("b > 1 || a < 1", Type.BOOLEAN, values))
        .isEqualTo(new Outcome.Missing(List.of("b")));
  }

  @Test
  void readsWords() {
    Map<String, Value> values = Map.of("word", new Value.Text("春江"));
    assertThat(evaluated("word == '春江' ? 'x' : word", Type.TEXT, values))
        .isEqualTo(new Outcome.Known(new Value.Text("x")));
    assertThat(evaluated("word in ['a', 'b']", Type.BOOLEAN, values))
        .isEqualTo(new Outcome.Known(new Value.Bool(false)));
  }

  @Test
  void refusesWhatFormulasDoNotHave() {
    for (String text :
        List.of(
            "a + int(1.5)",
            "int(2.0)",
            "int(3u)",
            "a + size(b'x')",
            "int(timestamp('2020-01-01T00:00:00Z'))",
            "duration('1s') == duration('1s') ? 1 : 2",
            "word.matches('(a+)+') ? 1 : 2",
            "matches(word, 'x') ? 1 : 2",
            "items[0]",
            "items.map(i, i * 2) == items ? 1 : 2",
            "items.all(i, i > 0) ? 1 : 2",
            "items.exists(i, i > 0) ? 1 : 2",
            "items.filter(i, i > 0) == items ? 1 : 2",
            "has(a.b) ? 1 : 2",
            "{'x': 1}['x']",
            "int(word)",
            "word.size()",
            "word.startsWith('x') ? 1 : 2",
            "type(a) == int ? 1 : 2",
            "dyn(a)",
            "null == null ? 1 : 2",
            "size(word + word)",
            "sum(items + items)",
            "word.contains('x') ? 1 : 2",
            "google.protobuf.Int64Value{value: 1}",
            "unheardOf(a)")) {
      refuses(text, Flaw.FORBIDDEN);
    }
  }

  @Test
  void refusesWhatIsNoFormula() {
    for (String text : List.of("", " ", "a +", "(a", "a b", "'open", "9223372036854775808")) {
      refuses(text, Flaw.NOT_CEL);
    }
    refuses("a + c", Flaw.UNKNOWN_NAME);
    for (String text :
        List.of(
            "a + word",
            "yes ? a : word",
            "a && yes",
            "sum(a)",
            "items",
            "yes",
            "sum([1, 'x'])",
            "yes ? 1 : least([a, yes])",
            "median(['x'])",
            "greatest([[1], [2]])",
            "a in [1, 'x'] ? 1 : 2")) {
      refuses(text, Flaw.ILL_TYPED);
    }
    refuses("a", Type.BOOLEAN, Flaw.ILL_TYPED);
    refuses("yes", Type.TEXT, Flaw.ILL_TYPED);
    refuses("[1, 'x'] == [1, 'x'] ? [1][0] : 1", Flaw.FORBIDDEN);
  }

  @Test
  void refusesWhatIsTooLargeOrTooDeep() {
    refuses("a" + " ".repeat(Language.CHARS_MAX), Flaw.TOO_LARGE);
    refuses("sum([a" + ",a".repeat(300) + "])", Flaw.TOO_LARGE);
    refuses("a" + "+a".repeat(200), Flaw.NOT_CEL);
    assertThatThrownBy(
            () -> LANGUAGE.compile("(".repeat(400) + "a" + ")".repeat(400), Type.INTEGER))
        .isInstanceOf(FlawedFormulaException.class);
    assertThatThrownBy(() -> LANGUAGE.compile("-".repeat(900) + "a", Type.INTEGER))
        .isInstanceOf(FlawedFormulaException.class);
    assertThatThrownBy(() -> LANGUAGE.compile("[".repeat(900), Type.INTEGER))
        .isInstanceOf(FlawedFormulaException.class);
  }

  @Test
  void tellsTheNamesThatItUsesSorted() throws FlawedFormulaException {
    assertThat(LANGUAGE.compile("yes ? b : a + b", Type.INTEGER).names())
        .containsExactly("a", "b", "yes");
  }
}
