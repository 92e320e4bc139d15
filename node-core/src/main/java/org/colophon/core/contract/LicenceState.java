package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What the chain holds of a licence beside its record. That a licence above it is over does not
 * show here: whoever asks looks up the line.
 *
 * @param work the work
 * @param parent the licence under which it was granted
 * @param granted its block's time
 * @param number its number in its register
 * @param passedOn how many of its count it has passed on in licences under it
 * @param used how many of its count accesses have used up; not kept of a licence without a count
 * @param endings what ends it before its time, each earlier than the one before
 */
public record LicenceState(
    WorkId work,
    Optional<RecordId> parent,
    Timestamp granted,
    long number,
    long passedOn,
    long used,
    List<Ending> endings) {
  /** Most terminations of one licence, each to an earlier time. */
  static final int ENDINGS_MAX = 8;

  /**
   * A licence was terminated.
   *
   * @param record by this record
   * @param time as of this time
   */
  public record Ending(RecordId record, Timestamp time) {
    private static Ending read(Members members) throws RefusedException {
      return new Ending(
          members.parsed("record", 64, RecordId::ofHex),
          new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
    }

    private Json json() {
      return Json.object().put("record", record.hex()).put("time", time.value()).build();
    }
  }

  /** Copies the endings. */
  public LicenceState {
    endings = List.copyOf(endings);
  }

  /** The state key under which it stands. */
  public static String stateKey(RecordId licence) {
    return "licence/" + licence.hex();
  }

  /** In whose registers it stands: of the work, or of the licence above it. */
  Hash place() {
    return parent.map(RecordId::hash).orElse(work.hash());
  }

  /** Of a licence without a count anything is passed on: there the sum ends where numbers do. */
  LicenceState passingOn(long more) {
    long sum = passedOn + Math.min(more, Json.INTEGER_MAX - passedOn);
    return new LicenceState(work, parent, granted, number, sum, used, endings);
  }

  LicenceState using(long more) {
    return new LicenceState(work, parent, granted, number, passedOn, used + more, endings);
  }

  /** How many of so many are neither used nor passed on. */
  long left(long count) {
    return count - passedOn - used;
  }

  LicenceState ending(Ending next) {
    List<Ending> more = new ArrayList<>(endings);
    more.add(next);
    return new LicenceState(work, parent, granted, number, passedOn, used, more);
  }

  /** Reads what {@link #json} wrote. */
  public static LicenceState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    LicenceState state =
        new LicenceState(
            members.parsed("work", 64, WorkId::ofHex),
            members.parsedIf("parent", 64, RecordId::ofHex),
            new Timestamp(members.integer("granted", 0, Json.INTEGER_MAX)),
            members.integer("number", 0, Json.INTEGER_MAX),
            members.integer("passedOn", 0, Json.INTEGER_MAX),
            members.integerIf("used", 1, Json.INTEGER_MAX).orElse(0L),
            members.has("endings")
                ? members.objects("endings", 1, ENDINGS_MAX, Ending::read)
                : List.of());
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("work", work.hex())
        .putText("parent", parent.map(RecordId::hex))
        .put("granted", granted.value())
        .put("number", number)
        .put("passedOn", passedOn)
        .putIf("used", used == 0 ? Optional.empty() : Optional.of(Json.of(used)))
        .putIf(
            "endings",
            endings.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.array(endings.stream().map(Ending::json).toList())))
        .build();
  }
}
