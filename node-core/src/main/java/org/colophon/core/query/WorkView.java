package org.colophon.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
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
 * What the chain holds of a work, or held at an instant. What is counted is known of now alone: of
 * the past no drafts, release and uses are told.
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
 * @param asOf when it stood so
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
    List<ObjectionView> objections,
    AsOf asOf) {
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

  /** The work of that id as it stands now. */
  public static Optional<WorkView> of(LedgerQuery ledger, WorkId work) {
    return present(ledger, work, AsOf.newest(ledger));
  }

  /**
   * The work of that id as it stood; empty when nothing had opened it.
   *
   * @throws RefusedException TOO_LARGE when its title or objections are more than a question reads
   */
  public static Optional<WorkView> of(LedgerQuery ledger, WorkId work, AsOf asOf)
      throws RefusedException {
    if (asOf.size().equals(ledger.reader().size())) {
      return present(ledger, work, asOf);
    }
    Optional<WorkState> state = state(ledger, work);
    if (state.isEmpty() || !asOf.knows(opened(ledger, work).index())) {
      return Optional.empty();
    }
    return Optional.of(past(ledger, work, past(ledger, state.get(), asOf), asOf));
  }

  private static Optional<WorkState> state(LedgerQuery ledger, WorkId work) {
    return ledger.state(WorkState.stateKey(work), WorkState::read);
  }

  private static RecordAt opened(LedgerQuery ledger, WorkId work) {
    return ledger
        .record(new RecordId(work.hash()))
        .orElseThrow(() -> new IllegalStateException("work " + work + ": opened by nothing"));
  }

  /** How far it had come; how many drafts it had by then is not known. */
  private static WorkState past(LedgerQuery ledger, WorkState state, AsOf asOf) {
    Optional<RecordId> declared = state.declared().filter(asOf.knowing(ledger));
    return new WorkState(
        state.opener(),
        declared.isPresent() ? WorkState.Status.DECLARED : WorkState.Status.DRAFT,
        declared,
        0);
  }

  private static Optional<WorkView> present(LedgerQuery ledger, WorkId work, AsOf asOf) {
    return state(ledger, work)
        .map(state ->
            view(
                ledger,
                work,
                state,
                holdings(ledger.state(Title.stateKey(work), Title::read)),
                ReleaseView.of(ledger, work),
                ledger.state(Uses.stateKey(work), Uses::read).orElse(Uses.NONE),
                objections(ledger, work, asOf),
                asOf));
  }

  /** The state has those that stand now, so others are not read. */
  private static List<ObjectionView> objections(LedgerQuery ledger, WorkId work, AsOf asOf) {
    return ledger.state(Objections.stateKey(work), Objections::read).stream()
        .flatMap(objections -> objections.standing().stream())
        .map(objection -> ObjectionView.of(ledger, objection.record(), asOf).orElseThrow())
        .toList();
  }

  private static WorkView past(LedgerQuery ledger, WorkId work, WorkState state, AsOf asOf)
      throws RefusedException {
    return view(
        ledger,
        work,
        state,
        holdings(TitleHistory.of(ledger, work, asOf).map(TitleHistory::title)),
        Optional.empty(),
        Uses.NONE,
        ObjectionView.standing(ledger, work, asOf),
        asOf);
  }

  private static WorkView view(
      LedgerQuery ledger,
      WorkId work,
      WorkState state,
      List<Holding> holdings,
      Optional<ReleaseView> release,
      Uses uses,
      List<ObjectionView> objections,
      AsOf asOf) {
    RecordAt opened = opened(ledger, work);
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
        holdings,
        contents(ledger, declared, declaration, asOf),
        release,
        uses,
        corrections(ledger, declared, asOf),
        WorkConflicts.of(ledger, work, opened.index(), asOf),
        ApplicationView.ofWork(ledger, work, asOf),
        objections,
        asOf);
  }

  private static List<RecordId> corrections(
      LedgerQuery ledger, Optional<RecordAt> declared, AsOf asOf) {
    return declared.stream()
        .flatMap(record -> CorrectionList.of(ledger, record.id()).stream())
        .filter(asOf.knowing(ledger))
        .toList();
  }

  private static List<Holding> holdings(Optional<Title> title) {
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
      LedgerQuery ledger,
      Optional<RecordAt> declared,
      Optional<WorkDeclare> declaration,
      AsOf asOf) {
    List<Content> contents = new ArrayList<>();
    declaration.ifPresent(declare ->
        declare.contents().forEach(c -> contents.add(new Content(c.sha256(), Optional.of(c)))));
    declared
        .flatMap(record -> Reveals.of(ledger, record.id(), asOf))
        .ifPresent(digest -> contents.add(new Content(digest, Optional.empty())));
    return contents;
  }

  /** Leaves about the work from a leaf on, oldest first. */
  static List<LeafIndex> leaves(LedgerQuery ledger, WorkId work, LeafIndex from, int limit) {
    return ledger.reader().linked(Link.work(work), from, limit);
  }
}
