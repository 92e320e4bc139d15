package org.colophon.core.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.contract.ObjectionState.Status;

/**
 * Who may do what, kept as plainly as can be: every licence in one list, every rule by looking at
 * all of them. Times are milliseconds.
 */
final class ReferenceRights {
  private final Map<WorkId, Map<Right, Map<SubjectId, Long>>> titles = new HashMap<>();
  private final List<Licence> licences = new ArrayList<>();
  private final List<Pledge> pledges = new ArrayList<>();
  private final List<Objection> objections = new ArrayList<>();

  /** A licence, or a waiver as one without licensee. */
  static final class Licence {
    final RecordId id;
    final WorkId work;
    final Optional<Licence> parent;
    final Set<SubjectId> licensors;
    final Optional<SubjectId> licensee;
    final LicenceTerms terms;
    final long granted;
    long end;
    long passedOn;

    Licence(
        RecordId id,
        WorkId work,
        Optional<Licence> parent,
        Set<SubjectId> licensors,
        Optional<SubjectId> licensee,
        LicenceTerms terms,
        long granted) {
      this.id = id;
      this.work = work;
      this.parent = parent;
      this.licensors = licensors;
      this.licensee = licensee;
      this.terms = terms;
      this.granted = granted;
      this.end = terms.until().value();
    }

    long begin() {
      return Math.max(granted, terms.from().value());
    }

    boolean isOpen(long time) {
      return time < end && parent.map(above -> above.isOpen(time)).orElse(true);
    }

    boolean isInForce(long time) {
      return isOpen(time) && begin() <= time;
    }

    int depth() {
      return 1 + parent.map(Licence::depth).orElse(0);
    }

    boolean isUnder(Licence other) {
      return this == other || parent.map(above -> above.isUnder(other)).orElse(false);
    }

    /** When it is over, with all above it. */
    long endOfLine() {
      return Math.min(end, parent.map(Licence::endOfLine).orElse(Long.MAX_VALUE));
    }
  }

  /** A pledge. */
  record Pledge(
      RecordId id,
      WorkId work,
      SubjectId pledgor,
      SubjectId pledgee,
      Set<Right> rights,
      long until) {}

  /** An objection to a title. */
  static final class Objection {
    final RecordId id;
    final WorkId work;
    final SubjectId objector;
    final ObjectionRaise.Ground ground;
    Status status = Status.OPEN;

    Objection(RecordId id, WorkId work, SubjectId objector, ObjectionRaise.Ground ground) {
      this.id = id;
      this.work = work;
      this.objector = objector;
      this.ground = ground;
    }

    boolean isStanding() {
      return status == Status.OPEN || status == Status.UPHELD;
    }
  }

  List<Objection> objections() {
    return Collections.unmodifiableList(objections);
  }

  /** Objections that stand against the title in a work. */
  List<RecordId> standing(WorkId work) {
    return objections.stream()
        .filter(one -> one.work.equals(work) && one.isStanding())
        .map(one -> one.id)
        .toList();
  }

  boolean isDisputed(WorkId work) {
    return !standing(work).isEmpty();
  }

  boolean object(Objection objection) {
    boolean allowed =
        objections.stream()
                .noneMatch(one ->
                    one.work.equals(objection.work)
                        && one.objector.equals(objection.objector)
                        && one.ground == objection.ground)
            && standing(objection.work).size() < 64;
    if (allowed) {
      objections.add(objection);
    }
    return allowed;
  }

  /** An office decides once, a court over what was decided; an objector withdraws what stands. */
  boolean resolve(Objection objection, Status outcome, boolean isCourt, SubjectId by) {
    boolean allowed =
        switch (outcome) {
          case WITHDRAWN -> objection.isStanding() && by.equals(objection.objector);
          case UPHELD, DISMISSED ->
              objection.status == Status.OPEN
                  || (isCourt
                      && objection.status != Status.WITHDRAWN
                      && objection.status != outcome);
          case OPEN -> false;
        };
    if (allowed) {
      objection.status = outcome;
    }
    return allowed;
  }

  void declare(WorkId work, SubjectId author) {
    Map<Right, Map<SubjectId, Long>> title = new HashMap<>();
    Right.ECONOMIC.forEach(right -> title.put(right, new HashMap<>(Map.of(author, 10_000L))));
    titles.put(work, title);
  }

  List<Licence> licences() {
    return Collections.unmodifiableList(licences);
  }

  List<Pledge> pledges() {
    return Collections.unmodifiableList(pledges);
  }

