package org.colophon.core.query;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.Takedown;

/** What speaks against a notice, the takedown that follows it, or an allegation. */
public final class Warnings {
  private Warnings() {}

  /**
   * Records that allowed the respondent what it is reproached with, as the chain stood before the
   * record that reproaches it. None of other records.
   */
  public static List<RecordId> of(LedgerQuery ledger, RecordAt record) throws RefusedException {
    return answers(ledger, record).stream()
        .flatMap(answer -> answer.sources().stream())
        .map(source -> source.chain().getLast())
        .distinct()
        .toList();
  }

  private static List<RightsView.Answer> answers(LedgerQuery ledger, RecordAt record)
      throws RefusedException {
    return switch (record.statement().content()) {
      case NoticeSend notice -> NoticeView.warnings(ledger, notice, record);
      case Takedown takedown ->
          ledger.record(takedown.notice()).orElseThrow().statement().content()
                  instanceof NoticeSend notice
              ? NoticeView.warnings(ledger, notice, record)
              : List.of();
      case InfringementAllege allege -> InfringementView.warnings(ledger, allege, record);
      default -> List.of();
    };
  }
}
