package org.colophon.core.query;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.contract.Corrections;

/** Which records correct a record. */
public final class CorrectionList {
  private CorrectionList() {}

  /** The corrections of a record, oldest first. */
  public static List<RecordId> of(LedgerQuery ledger, RecordId corrected) {
    return ledger
        .state(Corrections.stateKey(corrected), Corrections::read)
        .orElse(Corrections.NONE)
        .records();
  }
}
