package org.colophon.core.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Transfer;
import org.colophon.core.contract.Register;

/**
 * The licences that go on when a right passes: a sale breaks no licence. Named are those that the
 * former holders granted; what was granted under them goes on with them.
 *
 * @param licences those that name a right that passed, and are not over
 * @param more whether there may be more
 */
public record SurvivingLicences(List<RecordId> licences, boolean more) {
  /** None. */
  public static final SurvivingLicences NONE = new SurvivingLicences(List.of(), false);

  /** Most licences that are named. */
  public static final int LICENCES_MAX = 16;

  private static final int LOOKED_AT_MAX = 256;

  /** Copies the licences. */
  public SurvivingLicences {
    licences = List.copyOf(licences);
  }

  /** The licences that went on when the record, a transfer, was ordered; none of other records. */
  public static SurvivingLicences of(LedgerQuery ledger, RecordAt record) {
    return record.statement().content() instanceof Transfer transfer
        ? of(ledger, transfer, AsOf.before(record))
        : NONE;
  }

  private static SurvivingLicences of(LedgerQuery ledger, Transfer transfer, AsOf asOf) {
    List<RecordId> found = new ArrayList<>();
    boolean more = false;
    for (boolean exclusive : new boolean[] {true, false}) {
      Timestamp time = asOf.registersTime(ledger);
      List<Register.Entry> open = open(ledger, transfer, exclusive, time);
      more |= open.size() == LOOKED_AT_MAX;
      open.stream()
          .flatMap(entry -> LicenceView.of(ledger, entry.record(), asOf).stream())
          .filter(licence -> licence.end().compareTo(asOf.time()) > 0)
          .filter(licence ->
              !Collections.disjoint(licence.licence().terms().rights(), transfer.rights()))
          .forEach(licence -> found.add(licence.record().id()));
    }
    return new SurvivingLicences(
        found.stream().limit(LICENCES_MAX).toList(), more || found.size() > LICENCES_MAX);
  }

  private static List<Register.Entry> open(
      LedgerQuery ledger, Transfer transfer, boolean exclusive, Timestamp time) {
    return Register.ofLicences(
            transfer.work().hash(), exclusive, key -> ledger.state(key, json -> json))
        .openAfter(time, LOOKED_AT_MAX);
  }
}
