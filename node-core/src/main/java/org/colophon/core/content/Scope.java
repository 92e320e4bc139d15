package org.colophon.core.content;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * What somebody may read, do, and for how long. A record lies in it when its work is one of the
 * works, if any are named, and a party signed it or is named by it, if any are named, and its type,
 * block time and class of readers lie in it as well.
 *
 * @param works salted commitments to the ids of works; any work when empty
 * @param parties salted commitments to pseudonyms; anybody when empty, but never both
 * @param types of records; any type when empty
 * @param readers up to which class of readers
 * @param recordsFrom block time of the first records
 * @param recordsUntil block time from which on records lie outside
 * @param verbs what may be done; at least one
 * @param until when it is over; that instant is no longer in it
 * @param reads how many reads, 1 to 1,000,000
 * @param readsADay how many of them within one day of block time (UTC)
 * @param depth how many grants may still be delegated one below the other, 0 to 2
 * @param urgent whether it is one of the urgent ones, which are short
 */
public record Scope(
    List<Hash> works,
    List<Hash> parties,
    Optional<Set<RecordType>> types,
    ReaderClass readers,
    Timestamp recordsFrom,
    Timestamp recordsUntil,
    Set<Verb> verbs,
    Timestamp until,
    long reads,
    long readsADay,
    int depth,
    boolean urgent) {
  /** Most reads of one grant. */
  public static final long READS_MAX = 1_000_000;

  /** Most grants that stand one below the other under the first. */
  public static final int DEPTH_MAX = 2;

  private static final String EVERY_TYPE = "*";

  /** Who may read something that is not for everybody; each class includes those before it. */
  public enum ReaderClass {
    /** The holder of rights and those who deal with it. */
    PARTY,
    /** An organ within a case. */
    CASE,
    /** Only who a court names. */
    SEALED
  }

  /** What may be done with a record. */
  public enum Verb {
    /** Its members may be seen. */
    READ,
    /** What stands behind its commitments may be seen. */
    DECRYPT,
    /** It may be taken along. */
    EXPORT
  }

  /** Copies the lists; types and verbs in the order of their constants. */
  public Scope {
    works = List.copyOf(works);
    parties = List.copyOf(parties);
    types = types.map(some -> Collections.unmodifiableSet(EnumSet.copyOf(some)));
    verbs = Collections.unmodifiableSet(EnumSet.copyOf(verbs));
  }

  static Scope read(Members members) throws RefusedException {
    long reads = members.integer("reads", 1, READS_MAX);
    Scope scope =
        new Scope(
            members.commitments("works", 0, CaseOpen.NAMED_MAX),
            members.commitments("parties", 0, CaseOpen.NAMED_MAX),
            readTypes(members),
            members.oneOf("class", ReaderClass.class),
            new Timestamp(members.integer("recordsFrom", 0, Json.INTEGER_MAX)),
            new Timestamp(members.integer("recordsUntil", 0, Json.INTEGER_MAX)),
            members.someOf("verbs", Verb.class),
            new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)),
            reads,
            members.integer("readsADay", 1, reads),
            (int) members.integer("depth", 0, DEPTH_MAX),
            members.flag("urgent"));
    Interval.check(scope.recordsFrom, scope.recordsUntil);
    if (scope.works.isEmpty() && scope.parties.isEmpty()) {
      throw members.malformed("works", "none, and no parties (expected: at least one of either)");
    }
    return scope;
  }

  private static Optional<Set<RecordType>> readTypes(Members members) throws RefusedException {
    List<String> labels =
        members.eachOnce("types", members.texts("types", 1, RecordType.values().length, 64));
    if (labels.equals(List.of(EVERY_TYPE))) {
      return Optional.empty();
    }
    Set<RecordType> types = EnumSet.noneOf(RecordType.class);
    for (String label : labels) {
      types.add(
          RecordType.ofLabel(label)
              .orElseThrow(() ->
                  members.malformed("types", "(expected: labels of record types, or * alone)")));
    }
    return Optional.of(types);
  }

  /**
   * The first member that reaches further than in the scope from which this one is delegated; empty
   * when all of this scope lies in that one. The scope of a line of grants is then that of its last
   * grant.
   */
  public Optional<String> widens(Scope above) {
    return Stream.of(
            new Bound("works", isWithin(works, above.works)),
            new Bound("parties", isWithin(parties, above.parties)),
            new Bound("types", hasTypesWithin(above)),
            new Bound("class", readers.compareTo(above.readers) <= 0),
            new Bound("recordsFrom", recordsFrom.compareTo(above.recordsFrom) >= 0),
            new Bound("recordsUntil", recordsUntil.compareTo(above.recordsUntil) <= 0),
            new Bound("verbs", above.verbs.containsAll(verbs)),
            new Bound("until", until.compareTo(above.until) <= 0),
            new Bound("reads", reads <= above.reads),
            new Bound("readsADay", readsADay <= above.readsADay),
            new Bound("depth", depth < above.depth),
            new Bound("urgent", urgent == above.urgent))
        .filter(bound -> !bound.kept)
        .map(Bound::member)
        .findFirst();
  }

  private record Bound(String member, boolean kept) {}

  /** None named means any, so what narrows some names some. */
  private static boolean isWithin(List<Hash> named, List<Hash> above) {
    return above.isEmpty() || (!named.isEmpty() && above.containsAll(named));
  }

  private boolean hasTypesWithin(Scope above) {
    return above.types.isEmpty()
        || (types.isPresent() && above.types.get().containsAll(types.get()));
  }

  ObjBuilder put(ObjBuilder members) {
    return members
        .put("works", Json.strings(works.stream().map(Hash::hex).toList()))
        .put("parties", Json.strings(parties.stream().map(Hash::hex).toList()))
        .put("types", Json.strings(typeLabels()))
        .put("class", readers.name())
        .put("recordsFrom", recordsFrom.value())
        .put("recordsUntil", recordsUntil.value())
        .put("verbs", Json.strings(verbs.stream().map(Verb::name).toList()))
        .put("until", until.value())
        .put("reads", reads)
        .put("readsADay", readsADay)
        .put("depth", depth)
        .putIf("urgent", urgent ? Optional.of(Json.of(true)) : Optional.empty());
  }

  /** The types by their labels; {@code *} alone for every type. */
  public List<String> typeLabels() {
    return types
        .map(some -> some.stream().map(RecordType::label).toList())
        .orElse(List.of(EVERY_TYPE));
  }
}
