package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Scope;

/**
 * A grant and those above it, up to that of the organs. It counts only while all of them do, and
 * its case is open: so what ends one ends all below it.
 *
 * @param grants the grant itself first
 * @param opened their case
 */
public record GrantLine(List<StandingGrant> grants, CaseState opened) {
  /** Why a grant does not count any more. */
  public enum Cause {
    /** It was revoked. */
    REVOKED,
    /** Its time is over. */
    RUN_OUT,
    /** Its case has an outcome. */
    CASE_CLOSED
  }

  /**
   * That a grant does not count any more.
   *
   * @param cause why
   * @param record what ended it: a revocation, the grant that ran out, or an outcome
   * @param since from then on
   */
  public record Ending(Cause cause, RecordId record, Timestamp since) {}

  /** Copies the grants. */
  public GrantLine {
    grants = List.copyOf(grants);
  }

  /**
   * The line of a grant.
   *
   * @param find a grant that another one names as its parent
   */
  public static GrantLine of(
      StandingGrant grant, Function<RecordId, StandingGrant> find, CaseState opened) {
    List<StandingGrant> line = new ArrayList<>(List.of(grant));
    while (line.getLast().content().parent().isPresent()) {
      line.add(find.apply(line.getLast().content().parent().get()));
    }
    return new GrantLine(line, opened);
  }

  /** The grant itself. */
  public StandingGrant grant() {
    return grants.getFirst();
  }

  /** What may be read: no grant is wider than the one above it, so it is the scope of the last. */
  public Scope scope() {
    return grant().scope();
  }

  /** The first of what has ended it by a time; empty while it counts. */
  public Optional<Ending> ended(Timestamp at) {
    return ended(at, record -> true);
  }

  /**
   * The first of what has ended it by a time, as far as was known.
   *
   * @param known whether a record stood
   */
  public Optional<Ending> ended(Timestamp at, Predicate<RecordId> known) {
    Stream<Ending> revoked =
        grants.stream()
            .flatMap(grant -> grant.state().revoked().stream())
            .map(by -> new Ending(Cause.REVOKED, by.record(), by.time()));
    Stream<Ending> runOut =
        grants.stream().map(grant -> new Ending(Cause.RUN_OUT, grant.id(), grant.scope().until()));
    Stream<Ending> closed =
        opened.course().first(status -> status != CaseState.Status.OPEN).stream()
            .map(step -> new Ending(Cause.CASE_CLOSED, step.record(), step.time()));
    return Stream.of(revoked, runOut, closed)
        .flatMap(endings -> endings)
        .filter(ending -> ending.since().compareTo(at) <= 0 && known.test(ending.record()))
        .min(Comparator.comparing(Ending::since));
  }

  /** Refuses to build on it once it has ended. */
  void requireCounting(Timestamp at) throws RefusedException {
    Optional<Ending> ended = ended(at);
    if (ended.isPresent()) {
      throw new RefusedException(
          Reason.GRANT_ENDED,
          "grant " + grant().id() + ": " + ended.get().cause() + " at " + ended.get().since());
    }
  }

  /** Reads that are left of it and of all above it. */
  public long readsLeft() {
    return grants.stream().mapToLong(StandingGrant::readsLeft).min().orElseThrow();
  }

  /** Reads that may still be leased on the day of a time, if as many are left at all. */
  public long readsLeftOnDayOf(Timestamp time) {
    return grants.stream()
        .mapToLong(grant -> grant.scope().readsADay() - grant.state().leasedOnDayOf(time))
        .min()
        .orElseThrow();
  }

  /** Whether somebody granted one of the line. */
  boolean isGrantedBy(SubjectId subject) {
    return grants.stream().anyMatch(grant -> grant.grantors().contains(subject));
  }

  /** Whether one of the line was granted to somebody. */
  boolean isGrantedTo(SubjectId subject) {
    return grants.stream().anyMatch(grant -> grant.content().grantee().equals(subject));
  }
}
