package org.colophon.core.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What a block changed in the state, as the text whose hash is the header's {@code state}: {@code
 * {"changes":[{"key":…,"value":…}…],"previous":…}}, where a removal has no value.
 *
 * @param json the text's object
 */
public record StateText(Json.Obj json) {
  private static final int KEY_CHARS_MAX = 256;

  /** Most changes that {@link #value} looks through: those of a block that stands alone are few. */
  public static final int CHANGES_MAX = 64;

  /**
   * The text of a block's changes.
   *
   * @param previous the state hash of the block before; of the genesis in block 0
   * @param changes sorted by key, each key once
   */
  public static StateText of(Hash previous, List<StateChange> changes) {
    List<Json> items =
        changes.stream()
            .<Json>map(c -> Json.object().put("key", c.key()).putIf("value", c.value()).build())
            .toList();
    return new StateText(
        Json.object().put("changes", Json.array(items)).put("previous", previous.hex()).build());
  }

  /** The header's {@code state}. */
  public Hash hash() {
    return Hash.sha256(json.bytes());
  }

  /** The value that the block gave to a key; refuses a text that is not of this form. */
  public Optional<Json> value(String key) throws RefusedException {
    return Optional.ofNullable(values().get(key)).flatMap(value -> value);
  }

  private Map<String, Optional<Json>> values() throws RefusedException {
    Members members = Members.of("changes.", json);
    members.hash("previous");
    TreeMap<String, Optional<Json>> values = new TreeMap<>();
    for (StateChange change : members.objects("changes", 0, CHANGES_MAX, StateText::readChange)) {
      if (!values.isEmpty() && values.lastKey().compareTo(change.key()) >= 0) {
        throw members.malformed("changes", "(expected: sorted by key, each once)");
      }
      values.put(change.key(), change.value());
    }
    members.end();
    return values;
  }

  private static StateChange readChange(Members members) throws RefusedException {
    String key = members.text("key", KEY_CHARS_MAX);
    return new StateChange(key, members.any("value"));
  }
}
