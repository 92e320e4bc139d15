package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** What applying an entry answers to the node that submitted it. */
public sealed interface Reply {
  /** Bounds for a reply on its way between nodes. */
  JsonLimits LIMITS = new JsonLimits(48 << 20, 6, 65_536);

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
   * The entry's records were ordered.
   *
   * @param outcomes one for each record, in the order of the entry
   */
  record Ordered(List<Outcome> outcomes) implements Reply {
    /** Copies the outcomes. */
    public Ordered {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** The reply's bytes: canonical JSON. */
  default byte[] bytes() {
    return switch (this) {
      case Voided(Refusal refusal) ->
          Json.object().put("void", refusalJson(refusal)).build().bytes();
      case Taken() -> Json.object().put("taken", true).build().bytes();
      case Proposed(long round) -> Json.object().put("proposed", round).build().bytes();
      case Ordered(List<Outcome> outcomes) ->
          Json.object()
              .put("outcomes", Json.array(outcomes.stream().map(Reply::outcomeJson).toList()))
              .build()
              .bytes();
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
    List<Outcome> outcomes = new ArrayList<>();
    members.objects("outcomes", 0, 65_536, m -> outcomes.add(readOutcome(m)));
    return new Ordered(outcomes);
  }

  private static Json outcomeJson(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(Receipt receipt) ->
          Json.object().put("receipt", receiptJson(receipt)).build();
      case Outcome.Refused(Refusal refusal, Optional<Receipt> first) -> {
        ObjBuilder members = Json.object().put("refusal", refusalJson(refusal));
        first.ifPresent(receipt -> members.put("receipt", receiptJson(receipt)));
        yield members.build();
      }
    };
  }

  private static Outcome readOutcome(Members members) throws RefusedException {
    Optional<Receipt> receipt =
        members.has("receipt")
            ? Optional.of(readReceipt(members.object("receipt")))
            : Optional.empty();
    if (members.has("refusal")) {
      return new Outcome.Refused(readRefusal(members.object("refusal")), receipt);
    }
    return new Outcome.Accepted(receipt.orElseThrow(() -> members.malformed("receipt", "missing")));
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

  private static Json receiptJson(Receipt receipt) {
    return Json.object()
        .put("height", receipt.height().value())
        .put("id", receipt.id().hex())
        .put("index", receipt.index().value())
        .put("time", receipt.time().value())
        .build();
  }

  private static Receipt readReceipt(Members members) throws RefusedException {
    return new Receipt(
        members.parsed("id", 64, RecordId::ofHex),
        new Height(members.integer("height", 0, Json.INTEGER_MAX)),
        new LeafIndex(members.integer("index", 0, Json.INTEGER_MAX)),
        new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
  }
}
