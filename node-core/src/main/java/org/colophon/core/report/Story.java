package org.colophon.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Publication;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.Transfer;
import org.colophon.core.contract.StandingLicence;
import org.colophon.core.query.InfringementView;
import org.colophon.core.query.LicenceView;
import org.colophon.core.query.NoticeView;
import org.colophon.core.query.ObjectionView;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.TitleHistory;

/** Sorts records into what was dealt in and what is disputed. Each is told once, in its order. */
final class Story {
  /** Most licences of a work or subject that are looked at. */
  private static final int LICENCES_MAX = 10_000;

  /** Most notices and allegations of a report: for each it is asked who was allowed what. */
  private static final int DISPUTES_MAX = 500;

  private final Scene scene;
  private final List<RecordId> events = new ArrayList<>();
  private final SortedMap<LeafIndex, Deals.Transferred> transfers = new TreeMap<>();
  private final SortedMap<LeafIndex, Deals.Licensed> licences = new TreeMap<>();
  private final SortedMap<LeafIndex, Deals.Published> publications = new TreeMap<>();
  private final SortedMap<LeafIndex, Disputes.Objected> objections = new TreeMap<>();
  private final SortedMap<LeafIndex, Disputes.Noticed> notices = new TreeMap<>();
  private final SortedMap<LeafIndex, Disputes.Alleged> allegations = new TreeMap<>();

  Story(Scene scene) {
    this.scene = scene;
  }

  /** Tells a work: what happened within the window, its whole title, and licences that met it. */
  void tell(WorkId work) throws RefusedException {
    Optional<TitleHistory> history = TitleHistory.of(scene.ledger(), work, scene.asOf());
    if (history.isPresent()) {
      history.get().transfers().forEach(this::transfer);
    }
    tellLicences(Link.licence(work));
    Iterable<RecordAt> _ = tellEvents(Link.work(work));
  }

  /** Tells licences that met the window. */
  void tellLicences(Link link) throws RefusedException {
    for (RecordAt record : scene.all(link, LICENCES_MAX, "licences")) {
      LicenceView view = licenceView(record.id());
      if (scene.window().meets(view.licence().begin(), view.end())) {
        licence(view);
      }
    }
  }

  /** Tells what happened within the window, and returns it. */
  Iterable<RecordAt> tellEvents(Link link) throws RefusedException {
    Iterable<RecordAt> records =
        scene.within(link, Math.max(0, Report.EVENTS_MAX - events.size()), "events");
    for (RecordAt record : records) {
      events.add(scene.named().add(record));
      take(record);
    }
    return records;
  }

  private void take(RecordAt record) throws RefusedException {
    switch (record.statement().content()) {
      case Transfer _ -> transfer(record);
      case LicenceTerminate ended -> licence(licenceView(ended.licence()));
      case Publication _ ->
          publications.put(record.index(), Deals.Published.of(record.statement()));
      case ObjectionRaise _ -> objection(record.id());
      case ObjectionResolve resolve -> objection(resolve.objection());
      case NoticeSend _ -> notice(record.id());
      case NoticeCounter counter -> notice(counter.notice());
      case Takedown takedown -> notice(takedown.notice());
      case InfringementAllege _ -> allegation(record.id());
      case InfringementFind find -> allegation(find.allegation());
      default -> {
        if (StandingLicence.termsOf(record.statement().content()).isPresent()) {
          licence(licenceView(record.id()));
        }
      }
    }
  }

  private void transfer(RecordAt record) {
    scene.named().add(record);
    transfers.put(record.index(), Deals.Transferred.of(record.statement()));
  }

  private LicenceView licenceView(RecordId id) {
    return LicenceView.of(scene.ledger(), id, scene.asOf()).orElseThrow();
  }

  private void licence(LicenceView view) {
    scene.named().add(view.record());
    view.endedBy().ifPresent(scene.named()::add);
    view.licence().state().parent().ifPresent(scene.named()::add);
    licences.put(view.record().index(), Deals.Licensed.of(view));
  }

  private void objection(RecordId id) {
    ObjectionView view = ObjectionView.of(scene.ledger(), id, scene.asOf()).orElseThrow();
    Disputes.Objected objected = Disputes.Objected.of(view);
    scene.named().add(view.record());
    scene.named().add(objected.newest());
    objections.put(view.record().index(), objected);
  }

  private void notice(RecordId id) throws RefusedException {
    LeafIndex index = scene.ledger().reader().leafOf(id).orElseThrow();
    if (notices.containsKey(index)) {
      return;
    }
    requireRoom();
    NoticeView view = NoticeView.of(scene.ledger(), id).orElseThrow();
    scene.named().add(view.record());
    List<RecordId> allowedBy = Disputes.sources(view.warnings());
    scene.named().addAll(allowedBy);
    notices.put(
        index,
        new Disputes.Noticed(
            id,
            view.content().work(),
            view.record().statement().author(),
            view.content().respondent(),
            allowedBy,
            known(view.counter()),
            known(view.takedown())));
  }

  /** An answer that the report's block knew. */
  private Optional<RecordId> known(Optional<RecordAt> answer) {
    return answer.filter(record -> scene.asOf().knows(record.index())).map(scene.named()::add);
  }

  private void allegation(RecordId id) throws RefusedException {
    LeafIndex index = scene.ledger().reader().leafOf(id).orElseThrow();
    if (allegations.containsKey(index)) {
      return;
    }
    requireRoom();
    Disputes.Alleged alleged =
        Disputes.Alleged.of(InfringementView.of(scene.ledger(), id, scene.asOf()).orElseThrow());
    scene.named().add(id);
    scene.named().addAll(alleged.allowedBy());
    scene.named().addAll(alleged.evidence());
    scene.named().addAll(alleged.findings());
    allegations.put(index, alleged);
  }

  private void requireRoom() throws RefusedException {
    if (notices.size() + allegations.size() == DISPUTES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "notices and allegations: over " + DISPUTES_MAX + " (ask for a shorter time)");
    }
  }

  List<RecordId> events() {
    return List.copyOf(events);
  }

  Deals deals() {
    return new Deals(
        List.copyOf(transfers.values()),
        List.copyOf(licences.values()),
        List.copyOf(publications.values()));
  }

  Disputes disputes() {
    return new Disputes(
        List.copyOf(objections.values()),
        List.copyOf(notices.values()),
        List.copyOf(allegations.values()));
  }
}
