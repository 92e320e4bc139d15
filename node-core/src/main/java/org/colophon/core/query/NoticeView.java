package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.contract.NoticeState;

/**
 * A notice, what speaks against it, and what came of it.
 *
 * @param record the notice
 * @param content what it says
 * @param warnings of the rights that it names those which the respondent could exercise when the
 *     notice was ordered, with the title or licence that allowed it
 * @param disputedBy objections that stood against the title then
 * @param counter the counter-notice
 * @param takedown what the respondent did
 */
public record NoticeView(
    RecordAt record,
    NoticeSend content,
    List<RightsView.Answer> warnings,
    List<RecordId> disputedBy,
    Optional<RecordAt> counter,
    Optional<RecordAt> takedown) {
  /** Copies the lists. */
  public NoticeView {
    warnings = List.copyOf(warnings);
    disputedBy = List.copyOf(disputedBy);
  }

  /** The notice of that id; empty when there is none. */
  public static Optional<NoticeView> of(LedgerQuery ledger, RecordId id) throws RefusedException {
    Optional<RecordAt> record = ledger.record(id);
    if (record.isEmpty() || !(record.get().statement().content() instanceof NoticeSend notice)) {
      return Optional.empty();
    }
    Optional<RightsView> rights = rights(ledger, notice, record.get());
    NoticeState state = ledger.state(NoticeState.stateKey(id), NoticeState::read).orElseThrow();
    return Optional.of(
        new NoticeView(
            record.get(),
            notice,
            rights.map(view -> warnings(view, notice)).orElse(List.of()),
            rights.stream()
                .flatMap(view -> view.objections().stream())
                .map(objection -> objection.record().id())
                .toList(),
            state.counter().flatMap(ledger::record),
            state.takedown().flatMap(ledger::record)));
  }

  static List<RightsView.Answer> warnings(LedgerQuery ledger, NoticeSend notice, RecordAt at)
      throws RefusedException {
    return rights(ledger, notice, at).map(view -> warnings(view, notice)).orElse(List.of());
  }

  private static Optional<RightsView> rights(LedgerQuery ledger, NoticeSend notice, RecordAt at)
      throws RefusedException {
    return RightsCheck.of(ledger, notice.work(), notice.respondent(), AsOf.before(at));
  }

  private static List<RightsView.Answer> warnings(RightsView rights, NoticeSend notice) {
    return rights.answers().stream()
        .filter(answer -> answer.granted() && notice.rights().contains(answer.right()))
        .toList();
  }
}