  private Map<SubjectId, Long> held(WorkId work, Right right) {
    return Optional.ofNullable(titles.get(work)).map(title -> title.get(right)).orElseThrow();
  }

  long share(WorkId work, Right right, SubjectId subject) {
    return held(work, right).getOrDefault(subject, 0L);
  }

  boolean transfer(
      WorkId work,
      Set<Right> rights,
      SubjectId from,
      SubjectId to,
      long share,
      Set<SubjectId> pledgees,
      long now) {
    boolean allowed =
        !from.equals(to)
            && objections.stream()
                .noneMatch(
                    one -> one.work.equals(work) && one.isStanding() && !one.objector.equals(to))
            && rights.stream().allMatch(right -> share(work, right, from) >= share)
            && agreed(work, rights, Set.of(from), Set.of(from, to), pledgees, now);
    if (allowed) {
      for (Right right : rights) {
        Map<SubjectId, Long> held = held(work, right);
        held.merge(from, -share, Long::sum);
        held.merge(to, share, Long::sum);
        held.values().removeIf(value -> value == 0);
      }
    }
    return allowed;
  }

  boolean grant(Licence licence, Set<SubjectId> pledgees) {
    SubjectId licensee = licence.licensee.orElseThrow();
    Set<SubjectId> signers = new TreeSet<>(java.util.Comparator.comparing(SubjectId::text));
    signers.addAll(licence.licensors);
    signers.add(licensee);
    boolean allowed =
        !licence.licensors.contains(licensee)
            && !(licence.terms.exclusive() && isDisputed(licence.work))
            && licence.terms.rights().stream()
                .allMatch(right -> titleCovers(licence, right, signers))
            && agreed(
                licence.work,
                licence.terms.rights(),
                licence.licensors,
                signers,
                pledgees,
                licence.granted);
    return allowed && stand(licence);
  }

  private boolean titleCovers(Licence licence, Right right, Set<SubjectId> signers) {
    long held = signers.stream().mapToLong(one -> share(licence.work, right, one)).sum();
    return licence.licensors.stream().allMatch(one -> share(licence.work, right, one) > 0)
        && (!licence.terms.exclusive() || held == 10_000);
  }

  boolean waive(Licence waiver) {
    boolean allowed =
        !isDisputed(waiver.work)
            && waiver.terms.rights().stream()
                .allMatch(right ->
                    waiver.licensors.stream().mapToLong(one -> share(waiver.work, right, one)).sum()
                        == 10_000)
            && agreed(
                waiver.work,
                waiver.terms.rights(),
                waiver.licensors,
                waiver.licensors,
                Set.of(),
                waiver.granted);
    return allowed && stand(waiver);
  }

  boolean sublicense(Licence licence) {
    Licence parent = licence.parent.orElseThrow();
    LicenceTerms narrow = licence.terms;
    LicenceTerms wide = parent.terms;
    boolean allowed =
        parent.licensee.isPresent()
            && licence.licensors.equals(Set.of(parent.licensee.get()))
            && !licence.licensors.contains(licence.licensee.orElseThrow())
            && parent.isOpen(licence.granted)
            && parent.depth() < 8
            && wide.sublicensing()
            && (wide.exclusive() || !narrow.exclusive())
            && wide.rights().containsAll(narrow.rights())
            && wide.from().compareTo(narrow.from()) <= 0
            && narrow.until().value() <= parent.endOfLine()
            && covers(wide.territory(), narrow.territory())
            && covers(wide.language(), narrow.language())
            && covers(wide.channel(), narrow.channel())
            && (wide.count().isEmpty()
                || (narrow.count().isPresent()
                    && parent.passedOn + narrow.count().get() <= wide.count().get()));
    if (allowed && stand(licence)) {
      parent.passedOn += narrow.count().orElse(0L);
      return true;
    }
    return false;
  }

  private boolean stand(Licence licence) {
    boolean allowed =
        licence.terms.until().value() > licence.granted
            && licences.stream().noneMatch(other -> excludes(licence, other));
    if (allowed) {
      licences.add(licence);
    }
    return allowed;
  }

  /** Two licences of the same matter, neither under the other, one of them exclusive. */
  static boolean excludes(Licence one, Licence other) {
    return one != other
        && (one.terms.exclusive() || other.terms.exclusive())
        && one.work.equals(other.work)
        && !one.isUnder(other)
        && !other.isUnder(one)
        && Math.max(one.begin(), other.begin()) < Math.min(one.endOfLine(), other.endOfLine())
        && !Collections.disjoint(one.terms.rights(), other.terms.rights())
        && overlap(one.terms.territory(), other.terms.territory())
        && overlap(one.terms.language(), other.terms.language())
        && overlap(one.terms.channel(), other.terms.channel());
  }

