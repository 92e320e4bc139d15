package org.colophon.formula;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A formula that was checked: equal values of its names give equal outcomes anywhere. */
public final class Formula {
  private final Type type;
  private final List<String> names;
  private final CelRuntime.Program program;

  Formula(Type type, SortedSet<String> names, CelRuntime.Program program) {
    this.type = type;
    this.names = List.copyOf(names);
    this.program = program;
  }

  /** The names that it uses, sorted. */
  public List<String> names() {
    return names;
  }

  /** What it comes to; a name may have no value. */
  public Outcome evaluate(Map<String, Value> values) {
    Map<String, Object> bound = new TreeMap<>();
    for (String name : names) {
      @Nullable Value value = values.get(name);
      if (value != null) {
        bound.put(name, plain(value));
      }
    }
    try {
      return new Outcome.Known(value(program.eval(bound)));
    } catch (CelEvaluationException e) {
      return failed(e, bound);
    }
  }

  /** What CEL says of a failure is its own matter: only its kind goes on from here. */
  private Outcome failed(CelEvaluationException failure, Map<String, Object> bound) {
    Optional<Fault> fault = fault(failure);
    if (fault.isPresent()) {
      return new Outcome.Faulty(fault.get());
    }
    List<String> missing = names.stream().filter(name -> !bound.containsKey(name)).toList();
    if (missing.isEmpty()) {
      throw new IllegalStateException("a formula that was checked fails", failure);
    }
    return new Outcome.Missing(missing);
  }

  private static Optional<Fault> fault(CelEvaluationException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FaultException named) {
        return Optional.of(named.fault());
      }
    }
    CelErrorCode code = failure.getErrorCode();
    return switch (code) {
      case NUMERIC_OVERFLOW -> Optional.of(Fault.OVERFLOW);
      case DIVIDE_BY_ZERO -> Optional.of(Fault.DIVISION_BY_ZERO);
      default -> Optional.empty();
    };
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Int(long number) -> number;
      case Value.Bool(boolean is) -> is;
      case Value.Text(String word) -> word;
      case Value.Ints(List<Long> numbers) -> numbers;
    };
  }

  private Value value(@Nullable Object found) {
    return switch (type) {
      case INTEGER -> new Value.Int((Long) java.util.Objects.requireNonNull(found));
      case BOOLEAN -> new Value.Bool((Boolean) java.util.Objects.requireNonNull(found));
      case TEXT -> new Value.Text((String) java.util.Objects.requireNonNull(found));
      case INTEGERS -> throw new IllegalStateException("a formula gives no list");
    };
  }
}
