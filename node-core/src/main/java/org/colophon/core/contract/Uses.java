package org.colophon.core.contract;

import java.util.EnumMap;
import java.util.Map;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;

/**
 * How often platforms say that a work was recommended and acquired.
 *
 * @param recommendations records that recommend it
 * @param accesses by mode; without a mode nobody acquired it so
 */
public record Uses(long recommendations, Map<Access.Mode, Count> accesses) {
  /** Of a work that nobody used. */
  public static final Uses NONE = new Uses(0, Map.of());

  /**
   * Accesses of one mode.
   *
   * @param total all of them
   * @param licensed those that name a licence
   */
  public record Count(long total, long licensed) {
    private static final Count ZERO = new Count(0, 0);

    private static Count read(Members members) throws RefusedException {
      long total = members.integer("total", 1, Json.INTEGER_MAX);
      Count count = new Count(total, members.integer("licensed", 0, total));
      members.end();
      return count;
    }

    private Json json() {
      return Json.object().put("total", total).put("licensed", licensed).build();
    }

    private Count plus(Access access) {
      return new Count(
          total + access.count(), licensed + (access.licence().isPresent() ? access.count() : 0));
    }
  }

  /** Copies the counts. */
  public Uses {
    accesses = Map.copyOf(accesses);
  }

  /** The state key under which they stand. */
  public static String stateKey(WorkId work) {
    return "uses/" + work.hex();
  }

  /** Accesses of a mode. */
  public Count accesses(Access.Mode mode) {
    return accesses.getOrDefault(mode, Count.ZERO);
  }

  /** Reads what {@link #json} wrote. */
  public static Uses read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    long recommendations = members.integer("recommendations", 0, Json.INTEGER_MAX);
    Map<Access.Mode, Count> accesses = new EnumMap<>(Access.Mode.class);
    for (Access.Mode mode : Access.Mode.values()) {
      if (members.has(mode.name())) {
        accesses.put(mode, Count.read(members.object(mode.name())));
      }
    }
    members.end();
    return new Uses(recommendations, accesses);
  }

  /** As it stands in the state. */
  public Json json() {
    ObjBuilder json = Json.object().put("recommendations", recommendations);
    accesses.forEach((mode, count) -> json.put(mode.name(), count.json()));
    return json.build();
  }

  /** With one more recommendation. */
  Uses recommended() {
    return new Uses(recommendations + 1, accesses);
  }

  /** With what an access tells. */
  Uses accessed(Access access) {
    Map<Access.Mode, Count> more = new EnumMap<>(Access.Mode.class);
    more.putAll(accesses);
    more.put(access.mode(), accesses(access.mode()).plus(access));
    return new Uses(recommendations, more);
  }
}