  boolean end(Licence licence, long asked, long now) {
    long end = Math.max(asked, now);
    boolean allowed = licence.licensee.isPresent() && licence.isOpen(now) && end < licence.end;
    if (allowed) {
      licence.end = end;
    }
    return allowed;
  }

  boolean derive(
      Licence licence, SubjectId licensee, Recreation needed, String language, long now) {
    return licence.licensee.equals(Optional.of(licensee))
        && licence.isInForce(now)
        && licence.terms.recreation().rights().containsAll(needed.rights())
        && covers(licence.terms.language(), Labels.of(language));
  }

  boolean pledge(Pledge pledge, long now) {
    boolean allowed =
        !pledge.pledgor.equals(pledge.pledgee)
            && pledge.until > now
            && !isDisputed(pledge.work)
            && pledge.rights.stream().allMatch(r -> share(pledge.work, r, pledge.pledgor) > 0)
            && binding(pledge.work, pledge.rights, Set.of(pledge.pledgor), now).isEmpty();
    if (allowed) {
      pledges.add(pledge);
    }
    return allowed;
  }

  boolean release(Pledge pledge, SubjectId by, long now) {
    return pledge.pledgee.equals(by) && pledge.until > now && pledges.remove(pledge);
  }

  List<Pledge> binding(WorkId work, Set<Right> rights, Set<SubjectId> givers, long now) {
    return pledges.stream()
        .filter(pledge ->
            pledge.work.equals(work)
                && pledge.until > now
                && givers.contains(pledge.pledgor)
                && !Collections.disjoint(pledge.rights, rights))
        .toList();
  }

  private boolean agreed(
      WorkId work,
      Set<Right> rights,
      Set<SubjectId> givers,
      Set<SubjectId> signers,
      Set<SubjectId> pledgees,
      long now) {
    List<Pledge> binding = binding(work, rights, givers, now);
    return binding.stream()
            .allMatch(p -> signers.contains(p.pledgee) || pledgees.contains(p.pledgee))
        && pledgees.stream().allMatch(one -> binding.stream().anyMatch(p -> p.pledgee.equals(one)));
  }

  /** By which title and licences a subject may exercise a right, each as a word. */
  Set<String> sources(WorkId work, SubjectId subject, Right right, long time) {
    Set<String> sources = new TreeSet<>();
    if (share(work, right, subject) > 0) {
      sources.add("OWNER " + share(work, right, subject));
    }
    for (Licence licence : licences) {
      boolean counts =
          licence.work.equals(work)
              && licence.licensee.map(subject::equals).orElse(true)
              && licence.terms.rights().contains(right)
              && licence.isInForce(time);
      if (counts) {
        sources.add(licence.id.hex());
      }
    }
    return sources;
  }

  /** Whether one of the sources is left: not all of its extent was given away exclusively. */
  boolean isGranted(WorkId work, SubjectId subject, Right right, long time) {
    return (share(work, right, subject) > 0
            && !isGivenAway(Optional.empty(), work, subject, right, time))
        || licences.stream()
            .filter(licence -> sources(work, subject, right, time).contains(licence.id.hex()))
            .anyMatch(licence -> !isGivenAway(Optional.of(licence), work, subject, right, time));
  }

  private boolean isGivenAway(
      Optional<Licence> place, WorkId work, SubjectId subject, Right right, long time) {
    return licences.stream()
        .anyMatch(licence ->
            licence.work.equals(work)
                && licence.parent.equals(place)
                && licence.terms.exclusive()
                && licence.isInForce(time)
                && !licence.licensee.equals(Optional.of(subject))
                && licence.terms.rights().contains(right)
                && licence.terms.isEverywhere());
  }

  private static boolean covers(Labels wide, Labels narrow) {
    return narrow.texts().stream()
        .allMatch(one -> wide.texts().stream().anyMatch(w -> covers(w, one)));
  }

  private static boolean overlap(Labels one, Labels other) {
    return one.texts().stream()
        .anyMatch(a -> other.texts().stream().anyMatch(b -> covers(a, b) || covers(b, a)));
  }

  private static boolean covers(String wide, String narrow) {
    return wide.equals("*") || (narrow + "-").startsWith(wide + "-");
  }
}
