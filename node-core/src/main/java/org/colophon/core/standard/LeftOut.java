package org.colophon.core.standard;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A record that was looked at for a figure, and does not count for it.
 *
 * @param record which
 * @param why why not
 */
public record LeftOut(RecordId record, Why why) {
  /** Why a record does not count. */
  public enum Why {
    /** It is of another work. */
    OTHER_WORK,
    /** Nothing was paid for it. */
    NOT_SOLD,
    /** Somebody else than the respondent tells of it. */
    BY_ANOTHER,
    /** It names a licence. */
    LICENSED,
    /** It lies outside the window. */
    OUTSIDE_WINDOW,
    /** It is no deal of that kind. */
    NO_SUCH_DEAL,
    /** It commits to no amount. */
    NO_AMOUNT,
    /** It concerns none of the rights that are said to be infringed. */
    OTHER_RIGHTS,
    /** It was made when the allegation stood already. */
    AFTER_ALLEGATION,
    /** It is not for one year. */
    NOT_ONE_YEAR,
    /** It is not for the whole of all economic rights. */
    PART_OF_RIGHTS,
    /** The deal that it is a price of is counted already, by itself or by another price. */
    COUNTED_ALREADY,
    /** It is in another currency. */
    OTHER_CURRENCY,
    /** It stands behind a commitment. */
    NOT_IN_CLEAR,
    /** A newer one takes its place. */
    REPLACED
  }

  /** Reads what {@link #json} wrote. */
  public static LeftOut read(Members members) throws RefusedException {
    return new LeftOut(
        members.parsed("record", 64, RecordId::ofHex), members.oneOf("why", Why.class));
  }

  /** As it stands in a document. */
  public Json.Obj json() {
    return Json.object().put("record", record.hex()).put("why", why.name()).build();
  }
}
