package org.colophon.testkit;

import java.util.Optional;
import java.util.Set;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Duty;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.crypto.Hash;

/**
 * Terms of a licence in the making: a plain one of some rights from the start of the test's world
 * until the year 2100, everywhere, to be narrowed and spoilt.
 */
public final class TestTerms {
  /** When licences are over that nothing else is said of: 2100-01-01T00:00:00Z. */
  public static final Timestamp YEAR_2100 = new Timestamp(4_102_444_800_000L);

  /** Behind everything that happens in the test's world: 2030-01-01T00:00:00Z. */
  public static final Timestamp YEAR_2030 = new Timestamp(1_893_456_000_000L);

  /** The first year of the test's world. */
  public static final Interval ONE_YEAR =
      new Interval(TestConsortium.START, TestConsortium.START.plus(365L * 24 * 3600 * 1000));

  private final Set<Right> rights;
  private boolean exclusive;
  private Timestamp from = TestConsortium.START;
  private Timestamp until = YEAR_2100;
  private Labels territory = Labels.ALL;
  private Labels language = Labels.ALL;
  private Labels channel = Labels.ALL;
  private Optional<Long> count = Optional.empty();
  private Recreation recreation;
  private boolean sublicensing;
  private Optional<Hash> fee = Optional.empty();
  private Set<Duty> duties = Set.of();

  private TestTerms(Set<Right> rights) {
    this.rights = rights;
    this.recreation = Recreation.of(rights);
  }

  /** Terms for these rights, with the re-creation that they say. */
  public static TestTerms of(Right... rights) {
    return new TestTerms(Set.of(rights));
  }

  /** Terms for these rights, with the re-creation that they say. */
  public static TestTerms of(Set<Right> rights) {
    return new TestTerms(rights);
  }

  /** Shuts out everybody else. */
  public TestTerms exclusive() {
    exclusive = true;
    return this;
  }

  /** Sets the interval, in milliseconds behind the start of the test's world. */
  public TestTerms during(long fromMs, long untilMs) {
    return between(TestConsortium.START.plus(fromMs), TestConsortium.START.plus(untilMs));
  }

  /** Sets the interval. */
  public TestTerms between(Timestamp begin, Timestamp end) {
    from = begin;
    until = end;
    return this;
  }

  /** Sets the territory. */
  public TestTerms territory(String... labels) {
    territory = Labels.of(labels);
    return this;
  }

  /** Sets the languages. */
  public TestTerms language(String... labels) {
    language = Labels.of(labels);
    return this;
  }

  /** Sets the channels. */
  public TestTerms channel(String... labels) {
    channel = Labels.of(labels);
    return this;
  }

  /** Sets how many times. */
  public TestTerms count(long times) {
    count = Optional.of(times);
    return this;
  }

  /** Sets a re-creation, whatever the rights say. */
  public TestTerms recreation(Recreation other) {
    recreation = other;
    return this;
  }

  /** Allows licences under it. */
  public TestTerms sublicensing() {
    sublicensing = true;
    return this;
  }

  /** Commits to a fee. */
  public TestTerms fee(Hash commitment) {
    fee = Optional.of(commitment);
    return this;
  }

  /** Sets what the licensee owes. */
  public TestTerms duties(Duty... owed) {
    duties = Set.of(owed);
    return this;
  }

  /** The terms. */
  public LicenceTerms terms() {
    return new LicenceTerms(
        rights,
        exclusive,
        from,
        until,
        territory,
        language,
        channel,
        count,
        recreation,
        sublicensing,
        fee,
        duties);
  }
}
