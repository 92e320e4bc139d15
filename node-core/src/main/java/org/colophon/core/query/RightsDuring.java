package org.colophon.core.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Right;
import org.colophon.core.contract.StandingLicence;
import org.colophon.core.query.RightsView.Answer;
import org.colophon.core.query.RightsView.Source;

/**
 * Which rights a subject could exercise at some time of an interval. Rights begin when a record
 * that gives them is ordered, or when its licence begins: so it asks at the interval's own
 * beginning and at each of those within it.
 */
final class RightsDuring {
  /** Most instants at which it asks, the latest ones: each is a whole check of rights. */
  static final int INSTANTS_MAX = 16;

  private final LedgerQuery ledger;
  private final WorkId work;
  private final SubjectId subject;
  private final RecordAt before;

  private RightsDuring(LedgerQuery ledger, WorkId work, SubjectId subject, RecordAt before) {
    this.ledger = ledger;
    this.work = work;
    this.subject = subject;
    this.before = before;
  }

  /**
   * Of these rights those that the subject could exercise, with all that allowed it, in the rights'
   * order.
   *
   * @param before a record: what was ordered from it on does not count
   */
  static List<Answer> granted(
      LedgerQuery ledger,
      WorkId work,
      SubjectId subject,
      Set<Right> rights,
      Interval interval,
      RecordAt before)
      throws RefusedException {
    return new RightsDuring(ledger, work, subject, before).granted(rights, interval);
  }

  private List<Answer> granted(Set<Right> rights, Interval interval) throws RefusedException {
    Map<Right, Map<String, Source>> sources = new LinkedHashMap<>();
    for (Timestamp instant : instants(interval)) {
      Optional<RightsView> view = RightsCheck.alone(ledger, work, subject, asOf(instant));
      for (Answer answer : view.map(RightsView::answers).orElse(List.of())) {
        if (answer.granted() && rights.contains(answer.right())) {
          Map<String, Source> known =
              sources.computeIfAbsent(answer.right(), right -> new LinkedHashMap<>());
          answer.sources().forEach(source -> known.putIfAbsent(name(source), source));
        }
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Right right : rights) {
      if (sources.containsKey(right)) {
        List<Source> found = List.copyOf(sources.getOrDefault(right, Map.of()).values());
        answers.add(new Answer(right, true, found, Optional.empty()));
      }
    }
    return answers;
  }

  /** The same permission is told once, however often it is met. */
  private static String name(Source source) {
    return source.basis() + " " + source.chain().getLast();
  }

  /** When to ask, oldest first; never when the chain did not exist yet. */
  private List<Timestamp> instants(Interval interval) {
    Timestamp began = ledger.reader().header(new Height(0)).orElseThrow().time();
    TreeSet<Timestamp> instants = new TreeSet<>();
    instants.add(began.compareTo(interval.from()) > 0 ? began : interval.from());
    beginnings().stream().filter(at -> at.compareTo(interval.from()) > 0).forEach(instants::add);
    List<Timestamp> within =
        instants.stream().filter(at -> at.compareTo(interval.until()) < 0).toList();
    return within.subList(Math.max(0, within.size() - INSTANTS_MAX), within.size());
  }

  /** When rights in the work came to the subject, or to everybody. */
  private List<Timestamp> beginnings() {
    List<LeafIndex> leaves =
        new ArrayList<>(
            ledger
                .reader()
                .linked(Link.title(work), new LeafIndex(0), TitleHistory.TRANSFERS_MAX + 1));
    for (Optional<SubjectId> licensee :
        List.of(Optional.of(subject), Optional.<SubjectId>empty())) {
      leaves.addAll(
          ledger
              .reader()
              .linkedBefore(
                  Link.licence(work, licensee), before.index(), RightsCheck.LICENCES_MAX));
    }
    return leaves.stream()
        .filter(leaf -> leaf.compareTo(before.index()) < 0)
        .map(ledger::recordAt)
        .map(RightsDuring::beginning)
        .toList();
  }

  private static Timestamp beginning(RecordAt record) {
    Timestamp ordered = record.header().time();
    return StandingLicence.termsOf(record.statement().content())
        .map(terms -> terms.from().compareTo(ordered) > 0 ? terms.from() : ordered)
        .orElse(ordered);
  }

  private AsOf asOf(Timestamp instant) throws RefusedException {
    return instant.compareTo(before.header().time()) < 0
        ? AsOf.time(ledger, instant)
        : AsOf.before(before, instant);
  }
}
