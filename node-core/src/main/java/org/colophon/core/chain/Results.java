package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The outcomes of everything that an entry ordered: {@code
 * {"accepted":[id…],"refused":[{"id":…,"reason":…}…]}}, accepted in the order of the log, refused
 * in the order of the entry.
 */
public final class Results {
  private static final JsonLimits LIMITS = new JsonLimits(32 << 20, 4, 65_536);

  private Results() {}

  /**
   * A record that was ordered and refused by a rule.
   *
   * @param id the record
   * @param reason why
   */
  public record Refused(RecordId id, Reason reason) {}

  /** The header's {@code results}: SHA-256 of the canonical text. */
  public static Hash hash(List<RecordId> accepted, List<Refused> refused) {
    Json.Obj text =
        Json.object()
            .put("accepted", Json.strings(accepted.stream().map(RecordId::hex).toList()))
            .put("refused", json(refused))
            .build();
    return Hash.sha256(text.bytes());
  }

  /** The refused part, as it is stored. */
  public static Json json(List<Refused> refused) {
    List<Json> items = new ArrayList<>();
    for (Refused one : refused) {
      items.add(Json.object().put("id", one.id.hex()).put("reason", one.reason.name()).build());
    }
    return Json.array(items);
  }

  /** The refused part, as {@link #json} wrote it. */
  public static List<Refused> parse(byte[] bytes) throws RefusedException {
    Json.Obj wrapped = Json.object().put("refused", JsonParser.parse(bytes, LIMITS)).build();
    Members members = Members.of("", wrapped);
    return members.objects(
        "refused",
        0,
        65_536,
        m -> new Refused(m.parsed("id", 64, RecordId::ofHex), m.oneOf("reason", Reason.class)));
  }
}
