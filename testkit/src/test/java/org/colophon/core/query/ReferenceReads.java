package org.colophon.core.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.crypto.Hash;

/**
 * Who may read what, the plain way: a scope is the set of all that lies in it, out of a small world
 * that is gone through one by one, and reads are counted by adding up leases. Nothing is remembered
 * that can be worked out again.
 */
final class ReferenceReads {
  private static final long DAY_MS = 86_400_000;

  /** Works and parties of the world; the last of each is one that no scope ever names. */
  private final List<Hash> works;

  private final List<Hash> parties;
  private final List<RecordType> types;
  private final long timesMax;

  private final Set<RecordId> openCases = new HashSet<>();
  private final Map<RecordId, Grant> grants = new HashMap<>();
  private final Set<RecordId> revoked = new HashSet<>();
  private final Map<RecordId, Lease> leases = new HashMap<>();
  private final Map<RecordId, Long> settled = new HashMap<>();

  private record Grant(
      RecordId caseOpened, Optional<RecordId> parent, SubjectId grantee, Scope scope) {}

  private record Lease(RecordId grant, SubjectId node, long reads, long day) {}

  /** Something that can be done with a record of the world. */
  private record Deed(
      Hash work,
      Hash party,
      RecordType type,
      Scope.ReaderClass readers,
      long time,
      Scope.Verb verb) {}

  ReferenceReads(List<Hash> works, List<Hash> parties, List<RecordType> types, long timesMax) {
    this.works = works;
    this.parties = parties;
    this.types = types;
    this.timesMax = timesMax;
  }

  void open(RecordId opened) {
    openCases.add(opened);
  }

  void close(RecordId closed) {
    openCases.remove(closed);
  }

  boolean mayGrant(RecordId caseOpened, Scope scope, long now) {
    long longest = scope.urgent() ? DAY_MS : 180 * DAY_MS;
    return openCases.contains(caseOpened)
        && scope.until().value() > now
        && scope.until().value() <= now + longest;
  }

  boolean mayDelegate(
      SubjectId from, SubjectId to, RecordId caseOpened, RecordId parentId, Scope scope, long now) {
    Grant parent = grant(parentId);
    Scope above = parent.scope;
    return mayGrant(caseOpened, scope, now)
        && parent.caseOpened.equals(caseOpened)
        && parent.grantee.equals(from)
        && !from.equals(to)
        && counts(parentId, now)
        && deeds(above).containsAll(deeds(scope))
        && scope.until().value() <= above.until().value()
        && scope.reads() <= above.reads()
        && scope.readsADay() <= above.readsADay()
        && scope.depth() < above.depth()
        && scope.urgent() == above.urgent();
  }

  void grant(
      RecordId id, RecordId caseOpened, Optional<RecordId> parent, SubjectId grantee, Scope scope) {
    grants.put(id, new Grant(caseOpened, parent, grantee, scope));
  }

  /** Everything that a scope lets somebody do in the world. */
  private Set<Deed> deeds(Scope scope) {
    Set<Deed> deeds = new HashSet<>();
    for (Hash work : works) {
      for (Hash party : parties) {
        for (RecordType type : types) {
          for (Scope.ReaderClass readers : Scope.ReaderClass.values()) {
            for (long time = 0; time < timesMax; time++) {
              for (Scope.Verb verb : Scope.Verb.values()) {
                Deed deed = new Deed(work, party, type, readers, time, verb);
                if (allows(scope, deed)) {
                  deeds.add(deed);
                }
              }
            }
          }
        }
      }
    }
    return deeds;
  }

  private static boolean allows(Scope scope, Deed deed) {
    return (scope.works().isEmpty() || scope.works().contains(deed.work))
        && (scope.parties().isEmpty() || scope.parties().contains(deed.party))
        && (scope.types().isEmpty() || scope.types().get().contains(deed.type))
        && deed.readers.compareTo(scope.readers()) <= 0
        && deed.time >= scope.recordsFrom().value()
        && deed.time < scope.recordsUntil().value()
        && scope.verbs().contains(deed.verb);
  }

  /** Whether all that may be done under a grant may be done under each one above it. */
  boolean isNarrowerAllTheWayUp(RecordId id) {
    Set<Deed> own = deeds(grant(id).scope);
    return line(id).stream().allMatch(above -> deeds(grant(above).scope).containsAll(own));
  }

  boolean counts(RecordId id, long now) {
    return line(id).stream()
        .allMatch(one ->
            !revoked.contains(one)
                && now < grant(one).scope.until().value()
                && openCases.contains(grant(one).caseOpened));
  }

  boolean mayRevoke(SubjectId signer, boolean isCourt, RecordId id) {
    boolean isGrantee = line(id).stream().anyMatch(one -> grant(one).grantee.equals(signer));
    return !revoked.contains(id) && (isCourt || isGrantee);
  }

  void revoke(RecordId id) {
    revoked.add(id);
  }

  boolean mayLease(SubjectId node, RecordId grant, long reads, long until, long now) {
    boolean open =
        leases.keySet().stream()
            .filter(id -> !settled.containsKey(id))
            .map(this::lease)
            .anyMatch(lease -> lease.grant.equals(grant) && lease.node.equals(node));
    return !open
        && counts(grant, now)
        && until > now
        && until <= now + 7 * DAY_MS
        && line(grant).stream().allMatch(one -> until <= grant(one).scope.until().value())
        && reads <= left(grant)
        && reads <= leftToday(grant, now);
  }

  void lease(RecordId id, SubjectId node, RecordId grant, long reads, long now) {
    leases.put(id, new Lease(grant, node, reads, now / DAY_MS));
  }

  boolean maySettle(SubjectId node, RecordId id, long count) {
    Lease lease = lease(id);
    return lease.node.equals(node) && !settled.containsKey(id) && count <= lease.reads;
  }

  void settle(RecordId id, long count) {
    settled.put(id, count);
  }

  long left(RecordId grant) {
    return line(grant).stream()
        .mapToLong(one -> grant(one).scope.reads() - read(one))
        .min()
        .orElseThrow();
  }

  long leftToday(RecordId grant, long now) {
    return line(grant).stream()
        .mapToLong(one ->
            grant(one).scope.readsADay()
                - leases.values().stream()
                    .filter(lease -> line(lease.grant).contains(one) && lease.day == now / DAY_MS)
                    .mapToLong(Lease::reads)
                    .sum())
        .min()
        .orElseThrow();
  }

  /** Reads under a grant or one below it: leased whole, or what was used of a settled lease. */
  private long read(RecordId grant) {
    return leases.keySet().stream()
        .filter(id -> line(lease(id).grant).contains(grant))
        .mapToLong(id -> settled.getOrDefault(id, lease(id).reads))
        .sum();
  }

  private Grant grant(RecordId id) {
    return Optional.ofNullable(grants.get(id)).orElseThrow();
  }

  private Lease lease(RecordId id) {
    return Optional.ofNullable(leases.get(id)).orElseThrow();
  }

  private List<RecordId> line(RecordId id) {
    List<RecordId> line = new ArrayList<>(List.of(id));
    while (grant(line.getLast()).parent.isPresent()) {
      line.add(grant(line.getLast()).parent.get());
    }
    return line;
  }
}
