package org.colophon.core.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Right;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.Register;
import org.colophon.core.contract.WorkState;
import org.colophon.core.query.LicenceView.Standing;
import org.colophon.core.query.RightsView.Answer;
import org.colophon.core.query.RightsView.Basis;
import org.colophon.core.query.RightsView.Denial;
import org.colophon.core.query.RightsView.Source;
import org.colophon.core.query.RightsView.Why;
import org.colophon.crypto.Hash;

/**
 * Answers what a subject may do with a work at an instant. It reads the work's transfers, the
 * subject's own licences of it, and the exclusive ones beside them: nothing of anybody else's.
 */
public final class RightsCheck {
  /** Most licences of one subject in one work that are looked at, the newest ones. */
  static final int LICENCES_MAX = 1_000;

  private static final int EXCLUSIVE_MAX = 1_024;

  private final LedgerQuery ledger;
  private final WorkId work;
  private final SubjectId subject;
  private final AsOf asOf;
  private final Optional<TitleHistory> history;
  private final List<LicenceView> licences;
  private final List<LicenceView> exclusive;
  private final boolean more;

  private RightsCheck(LedgerQuery ledger, WorkId work, SubjectId subject, AsOf asOf)
      throws RefusedException {
    this.ledger = ledger;
    this.work = work;
    this.subject = subject;
    this.asOf = asOf;
    this.history = TitleHistory.of(ledger, work, asOf);
    List<RecordId> ids = new ArrayList<>(licencesOf(Optional.of(subject)));
    this.more = ids.size() == LICENCES_MAX;
    ids.addAll(licencesOf(Optional.empty()));
    this.licences = ids.stream().flatMap(id -> view(id).stream()).toList();
    this.exclusive = exclusiveIn(work.hash());
  }

  /**
   * What a subject may do with a work, and with the works that it re-creates; empty when the work
   * did not stand then.
   */
  public static Optional<RightsView> of(
      LedgerQuery ledger, WorkId work, SubjectId subject, AsOf asOf) throws RefusedException {
    if (!stands(ledger, work, asOf)) {
      return Optional.empty();
    }
    RightsCheck check = new RightsCheck(ledger, work, subject, asOf);
    List<RightsView> originals = new ArrayList<>();
    Set<WorkId> seen = new HashSet<>(Set.of(work));
    Optional<WorkId> next = check.derivedFrom().filter(seen::add);
    while (next.isPresent() && originals.size() < TitleCheck.ORIGINALS_MAX) {
      RightsCheck original = new RightsCheck(ledger, next.get(), subject, asOf);
      originals.add(original.view(List.of(), false));
      next = original.derivedFrom().filter(seen::add);
    }
    return Optional.of(check.view(originals, next.isPresent()));
  }

  /** What a subject may do with a work alone, whatever it re-creates. */
  static Optional<RightsView> alone(LedgerQuery ledger, WorkId work, SubjectId subject, AsOf asOf)
      throws RefusedException {
    return stands(ledger, work, asOf)
        ? Optional.of(new RightsCheck(ledger, work, subject, asOf).view(List.of(), false))
        : Optional.empty();
  }

  private static boolean stands(LedgerQuery ledger, WorkId work, AsOf asOf) {
    return ledger.reader().state(WorkState.stateKey(work)).isPresent()
        && ledger.reader().leafOf(new RecordId(work.hash())).filter(asOf::knows).isPresent();
  }

  private Optional<WorkId> derivedFrom() {
    return history.flatMap(
        title -> ((WorkDeclare) title.declaration().statement().content()).derivedFrom());
  }

  private RightsView view(List<RightsView> originals, boolean moreOriginals)
      throws RefusedException {
    List<Answer> answers = new ArrayList<>();
    for (Right right : Right.values()) {
      answers.add(right.isMoral() ? moral(right) : economic(right));
    }
    return new RightsView(
        work,
        subject,
        asOf,
        answers,
        ObjectionView.standing(ledger, work, asOf),
        more,
        originals,
        moreOriginals);
  }

  /** The newest licences of the work to a subject or to everybody, newest first. */
  private List<RecordId> licencesOf(Optional<SubjectId> licensee) {
    return ledger
        .reader()
        .linkedBefore(
            Link.licence(work, licensee), new LeafIndex(asOf.size().value()), LICENCES_MAX)
        .stream()
        .map(leaf -> ledger.recordAt(leaf).id())
        .toList();
  }

  private Optional<LicenceView> view(RecordId id) {
    return LicenceView.of(ledger, id, asOf);
  }

