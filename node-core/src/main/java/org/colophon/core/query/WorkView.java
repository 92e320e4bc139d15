package org.colophon.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.Objections;
import org.colophon.core.contract.Title;
import org.colophon.core.contract.Uses;
import org.colophon.core.contract.WorkState;

/**
 * What the chain holds of a work.
 *
 * @param work its id
 * @param state how far it has come
 * @param opened the record that opened it
 * @param declaration the record that declared it
 * @param holdings who holds what
 * @param contents digests of the published content, or the one that a reveal has opened
 * @param release when it was made public
 * @param uses how often platforms say that it was recommended and acquired
 * @param corrections records that correct its declaration, oldest first
 * @param conflicts other claims to its content
 * @param applications the newest one at each IP office
 * @param objections those that stand against its title
 */
public record WorkView(
    WorkId work,
    WorkState state,
    RecordAt opened,
    Optional<WorkDeclare> declaration,
    List<Holding> holdings,
    List<Content> contents,
    Optional<ReleaseView> release,
    Uses uses,
    List<RecordId> corrections,
    WorkConflicts conflicts,
    List<ApplicationView> applications,
    List<ObjectionView> objections) {
  /** Names all economic rights that do not stand alone. */
  public static final String ALL_ECONOMIC = "ALL_ECONOMIC";

  /**
   * A share of a right.
   *
   * @param right a right of Copyright Law art. 10, or {@link #ALL_ECONOMIC}
   * @param subject who holds it
   * @param share basis points
   */
  public record Holding(String right, SubjectId subject, long share) {}

  /**
   * Content of a work.
   *
   * @param digest what it is
   * @param described its length and kind; empty when only its digest was opened
   */
  public record Content(org.colophon.crypto.Hash digest, Optional<ContentDigest> described) {}

  /** Copies the lists. */
  public WorkView {
    holdings = List.copyOf(holdings);
    contents = List.copyOf(contents);
    applications = List.copyOf(applications);
    objections = List.copyOf(objections);
    corrections = List.copyOf(corrections);
  }

  /** The work of that id. */
  public static Optional<WorkView> of(LedgerQuery ledger, WorkId work) {
    return ledger
        .state(WorkState.stateKey(work), WorkState::read)
        .map(state -> view(ledger, work, state));
  }

  private static WorkView view(LedgerQuery ledger, WorkId work, WorkState state) {
    RecordAt opened =
        ledger
            .record(new RecordId(work.hash()))
            .orElseThrow(() -> new IllegalStateException("work " + work + ": opened by nothing"));
    Optional<RecordAt> declared = state.declared().flatMap(ledger::record);
    Optional<WorkDeclare> declaration =
        declared.flatMap(record ->
            record.statement().content() instanceof WorkDeclare declare
                ? Optional.of(declare)
                : Optional.empty());
    return new WorkView(
        work,
        state,
        opened,
        declaration,
        holdings(ledger, work),
        contents(ledger, declared, declaration),
        ReleaseView.of(ledger, work),
        ledger.state(Uses.stateKey(work), Uses::read).orElse(Uses.NONE),
        declared.map(record -> CorrectionList.of(ledger, record.id())).orElse(List.of()),
        WorkConflicts.of(ledger, work, opened.index(), AsOf.newest(ledger)),
        ApplicationView.ofWork(ledger, work, AsOf.newest(ledger)),
        objections(ledger, work));
  }

  private static List<ObjectionView> objections(LedgerQuery ledger, WorkId work) {
    return ledger.state(Objections.stateKey(work), Objections::read).stream()
        .flatMap(objections -> objections.standing().stream())
        .map(objection ->
            ObjectionView.of(ledger, objection.record(), AsOf.newest(ledger)).orElseThrow())
        .toList();
  }

  private static List<Holding> holdings(LedgerQuery ledger, WorkId work) {
    Optional<Title> title = ledger.state(Title.stateKey(work), Title::read);
    List<Holding> holdings = new ArrayList<>();
    title.ifPresent(held -> {
      add(holdings, ALL_ECONOMIC, held.common());
      held.separate().forEach((right, shares) -> add(holdings, right.name(), shares));
    });
    return holdings;
  }

  private static void add(List<Holding> holdings, String right, SortedMap<SubjectId, Long> shares) {
    shares.forEach((subject, share) -> holdings.add(new Holding(right, subject, share)));
  }

  private static List<Content> contents(
      LedgerQuery ledger, Optional<RecordAt> declared, Optional<WorkDeclare> declaration) {
    List<Content> contents = new ArrayList<>();
    declaration.ifPresent(declare ->
        declare.contents().forEach(c -> contents.add(new Content(c.sha256(), Optional.of(c)))));
    declared
        .flatMap(record -> Reveals.of(ledger, record.id()))
        .ifPresent(digest -> contents.add(new Content(digest, Optional.empty())));
    return contents;
  }

  /** Leaves about the work from a leaf on, oldest first. */
  static List<LeafIndex> leaves(LedgerQuery ledger, WorkId work, LeafIndex from, int limit) {
    return ledger.reader().linked(Link.work(work), from, limit);
  }
}
