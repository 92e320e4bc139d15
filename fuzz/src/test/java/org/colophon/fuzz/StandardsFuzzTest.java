package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import org.colophon.core.RefusedException;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Standard;
import org.colophon.formula.FlawedFormulaException;
import org.colophon.formula.Formula;
import org.colophon.formula.Language;
import org.colophon.formula.Type;
import org.colophon.formula.Value;

/** Standards of damages, and the formulas in them, from whoever proposes them. */
class StandardsFuzzTest {
  private static final Map<String, Type> NAMES =
      Map.of("a", Type.INTEGER, "b", Type.INTEGER, "is", Type.BOOLEAN, "l", Type.INTEGERS);
  private static final Map<String, Value> VALUES =
      Map.of(
          "a",
          new Value.Int(Long.MAX_VALUE),
          "b",
          new Value.Int(0),
          "is",
          new Value.Bool(true),
          "l",
          new Value.Ints(List.of(Long.MIN_VALUE, 3L)));

  static final Decoder STANDARD =
      Decoder.exact(RefusedException.class, Standard::parse, standard -> standard.json().bytes());

  /** A standard that compiles passes its own tests, on every machine alike. */
  static final Decoder COMPILED =
      Decoder.of(
          RefusedException.class,
          bytes -> CompiledStandard.of(Standard.parse(bytes)),
          (bytes, compiled) ->
              assertThat(CompiledStandard.of(Standard.parse(bytes)).testResults())
                  .isEqualTo(compiled.testResults()));

  /** A formula that was taken comes to something, twice the same, whatever has no value. */
  static final Decoder FORMULA =
      Decoder.of(
          FlawedFormulaException.class,
          bytes -> new Language(NAMES).compile(Decoder.text(bytes), Type.INTEGER),
          StandardsFuzzTest::evaluates);

  private static void evaluates(byte[] bytes, Formula formula) {
    assertThat(NAMES.keySet()).containsAll(formula.names());
    assertThat(formula.evaluate(VALUES)).isEqualTo(formula.evaluate(VALUES));
    assertThat(formula.evaluate(Map.of())).isEqualTo(formula.evaluate(Map.of()));
  }

  @FuzzTest
  void standard(byte[] bytes) throws Exception {
    STANDARD.feed(bytes);
  }

  @FuzzTest
  void compiled(byte[] bytes) throws Exception {
    COMPILED.feed(bytes);
  }

  @FuzzTest
  void formula(byte[] bytes) throws Exception {
    FORMULA.feed(bytes);
  }
}
