package org.colophon.formula;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What of CEL a formula may be made of. Anything that is not named here is refused: numbers that
 * are not whole, times, patterns, maps, and all that repeats.
 */
final class Vocabulary {
  /** Most parts of one formula: names, constants, calls. */
  static final int PARTS_MAX = 256;

  /** CEL's names of its operators, and the functions of {@link Arithmetic}. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "_+_",
          "_-_",
          "_*_",
          "_/_",
          "_%_",
          "-_",
          "!_",
          "_&&_",
          "_||_",
          "_?_:_",
          "_==_",
          "_!=_",
          "_<_",
          "_<=_",
          "_>_",
          "_>=_",
          "@in",
          "size",
          "mulDiv",
          "median",
          "least",
          "greatest",
          "sum");

  private final SortedMap<String, Type> names;
  private final SortedSet<String> used = new TreeSet<>();
  private int parts;

  private Vocabulary(SortedMap<String, Type> names) {
    this.names = names;
  }

  /** The names that a formula uses, or a refusal of what it is made of. */
  static SortedSet<String> namesOf(CelExpr expression, SortedMap<String, Type> names)
      throws FlawedFormulaException {
    Vocabulary walk = new Vocabulary(names);
    walk.visit(expression);
    return walk.used;
  }

  private void visit(CelExpr expression) throws FlawedFormulaException {
    parts++;
    if (parts > PARTS_MAX) {
      throw new FlawedFormulaException(Flaw.TOO_LARGE);
    }
    switch (expression.getKind()) {
      case CONSTANT -> requirePlain(expression.constant());
      case IDENT -> use(expression.ident().name());
      case LIST -> visitAll(expression.list().elements());
      case CALL -> visitCall(expression.call());
      default -> throw new FlawedFormulaException(Flaw.FORBIDDEN);
    }
  }

  private void visitCall(CelExpr.CelCall call) throws FlawedFormulaException {
    if (call.target().isPresent() || !FUNCTIONS.contains(call.function())) {
      throw new FlawedFormulaException(Flaw.FORBIDDEN);
    }
    visitAll(call.args());
  }

  private void visitAll(Iterable<CelExpr> expressions) throws FlawedFormulaException {
    for (CelExpr expression : expressions) {
      visit(expression);
    }
  }

  private void use(String name) throws FlawedFormulaException {
    if (!names.containsKey(name)) {
      throw new FlawedFormulaException(Flaw.UNKNOWN_NAME);
    }
    used.add(name);
  }

  private static void requirePlain(CelConstant constant) throws FlawedFormulaException {
    switch (constant.getKind()) {
      case INT64_VALUE, BOOLEAN_VALUE, STRING_VALUE -> {}
      default -> throw new FlawedFormulaException(Flaw.FORBIDDEN);
    }
  }
}
