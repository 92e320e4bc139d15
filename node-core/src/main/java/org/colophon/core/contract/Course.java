package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * How something has come to stand as it does: its steps, oldest first, each by a record. The steps
 * that were known at an instant of the past are a course too.
 *
 * @param <S> how it can stand
 * @param steps at least one
 */
public record Course<S extends Enum<S>>(List<Step<S>> steps) {
  /**
   * A step.
   *
   * @param <S> how it can stand
   * @param record by this record
   * @param status how it stands from then on
   * @param time the record's block time
   */
  public record Step<S extends Enum<S>>(RecordId record, S status, Timestamp time) {
    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("status", status.name())
          .put("time", time.value())
          .build();
    }
  }

  /** Copies the steps. */
  public Course {
    steps = List.copyOf(steps);
  }

  /** How it stands. */
  public S status() {
    return newest().status;
  }

  /** The newest step. */
  public Step<S> newest() {
    return steps.getLast();
  }

  /** How often it came to stand so. */
  public long count(S status) {
    return steps.stream().filter(step -> step.status == status).count();
  }

  /** The first step to such a status. */
  public Optional<Step<S>> first(Predicate<S> status) {
    return steps.stream().filter(step -> status.test(step.status)).findFirst();
  }

  /** The steps of records that were known, oldest first; empty when not even its first was. */
  public Optional<Course<S>> known(Predicate<RecordId> known) {
    List<Step<S>> then = steps.stream().filter(step -> known.test(step.record)).toList();
    return then.isEmpty() ? Optional.empty() : Optional.of(new Course<>(then));
  }

  /** For how many milliseconds it stood so, up to a time. */
  public long durationMs(S status, Timestamp until) {
    long sum = 0;
    for (int i = 0; i < steps.size(); i++) {
      Timestamp end = i + 1 < steps.size() ? steps.get(i + 1).time : until;
      if (steps.get(i).status == status) {
        sum += Math.max(0, end.value() - steps.get(i).time.value());
      }
    }
    return sum;
  }

  static <S extends Enum<S>> Course<S> begin(RecordId record, S status, Timestamp time) {
    return new Course<>(List.of(new Step<>(record, status, time)));
  }

  Course<S> then(RecordId record, S status, Timestamp time) {
    List<Step<S>> more = new ArrayList<>(steps);
    more.add(new Step<>(record, status, time));
    return new Course<>(more);
  }

  static <S extends Enum<S>> Course<S> read(Members members, int stepsMax, Class<S> statuses)
      throws RefusedException {
    return new Course<>(
        members.objects(
            "steps",
            1,
            stepsMax,
            step ->
                new Step<>(
                    step.parsed("record", 64, RecordId::ofHex),
                    step.oneOf("status", statuses),
                    new Timestamp(step.integer("time", 0, Json.INTEGER_MAX)))));
  }

  Json json() {
    return Json.array(steps.stream().map(Step::json).toList());
  }
}