  /** Exclusive licences in force that were granted directly of a work or under a licence. */
  private List<LicenceView> exclusiveIn(Hash place) {
    Register register = Register.ofLicences(place, true, key -> ledger.state(key, json -> json));
    return register.openAfter(asOf.registersTime(ledger), EXCLUSIVE_MAX).stream()
        .flatMap(entry -> view(entry.record()).stream())
        .filter(LicenceView::isInForce)
        .filter(licence -> !licence.licence().licensee().equals(Optional.of(subject)))
        .toList();
  }

  private Answer moral(Right right) {
    if (history.isEmpty()) {
      return denied(right, List.of(), Why.NOT_DECLARED, Optional.empty());
    }
    RecordId declaration = history.get().declaration().id();
    if (!history.get().authors().contains(subject)) {
      return denied(right, List.of(), Why.NOT_AUTHOR, Optional.of(declaration));
    }
    Source source = new Source(Basis.AUTHOR, List.of(declaration), Optional.empty(), 0, List.of());
    return new Answer(right, true, List.of(source), Optional.empty());
  }

  private Answer economic(Right right) {
    if (history.isEmpty()) {
      return denied(right, List.of(), Why.NOT_DECLARED, Optional.empty());
    }
    List<Source> sources =
        Stream.concat(title(right, history.get()).stream(), licensed(right, history.get()))
            .toList();
    if (sources.stream().anyMatch(source -> !source.isExcluded())) {
      return new Answer(right, true, sources, Optional.empty());
    }
    return sources.isEmpty()
        ? withoutSource(right)
        : denied(
            right,
            sources,
            Why.EXCLUSIVELY_LICENSED,
            Optional.of(sources.getFirst().except().getFirst().record().id()));
  }

  private Optional<Source> title(Right right, TitleHistory title) {
    long share = title.title().share(subject, right);
    return share == 0
        ? Optional.empty()
        : Optional.of(
            new Source(
                Basis.OWNER,
                title.chain(Set.of(subject), right, new LeafIndex(asOf.size().value())),
                Optional.empty(),
                share,
                covering(right, exclusive)));
  }

  private Stream<Source> licensed(Right right, TitleHistory title) {
    return covering(right, licences).stream()
        .filter(LicenceView::isInForce)
        .map(licence -> {
          List<RecordId> chain = new ArrayList<>(titleOf(licence, right, title));
          chain.addAll(licence.line());
          return new Source(
              basis(licence),
              chain,
              Optional.of(licence),
              0,
              covering(right, exclusiveIn(licence.record().id().hash())));
        });
  }

  /** How those who granted the first licence of a line had come to hold the right. */
  private List<RecordId> titleOf(LicenceView licence, Right right, TitleHistory title) {
    RecordAt first = ledger.record(licence.line().getFirst()).orElseThrow();
    Set<SubjectId> licensors = Set.copyOf(view(first.id()).orElseThrow().licence().licensors());
    return title.chain(licensors, right, first.index());
  }

  private static Basis basis(LicenceView licence) {
    if (licence.licence().licensee().isEmpty()) {
      return Basis.EVERYBODY;
    }
    return licence.line().size() == 1 ? Basis.LICENSEE : Basis.SUBLICENSEE;
  }

  private static List<LicenceView> covering(Right right, List<LicenceView> licences) {
    return licences.stream()
        .filter(licence -> licence.licence().terms().rights().contains(right))
        .toList();
  }

  /** The newest licence of the right says why not; else the newest of any right. */
  private Answer withoutSource(Right right) {
    Optional<LicenceView> newest = covering(right, licences).stream().findFirst();
    if (newest.isPresent()) {
      RecordId shown = newest.get().endedBy().orElse(newest.get().record().id());
      return denied(right, List.of(), why(newest.get().standing()), Optional.of(shown));
    }
    return licences.stream()
        .filter(LicenceView::isInForce)
        .findFirst()
        .map(other -> denied(right, List.of(), Why.NOT_COVERED, Optional.of(other.record().id())))
        .orElseGet(() -> denied(right, List.of(), Why.NO_LICENCE, Optional.empty()));
  }

  private static Why why(Standing standing) {
    return switch (standing) {
      case NOT_BEGUN -> Why.NOT_BEGUN;
      case RUN_OUT -> Why.RUN_OUT;
      case TERMINATED -> Why.TERMINATED;
      case FALLEN -> Why.FALLEN;
      case IN_FORCE -> throw new IllegalStateException("a licence in force is a source");
    };
  }

  private static Answer denied(
      Right right, List<Source> sources, Why why, Optional<RecordId> record) {
    return new Answer(right, false, sources, Optional.of(new Denial(why, record)));
  }
}
