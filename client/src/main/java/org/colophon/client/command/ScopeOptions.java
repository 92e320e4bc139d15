package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.Timestamp;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Option;

/**
 * How a scope on the command line differs from another one: from a plain one, or from that above.
 */
final class ScopeOptions {
  @Option(
      names = "--types",
      paramLabel = "TYPE",
      split = ",",
      converter = Converters.TypeOfRecord.class,
      description = "Only records of these types, as work.declare,access.")
  private List<RecordType> types = new ArrayList<>();

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "Up to which class of readers: ${COMPLETION-CANDIDATES}.")
  private Optional<Scope.ReaderClass> readers = Optional.empty();

  @Option(
      names = "--records-from",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Only records ordered from then on: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> recordsFrom = Optional.empty();

  @Option(
      names = "--records-until",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Only records ordered before then.")
  private Optional<Timestamp> recordsUntil = Optional.empty();

  @Option(
      names = "--verbs",
      paramLabel = "VERB",
      split = ",",
      description =
          "What may be done: READ (look), DECRYPT (open private matter), EXPORT (take records along"
              + " with their evidence); none of them includes another.")
  private List<Scope.Verb> verbs = new ArrayList<>();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it is over; that instant is no longer in it.")
  private Optional<Timestamp> until = Optional.empty();

  @Option(names = "--reads", paramLabel = "N", description = "How many reads.")
  private Optional<Long> reads = Optional.empty();

  @Option(names = "--reads-a-day", paramLabel = "N", description = "How many of them a day.")
  private Optional<Long> readsADay = Optional.empty();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "How many times it may be passed on, one below the other.")
  private Optional<Integer> depth = Optional.empty();

  /** The scope that comes out when these works and parties, and what is told, take its place. */
  Scope changed(Scope scope, List<Hash> works, List<Hash> parties) {
    long all = reads.orElse(scope.reads());
    return new Scope(
        works,
        parties,
        types.isEmpty() ? scope.types() : Optional.of(Set.copyOf(types)),
        readers.orElse(scope.readers()),
        recordsFrom.orElse(scope.recordsFrom()),
        recordsUntil.orElse(scope.recordsUntil()),
        verbs.isEmpty() ? scope.verbs() : new TreeSet<>(verbs),
        until.orElse(scope.until()),
        all,
        readsADay.orElse(Math.min(all, scope.readsADay())),
        depth.orElse(scope.depth()),
        scope.urgent());
  }
}
