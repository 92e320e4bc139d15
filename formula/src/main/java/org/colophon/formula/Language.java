package org.colophon.formula;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What formulas over certain names may say: the operators of CEL on whole numbers, words and lists
 * of numbers, its choice {@code ? :}, and {@code mulDiv}, {@code median}, {@code least}, {@code
 * greatest} and {@code sum}. A formula repeats nothing, so it costs no more than its parts and the
 * items of its lists.
 */
public final class Language {
  /** Most characters of a formula. */
  public static final int CHARS_MAX = 1024;

  private static final int DEPTH_MAX = 32;
  private static final Set<Optional<CelType>> ITEMS =
      Set.of(
          Optional.of(SimpleType.INT),
          Optional.of(SimpleType.BOOL),
          Optional.of(SimpleType.STRING));
  private static final CelType INTEGERS = ListType.create(SimpleType.INT);

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(CHARS_MAX)
          .maxParseRecursionDepth(DEPTH_MAX)
          .maxParseErrorRecoveryLimit(1)
          .retainRepeatedUnaryOperators(true)
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(0)
          .build();

  private static final CelRuntime RUNTIME = runtime();

  private final SortedMap<String, Type> names;
  private final CelCompiler compiler;

  /** The language over these names; each is {@code [a-z][a-z0-9_]*} and no word of CEL. */
  public Language(Map<String, Type> names) {
    this.names = new TreeMap<>(names);
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS).setStandardMacros();
    this.names.forEach((name, type) -> builder.addVar(name, celType(type)));
    for (String function : List.of("median", "least", "greatest", "sum")) {
      builder.addFunctionDeclarations(
          CelFunctionDecl.newFunctionDeclaration(
              function,
              CelOverloadDecl.newGlobalOverload(function + "_list", SimpleType.INT, INTEGERS)));
    }
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            "mulDiv",
            CelOverloadDecl.newGlobalOverload(
                "mulDiv_int", SimpleType.INT, SimpleType.INT, SimpleType.INT, SimpleType.INT)));
    this.compiler = builder.build();
  }

  /** The formula that a text says, which gives a value of that type. */
  public Formula compile(String text, Type type) throws FlawedFormulaException {
    if (text.length() > CHARS_MAX) {
      throw new FlawedFormulaException(Flaw.TOO_LARGE);
    }
    CelAbstractSyntaxTree parsed = parsed(text);
    SortedSet<String> used = Vocabulary.namesOf(parsed.getExpr(), names);
    CelAbstractSyntaxTree checked = checked(parsed);
    requireNumbersAdded(checked);
    requireLikeItems(checked.getExpr(), checked);
    if (!checked.getResultType().equals(celType(type))) {
      throw new FlawedFormulaException(Flaw.ILL_TYPED);
    }
    try {
      return new Formula(type, used, RUNTIME.createProgram(checked));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a formula that was checked has no program", e);
    }
  }

  private CelAbstractSyntaxTree parsed(String text) throws FlawedFormulaException {
    try {
      return compiler.parse(text).getAst();
    } catch (CelValidationException e) {
      throw new FlawedFormulaException(Flaw.NOT_CEL);
    }
  }

  private CelAbstractSyntaxTree checked(CelAbstractSyntaxTree parsed)
      throws FlawedFormulaException {
    try {
      return compiler.check(parsed).getAst();
    } catch (CelValidationException e) {
      throw new FlawedFormulaException(Flaw.ILL_TYPED);
    }
  }

  /** Words and lists are not joined: what a step gives could double with each step. */
  private static void requireNumbersAdded(CelAbstractSyntaxTree checked)
      throws FlawedFormulaException {
    boolean joins =
        checked.getReferenceMap().values().stream()
            .flatMap(reference -> reference.overloadIds().stream())
            .anyMatch(overload -> overload.startsWith("add_") && !overload.equals("add_int64"));
    if (joins) {
      throw new FlawedFormulaException(Flaw.FORBIDDEN);
    }
  }

  /** A list of a number and a word has items of any type, and would pass for one of numbers. */
  private static void requireLikeItems(CelExpr expression, CelAbstractSyntaxTree checked)
      throws FlawedFormulaException {
    List<CelExpr> parts =
        switch (expression.getKind()) {
          case LIST -> expression.list().elements();
          case CALL -> expression.call().args();
          default -> List.of();
        };
    for (CelExpr part : parts) {
      requireLikeItems(part, checked);
    }
    if (expression.getKind() == CelExpr.ExprKind.Kind.LIST && !parts.isEmpty()) {
      Set<Optional<CelType>> types =
          parts.stream().map(part -> checked.getType(part.id())).collect(Collectors.toSet());
      boolean areLike = types.size() == 1 && types.stream().allMatch(ITEMS::contains);
      if (!areLike) {
        throw new FlawedFormulaException(Flaw.ILL_TYPED);
      }
    }
  }

  private static CelType celType(Type type) {
    return switch (type) {
      case INTEGER -> SimpleType.INT;
      case BOOLEAN -> SimpleType.BOOL;
      case TEXT -> SimpleType.STRING;
      case INTEGERS -> INTEGERS;
    };
  }

  private static CelRuntime runtime() {
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(OPTIONS)
        .addFunctionBindings(
            CelFunctionBinding.from(
                "mulDiv_int",
                ImmutableList.of(Long.class, Long.class, Long.class),
                numbers ->
                    Arithmetic.mulDiv((Long) numbers[0], (Long) numbers[1], (Long) numbers[2])),
            CelFunctionBinding.from(
                "median_list", List.class, items -> Arithmetic.median(numbers(items))),
            CelFunctionBinding.from(
                "least_list", List.class, items -> Arithmetic.least(numbers(items))),
            CelFunctionBinding.from(
                "greatest_list", List.class, items -> Arithmetic.greatest(numbers(items))),
            CelFunctionBinding.from(
                "sum_list", List.class, items -> Arithmetic.sum(numbers(items))))
        .build();
  }

  private static List<Long> numbers(List<?> items) {
    return items.stream().map(Long.class::cast).toList();
  }
}
