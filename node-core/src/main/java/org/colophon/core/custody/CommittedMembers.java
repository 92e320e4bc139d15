package org.colophon.core.custody;

import java.util.Map;
import java.util.TreeMap;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;

/** Where the hashes of a statement stand: {@code fee}, {@code parties[0]}, {@code claim.note}. */
public final class CommittedMembers {
  /** Most characters of a place. */
  public static final int PLACE_CHARS_MAX = 128;

  private CommittedMembers() {}

  /** Every member of a statement that could be a commitment, by its place, sorted by it. */
  public static Map<String, Hash> of(Json.Obj statement) {
    Map<String, Hash> found = new TreeMap<>();
    gather("", statement, found);
    return found;
  }

  private static void gather(String place, Json value, Map<String, Hash> found) {
    switch (value) {
      case Json.Obj(var members) ->
          members.forEach(
              (name, member) -> gather(place.isEmpty() ? name : place + "." + name, member, found));
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          gather(place + "[" + i + "]", items.get(i), found);
        }
      }
      case Json.Str(String text) when Hash.isHex(text) -> found.put(place, Hash.ofHex(text));
      case Json.Str _, Json.Int _, Json.Bool _ -> {}
    }
  }
}
