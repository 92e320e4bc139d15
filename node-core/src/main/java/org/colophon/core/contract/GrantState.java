package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * What changes of a grant: its revocation, and what nodes took of its reads. The reads of grants
 * that are delegated from it are reads of its own.
 *
 * @param revoked how it ended before its time
 * @param leased reads of leases that are not settled
 * @param used reads of settled leases
 * @param day the newest day on which reads were leased, in days since 1970-01-01 (UTC)
 * @param leasedThatDay how many on that day, settled or not
 */
public record GrantState(
    Optional<Revocation> revoked, long leased, long used, long day, long leasedThatDay) {
  /** Of a grant of which nothing was read. */
  static final GrantState UNREAD = new GrantState(Optional.empty(), 0, 0, 0, 0);

  private static final long DAY_MS = 86_400_000;

  /**
   * That a grant was revoked.
   *
   * @param record by this record
   * @param time of its block
   */
  public record Revocation(RecordId record, Timestamp time) {
    private static Revocation read(Members members) throws RefusedException {
      Revocation revocation =
          new Revocation(
              members.parsed("record", 64, RecordId::ofHex),
              new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
      members.end();
      return revocation;
    }

    private Json json() {
      return Json.object().put("record", record.hex()).put("time", time.value()).build();
    }
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId grant) {
    return "grant/" + grant.hex();
  }

  /** Reads that were leased on the day of a time. */
  public long leasedOnDayOf(Timestamp time) {
    return day == dayOf(time) ? leasedThatDay : 0;
  }

  private static long dayOf(Timestamp time) {
    return time.value() / DAY_MS;
  }

  /** A node takes reads; what was leased on a day is never given back to that day. */
  GrantState lease(long reads, Timestamp time) {
    return new GrantState(revoked, leased + reads, used, dayOf(time), leasedOnDayOf(time) + reads);
  }

  /** A node that took {@code reads} used {@code count} of them. */
  GrantState settle(long reads, long count) {
    return new GrantState(revoked, leased - reads, used + count, day, leasedThatDay);
  }

  /** The present record revokes it. */
  GrantState revokedBy(World world) {
    return new GrantState(
        Optional.of(new Revocation(world.id(), world.time())), leased, used, day, leasedThatDay);
  }

  /** Reads what {@link #json} wrote. */
  public static GrantState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    GrantState state =
        new GrantState(
            members.has("revoked")
                ? Optional.of(Revocation.read(members.object("revoked")))
                : Optional.empty(),
            members.integer("leased", 0, Json.INTEGER_MAX),
            members.integer("used", 0, Json.INTEGER_MAX),
            members.integer("day", 0, Json.INTEGER_MAX),
            members.integer("leasedThatDay", 0, Json.INTEGER_MAX));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .putIf("revoked", revoked.map(Revocation::json))
        .put("leased", leased)
        .put("used", used)
        .put("day", day)
        .put("leasedThatDay", leasedThatDay)
        .build();
  }
}
