package org.colophon.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Timestamp;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.crypto.Hash;

/**
 * A scope in the making: to read the matter of a case about one work for thirty days, a thousand
 * reads and a hundred a day; to be narrowed, widened and spoilt.
 */
public final class TestScope {
  private final Timestamp now;
  private List<Hash> works = List.of(commitment("work"));
  private List<Hash> parties = List.of();
  private Optional<Set<RecordType>> types = Optional.empty();
  private Scope.ReaderClass readers = Scope.ReaderClass.CASE;
  private Timestamp recordsFrom = new Timestamp(0);
  private Timestamp recordsUntil = TestTerms.YEAR_2100;
  private Set<Scope.Verb> verbs = Set.of(Scope.Verb.READ);
  private Timestamp until;
  private long reads = 1_000;
  private long readsADay = 100;
  private int depth;
  private boolean urgent;

  private TestScope(Timestamp now) {
    this.now = now;
    this.until = now.plus(Duration.ofDays(30).toMillis());
  }

  /** A scope that is granted at the start of the test's world. */
  public static TestScope plain() {
    return at(TestConsortium.START);
  }

  /** A scope that is granted at that time. */
  public static TestScope at(Timestamp now) {
    return new TestScope(now);
  }

  /** A commitment that follows from a label. */
  public static Hash commitment(String label) {
    return Hash.sha256(("commitment " + label).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Names works by these labels; any work when none is named. */
  public TestScope works(String... labels) {
    works = List.of(labels).stream().map(TestScope::commitment).toList();
    return this;
  }

  /** Names parties by these labels; anybody when none is named. */
  public TestScope parties(String... labels) {
    parties = List.of(labels).stream().map(TestScope::commitment).toList();
    return this;
  }

  /** Names the types of records. */
  public TestScope types(RecordType... some) {
    types = Optional.of(Set.of(some));
    return this;
  }

  /** Sets the class of readers. */
  public TestScope readers(Scope.ReaderClass value) {
    readers = value;
    return this;
  }

  /** Sets the window of the records' block times. */
  public TestScope records(Timestamp from, Timestamp end) {
    recordsFrom = from;
    recordsUntil = end;
    return this;
  }

  /** Sets what may be done. */
  public TestScope verbs(Scope.Verb... some) {
    verbs = Set.of(some);
    return this;
  }

  /** Sets for how long, from the time of the grant. */
  public TestScope lasting(Duration duration) {
    until = now.plus(duration.toMillis());
    return this;
  }

  /** Sets how many reads, at all and a day. */
  public TestScope reads(long all, long aDay) {
    reads = all;
    readsADay = aDay;
    return this;
  }

  /** Sets how often it may be delegated on. */
  public TestScope depth(int value) {
    depth = value;
    return this;
  }

  /** Makes it urgent, for a day. */
  public TestScope urgent() {
    urgent = true;
    return lasting(Duration.ofDays(1));
  }

  /** The scope. */
  public Scope scope() {
    return new Scope(
        works,
        parties,
        types,
        readers,
        recordsFrom,
        recordsUntil,
        verbs,
        until,
        reads,
        readsADay,
        depth,
        urgent);
  }
}
