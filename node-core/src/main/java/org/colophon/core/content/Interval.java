package org.colophon.core.content;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;

/**
 * The time from an instant to another one, which is no longer in it.
 *
 * @param from the first instant
 * @param until behind the last one
 */
public record Interval(Timestamp from, Timestamp until) {
  /** Takes {@code from} and {@code until}, and leaves other members to the caller. */
  static Interval read(Members members) throws RefusedException {
    Interval interval =
        new Interval(
            new Timestamp(members.integer("from", 0, Json.INTEGER_MAX)),
            new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)));
    check(interval.from, interval.until);
    return interval;
  }

  /** Refuses an interval in which there is no time at all. */
  static void check(Timestamp from, Timestamp until) throws RefusedException {
    if (until.compareTo(from) <= 0) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "until: " + until + " (expected: after from, " + from + ")");
    }
  }

  /** Whether all of the other interval lies in this one. */
  public boolean covers(Interval other) {
    return from.compareTo(other.from) <= 0 && other.until.compareTo(until) <= 0;
  }

  /** Puts its members to the others of an object. */
  void put(ObjBuilder members) {
    members.put("from", from.value()).put("until", until.value());
  }

  @Override
  public String toString() {
    return from + " to " + until;
  }
}
