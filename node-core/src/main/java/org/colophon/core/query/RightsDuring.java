package org.colophon.core.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Licence;
import org.colophon.core.content.Right;
import org.colophon.core.query.RightsView.Answer;
import org.colophon.core.query.RightsView.Source;

/**
 * Which rights a subject could exercise during an interval, and when. That changes only where a
 * record is ordered that gives or takes rights, and where a licence begins or ends: so it asks at
 * the interval's own beginning and at each of those within it, and an answer holds until the next.
 */
final class RightsDuring {
  /**
   * Most instants at which it asks: each is a whole check of rights. The interval's beginning is
   * one of them, then come the changes by licences of the subject itself, to which it agreed, and
   * then those by others, in each case the latest ones.
   */
  static final int INSTANTS_MAX = 64;

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
   * What was found.
   *
   * @param answers of the rights asked for those that could be exercised at some time of the
   *     interval, with all that allowed it, in the rights' order
   * @param parts of the interval in which some of them could be, oldest first; what lies in none
   *     was not allowed, or lies between a change that was not asked for and the next that was
   */
  record Found(List<Answer> answers, List<PermittedPart> parts) {
    static final Found NOTHING = new Found(List.of(), List.of());

    Found {
      answers = List.copyOf(answers);
      parts = List.copyOf(parts);
    }
  }

  /**
   * What a subject could do in an interval.
   *
   * @param rights those that are asked for
   * @param before a record: what was ordered from it on does not count
   */
  static Found of(
      LedgerQuery ledger,
      WorkId work,
      SubjectId subject,
      Set<Right> rights,
      Interval interval,
      RecordAt before)
      throws RefusedException {
    return new RightsDuring(ledger, work, subject, before).of(rights, interval);
  }

  private Found of(Set<Right> rights, Interval interval) throws RefusedException {
    Map<Right, Map<String, Source>> sources = new LinkedHashMap<>();
    List<PermittedPart> parts = new ArrayList<>();
    Timestamp first = first(interval);
    NavigableSet<Timestamp> own = within(first, interval, changesOf(Optional.of(subject)));
    NavigableSet<Timestamp> all = within(first, interval, changesOfOthers());
    all.addAll(own);
    for (Timestamp instant : asked(first, own, all)) {
      Set<Right> granted = new LinkedHashSet<>();
      for (Answer answer : granted(rights, instant)) {
        granted.add(answer.right());
        Map<String, Source> known =
            sources.computeIfAbsent(answer.right(), right -> new LinkedHashMap<>());
        answer.sources().forEach(source -> known.putIfAbsent(name(source), source));
      }
      // It holds until the next change, whether that is asked for or not.
      Timestamp end = next(all, instant).orElse(interval.until());
      PermittedPart.append(parts, new PermittedPart(new Interval(instant, end), granted));
    }
    List<Answer> answers = new ArrayList<>();
    for (Right right : rights) {
      if (sources.containsKey(right)) {
        List<Source> found = List.copyOf(sources.getOrDefault(right, Map.of()).values());
        answers.add(new Answer(right, true, found, Optional.empty()));
      }
    }
    return new Found(answers, parts);
  }

  private List<Answer> granted(Set<Right> rights, Timestamp instant) throws RefusedException {
    return RightsCheck.alone(ledger, work, subject, asOf(instant))
        .map(RightsView::answers)
        .orElse(List.of())
        .stream()
        .filter(answer -> answer.granted() && rights.contains(answer.right()))
        .toList();
  }

  /** The same permission is told once, however often it is met. */
  private static String name(Source source) {
    return source.basis() + " " + source.chain().getLast();
  }

  /** The interval's beginning; never when the chain did not exist yet. */
  private Timestamp first(Interval interval) {
    Timestamp began = ledger.reader().header(new Height(0)).orElseThrow().time();
    return began.compareTo(interval.from()) > 0 ? began : interval.from();
  }

  private static NavigableSet<Timestamp> within(
      Timestamp first, Interval interval, Stream<Timestamp> changes) {
    NavigableSet<Timestamp> within = new TreeSet<>();
    changes
        .filter(at -> at.compareTo(first) > 0 && at.compareTo(interval.until()) < 0)
        .forEach(within::add);
    return within;
  }

  /** When to ask, oldest first; none when the interval was over before the chain began. */
  private static NavigableSet<Timestamp> asked(
      Timestamp first, NavigableSet<Timestamp> own, NavigableSet<Timestamp> all) {
    NavigableSet<Timestamp> asked = new TreeSet<>(List.of(first));
    for (NavigableSet<Timestamp> changes : List.of(own, all)) {
      List<Timestamp> latest = List.copyOf(changes.descendingSet());
      for (int i = 0; i < latest.size() && asked.size() < INSTANTS_MAX; i++) {
        asked.add(latest.get(i));
      }
    }
    return asked;
  }

  private static Optional<Timestamp> next(NavigableSet<Timestamp> all, Timestamp instant) {
    return Optional.ofNullable(all.higher(instant));
  }

  /** When what a licensee may do with the work may have changed by licences of its own. */
  private Stream<Timestamp> changesOf(Optional<SubjectId> licensee) {
    return licences(Link.licence(work, licensee)).flatMap(this::changes);
  }

  /**
   * When it may have changed by what others have: the title, licences to everybody, and exclusive
   * ones, which take from the rest.
   */
  private Stream<Timestamp> changesOfOthers() {
    Stream<Timestamp> transfers =
        ledger
            .reader()
            .linked(Link.title(work), new LeafIndex(0), TitleHistory.TRANSFERS_MAX + 1)
            .stream()
            .filter(leaf -> leaf.compareTo(before.index()) < 0)
            .map(leaf -> ledger.recordAt(leaf).header().time());
    Stream<Timestamp> exclusive =
        licences(Link.licence(work))
            .filter(record ->
                record.statement().content() instanceof Licence licence
                    && licence.terms().exclusive())
            .flatMap(this::changes);
    return Stream.of(transfers, changesOf(Optional.empty()), exclusive).flatMap(each -> each);
  }

  private Stream<RecordAt> licences(Link link) {
    return ledger.reader().linkedBefore(link, before.index(), RightsCheck.LICENCES_MAX).stream()
        .map(ledger::recordAt);
  }

  /** When a licence was ordered or begins, when it ends, and when the chain learnt of that. */
  private Stream<Timestamp> changes(RecordAt record) {
    Timestamp ordered = record.header().time();
    AsOf known = AsOf.before(before);
    return Stream.concat(
        Stream.of(ordered),
        LicenceView.of(ledger, record.id(), known).stream()
            .flatMap(licence ->
                Stream.concat(
                    Stream.of(licence.licence().begin(), licence.end()),
                    licence.endedBy().flatMap(ledger::record).stream()
                        .map(ending -> ending.header().time()))));
  }

  private AsOf asOf(Timestamp instant) throws RefusedException {
    return instant.compareTo(before.header().time()) < 0
        ? AsOf.time(ledger, instant)
        : AsOf.before(before, instant);
  }
}
