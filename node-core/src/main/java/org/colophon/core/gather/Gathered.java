package org.colophon.core.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.LeftOut;
import org.colophon.crypto.Hash;

/**
 * What the chain shows for one figure of a standard. Where no record counts there is no value: that
 * nothing was recorded is not a zero.
 *
 * @param input for which input
 * @param query how it was asked
 * @param value what the records come to; empty when none counts, or when they commit to amounts
 * @param counted the records that count, oldest first
 * @param leftOut those that were looked at and do not count, oldest first
 * @param more how many records were looked at beyond those that are listed
 */
public record Gathered(
    String input,
    Input.Query query,
    Optional<Long> value,
    List<Counted> counted,
    List<LeftOut> leftOut,
    long more) {
  /** Most records of a list: as many as a figure of a statement names. */
  public static final int LISTED_MAX = 256;

  private static final int NAME_CHARS_MAX = 48;

  /**
   * A record that counts.
   *
   * @param record which
   * @param number what it contributes, where everybody may know it
   * @param commitment the amount, where only who opens it may
   */
  public record Counted(RecordId record, Optional<Long> number, Optional<Hash> commitment) {
    static Counted of(RecordId record, long number) {
      return new Counted(record, Optional.of(number), Optional.empty());
    }

    static Counted secret(RecordId record, Hash commitment) {
      return new Counted(record, Optional.empty(), Optional.of(commitment));
    }

    private static Counted read(Members members) throws RefusedException {
      return new Counted(
          members.parsed("record", 64, RecordId::ofHex),
          members.integerIf("number", 0, Json.INTEGER_MAX),
          members.hashIf("commitment"));
    }

    private Json.Obj json() {
      return Json.object()
          .put("record", record.hex())
          .putIf("number", number.map(Json::of))
          .putText("commitment", commitment.map(Hash::hex))
          .build();
    }
  }

  /** Copies the lists. */
  public Gathered {
    counted = List.copyOf(counted);
    leftOut = List.copyOf(leftOut);
  }

  /** With lists that are cut where they are too long, and say so. */
  static Gathered of(
      Input input, Optional<Long> value, List<Counted> counted, List<LeftOut> leftOut) {
    List<Counted> first = counted.subList(0, Math.min(LISTED_MAX, counted.size()));
    List<LeftOut> out = leftOut.subList(0, Math.min(LISTED_MAX, leftOut.size()));
    long more = counted.size() - first.size() + (long) leftOut.size() - out.size();
    return new Gathered(input.name(), input.query().orElseThrow(), value, first, out, more);
  }

  /** Every record that is listed. */
  public List<RecordId> records() {
    List<RecordId> records = new ArrayList<>();
    counted.forEach(one -> records.add(one.record()));
    leftOut.forEach(one -> records.add(one.record()));
    return records;
  }

  static Gathered read(Members members) throws RefusedException {
    return new Gathered(
        members.text("input", NAME_CHARS_MAX),
        members.oneOf("query", Input.Query.class),
        members.integerIf("value", 0, Json.INTEGER_MAX),
        members.objects("counted", 0, LISTED_MAX, Counted::read),
        members.objects("leftOut", 0, LISTED_MAX, LeftOut::read),
        members.integerIf("more", 1, Json.INTEGER_MAX).orElse(0L));
  }

  Json.Obj json() {
    return Json.object()
        .put("input", input)
        .put("query", query.name())
        .putIf("value", value.map(Json::of))
        .put("counted", Json.array(counted.stream().map(Counted::json).toList()))
        .put("leftOut", Json.array(leftOut.stream().map(LeftOut::json).toList()))
        .putIf("more", more == 0 ? Optional.empty() : Optional.of(Json.of(more)))
        .build();
  }
}
