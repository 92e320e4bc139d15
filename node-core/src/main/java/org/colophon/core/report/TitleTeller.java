package org.colophon.core.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Access;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.Conflict;
import org.colophon.core.contract.Title;
import org.colophon.core.query.ApplicationView;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.TitleCheck;
import org.colophon.core.query.TitleHistory;
import org.colophon.core.query.WorkConflicts;
import org.colophon.core.query.WorkView;
import org.colophon.core.query.WorkView.Holding;

/** Tells of a work as it stood at a report's block. */
final class TitleTeller {
  /** Most records of accesses, and of recommendations, of one work that are counted. */
  static final int USES_MAX = 100_000;

  private final Scene scene;

  TitleTeller(Scene scene) {
    this.scene = scene;
  }

  /** A work; empty when it was not opened then. */
  Optional<TitleFacts> of(WorkId work) throws RefusedException {
    Optional<RecordAt> opener =
        scene
            .ledger()
            .record(new RecordId(work.hash()))
            .filter(record -> scene.asOf().knows(record.index()))
            .filter(record -> opens(record, work));
    return opener.isPresent() ? Optional.of(of(work, opener.get())) : Optional.empty();
  }

  /** Any record has an id, and few of them open a work. */
  private static boolean opens(RecordAt record, WorkId work) {
    return record.statement().content().workNamed(work).filter(work::equals).isPresent();
  }

  private TitleFacts of(WorkId work, RecordAt opener) throws RefusedException {
    Optional<TitleHistory> history = TitleHistory.of(scene.ledger(), work, scene.asOf());
    Optional<TitleCheck> check = TitleCheck.of(scene.ledger(), work, scene.asOf());
    WorkConflicts conflicts = WorkConflicts.of(scene.ledger(), work, opener.index(), scene.asOf());
    TitleFacts facts =
        new TitleFacts(
            work,
            scene.named().add(opener),
            history.map(TitleTeller::declared),
            check.map(TitleCheck::findings).orElse(List.of()),
            conflicts.conflicts().stream().map(conflict -> conflicting(conflict, work)).toList(),
            conflicts.more(),
            ApplicationView.ofWork(scene.ledger(), work, scene.asOf()).stream()
                .map(view ->
                    new TitleFacts.Application(
                        view.course().newest().record(), view.office(), view.course().status()))
                .toList(),
            uses(work));
    facts.declared().ifPresent(declared -> scene.named().add(declared.record()));
    facts.findings().forEach(finding -> scene.named().add(finding.record()));
    facts.applications().forEach(application -> scene.named().add(application.record()));
    facts
        .conflicts()
        .forEach(conflict -> {
          scene.named().add(conflict.earlier());
          scene.named().add(conflict.later());
        });
    return facts;
  }

  private static TitleFacts.Declared declared(TitleHistory history) {
    WorkDeclare declare = (WorkDeclare) history.declaration().statement().content();
    Title title = history.title();
    List<Holding> holdings = new ArrayList<>();
    add(holdings, WorkView.ALL_ECONOMIC, title.common());
    title.separate().forEach((right, shares) -> add(holdings, right.name(), shares));
    return TitleFacts.Declared.of(history.declaration().id(), declare, holdings);
  }

  private static void add(List<Holding> holdings, String right, SortedMap<SubjectId, Long> shares) {
    shares.forEach((subject, share) -> holdings.add(new Holding(right, subject, share)));
  }

  private static TitleFacts.Conflicting conflicting(Conflict conflict, WorkId work) {
    return new TitleFacts.Conflicting(
        conflict.digest(),
        conflict.earlier(),
        conflict.later(),
        conflict.earlierWork().equals(Optional.of(work)));
  }

  private TitleFacts.Uses uses(WorkId work) {
    Window.Leaves leaves = scene.window().leaves(scene.ledger().reader(), scene.asOf());
    int recommendations = scene.leaves(Link.recommendation(work), leaves, USES_MAX).size();
    List<LeafIndex> accesses = scene.leaves(Link.access(work), leaves, USES_MAX);
    Map<Access.Mode, TitleFacts.Accesses> counts = new EnumMap<>(Access.Mode.class);
    for (LeafIndex leaf : accesses) {
      Access access = (Access) scene.ledger().recordAt(leaf).statement().content();
      counts.merge(access.mode(), count(access), TitleTeller::sum);
    }
    return new TitleFacts.Uses(
        recommendations,
        List.copyOf(counts.values()),
        recommendations == USES_MAX || accesses.size() == USES_MAX);
  }

  private static TitleFacts.Accesses count(Access access) {
    return new TitleFacts.Accesses(
        access.mode(), access.count(), access.licence().isPresent() ? access.count() : 0);
  }

  private static TitleFacts.Accesses sum(TitleFacts.Accesses a, TitleFacts.Accesses b) {
    return new TitleFacts.Accesses(a.mode(), a.total() + b.total(), a.licensed() + b.licensed());
  }
}
