package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.jspecify.annotations.Nullable;

/** What applying an entry answers to the node that submitted it. */
public sealed interface Reply {
  /** Bounds for a reply on its way between nodes. */
  JsonLimits LIMITS = new JsonLimits(48 << 20, 6, 65_536);

  /** Most records of an entry. */
  int RECORDS_MAX = 65_536;

  /**
   * The entry changed nothing, on every node alike.
   *
   * @param refusal why
   */
  record Voided(Refusal refusal) implements Reply {}

  /** A cosignature or seal was taken. */
  record Taken() implements Reply {}

  /**
   * The tip became a candidate.
   *
   * @param round the candidate's number
   */
  record Proposed(long round) implements Reply {}

  /**
   * The entry's records were ordered. Those that are not refused stand in one block, one behind the
   * other in the order of the entry: so a reply says little, however long the entry was, and nodes
   * can keep replies for retries.
   *
   * @param place where the first accepted record stands; empty when none was accepted
   * @param count records of the entry
   * @param refused by their places in the entry, from 0
   */
  record Ordered(Optional<Place> place, int count, SortedMap<Integer, Outcome.Refused> refused)
      implements Reply {
    /** Copies what was refused; refuses what does not fit together. */
    public Ordered {
      refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
      boolean fits = refused.isEmpty() || (refused.firstKey() >= 0 && refused.lastKey() < count);
      if (!fits || place.isPresent() != refused.size() < count) {
        throw new IllegalArgumentException(
            "reply: " + refused.size() + " refused of " + count + ", place: " + place);
      }
    }

    /**
     * One outcome for each record of the entry, in its order.
     *
     * @param ids of the entry's records, in its order
     */
    public List<Outcome> outcomes(List<RecordId> ids) {
      if (ids.size() != count) {
        throw new IllegalArgumentException("records: " + ids.size() + " (expected: " + count + ")");
      }
      List<Outcome> outcomes = new ArrayList<>(count);
      long accepted = 0;
      for (int i = 0; i < count; i++) {
        Outcome.@Nullable Refused no = refused.get(i);
        outcomes.add(no != null ? no : place.orElseThrow().accepted(ids.get(i), accepted++));
      }
      return outcomes;
    }
  }

  /**
   * A place in a block.
   *
   * @param height the block
   * @param index the leaf
   * @param time the block's time
   */
  record Place(Height height, LeafIndex index, Timestamp time) {
    private Outcome accepted(RecordId id, long behind) {
      return new Outcome.Accepted(new Receipt(id, height, index.plus(behind), time));
    }
  }

  /** The reply's bytes: canonical JSON. */
  default byte[] bytes() {
    return switch (this) {
      case Voided(Refusal refusal) ->
          Json.object().put("void", refusalJson(refusal)).build().bytes();
      case Taken() -> Json.object().put("taken", true).build().bytes();
      case Proposed(long round) -> Json.object().put("proposed", round).build().bytes();
      case Ordered ordered -> orderedJson(ordered).bytes();
    };
  }

  /** Reads what {@link #bytes} wrote. */
  static Reply parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (members.has("void")) {
      return new Voided(readRefusal(members.object("void")));
    }
    if (members.has("proposed")) {
      return new Proposed(members.integer("proposed", 1, Json.INTEGER_MAX));
    }
    if (members.has("taken")) {
      return new Taken();
    }
    return readOrdered(members);
  }

  private static Json orderedJson(Ordered ordered) {
    List<Json> refused = new ArrayList<>();
    ordered.refused().forEach((at, no) -> refused.add(refusedJson(at, no)));
    ObjBuilder members =
        Json.object().put("count", ordered.count()).put("refused", Json.array(refused));
    ordered.place().ifPresent(place -> members.put("place", placeJson(place).build()));
    return members.build();
  }

  private static Json refusedJson(int at, Outcome.Refused no) {
    ObjBuilder members = Json.object().put("at", at).put("refusal", refusalJson(no.refusal()));
    no.first().ifPresent(first -> members.put("receipt", receiptJson(first)));
    return members.build();
  }

  private static Ordered readOrdered(Members members) throws RefusedException {
    int count = (int) members.integer("count", 1, RECORDS_MAX);
    Optional<Place> place =
        members.has("place") ? Optional.of(readPlace(members.object("place"))) : Optional.empty();
    SortedMap<Integer, Outcome.Refused> refused = new TreeMap<>();
    for (Map.Entry<Integer, Outcome.Refused> no :
        members.objects("refused", 0, count, Reply::readRefused)) {
      refused.put(no.getKey(), no.getValue());
    }
    try {
      return new Ordered(place, count, refused);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static Map.Entry<Integer, Outcome.Refused> readRefused(Members members)
      throws RefusedException {
    Optional<Receipt> first =
        members.has("receipt")
            ? Optional.of(readReceipt(members.object("receipt")))
            : Optional.empty();
    int at = (int) members.integer("at", 0, RECORDS_MAX);
    return Map.entry(at, new Outcome.Refused(readRefusal(members.object("refusal")), first));
  }

  private static Json refusalJson(Refusal refusal) {
    return Json.object()
        .put("detail", refusal.detail())
        .put("reason", refusal.reason().name())
        .build();
  }

  private static Refusal readRefusal(Members members) throws RefusedException {
    return new Refusal(members.oneOf("reason", Reason.class), members.text("detail", 4096));
  }

  private static ObjBuilder placeJson(Place place) {
    return Json.object()
        .put("height", place.height().value())
        .put("index", place.index().value())
        .put("time", place.time().value());
  }

  private static Place readPlace(Members members) throws RefusedException {
    return new Place(
        new Height(members.integer("height", 0, Json.INTEGER_MAX)),
        new LeafIndex(members.integer("index", 0, Json.INTEGER_MAX)),
        new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
  }

  private static Json receiptJson(Receipt receipt) {
    return placeJson(new Place(receipt.height(), receipt.index(), receipt.time()))
        .put("id", receipt.id().hex())
        .build();
  }

  private static Receipt readReceipt(Members members) throws RefusedException {
    Place place = readPlace(members);
    RecordId id = members.parsed("id", 64, RecordId::ofHex);
    return new Receipt(id, place.height(), place.index(), place.time());
  }
}
