package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The changes of the membership that were decided so far. Evidence must carry all of them, so their
 * number and their size are bounded.
 *
 * @param changes oldest first
 */
public record ChangeList(List<Change> changes) {
  /** The state key under which it stands, once there is a change. */
  public static final String STATE_KEY = "changes";

  /** Before the first change. */
  public static final ChangeList NONE = new ChangeList(List.of());

  /** Most changes of one chain. */
  public static final int CHANGES_MAX = 64;

  /** Most bytes of all memberships that changes make: half of what a bundle can hold. */
  public static final long BYTES_MAX = 8L << 20;

  /** Copies the list. */
  public ChangeList {
    changes = List.copyOf(changes);
  }

  /**
   * One change.
   *
   * @param proposal the record that proposed it
   * @param record the record that decided it: the last vote, or the proposal itself
   * @param bytes length of the canonical text of the membership that it makes
   */
  public record Change(RecordId proposal, RecordId record, long bytes) {}

  /** Reads what {@link #json} wrote. */
  public static ChangeList read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    List<Change> changes = members.objects("decided", 0, CHANGES_MAX, ChangeList::readChange);
    members.end();
    return new ChangeList(changes);
  }

  private static Change readChange(Members members) throws RefusedException {
    return new Change(
        members.parsed("proposal", 64, RecordId::ofHex),
        members.parsed("record", 64, RecordId::ofHex),
        members.integer("bytes", 0, BYTES_MAX));
  }

  /** How much of what one chain takes is used up, by number or by bytes, in whole percent. */
  public int usedPercent() {
    long byNumber = 100L * changes.size() / CHANGES_MAX;
    long byBytes = 100 * bytes() / BYTES_MAX;
    return (int) Math.max(byNumber, byBytes);
  }

  private long bytes() {
    return changes.stream().mapToLong(Change::bytes).sum();
  }

  /** As it stands in the state. */
  public Json json() {
    List<Json> items =
        changes.stream()
            .<Json>map(change ->
                Json.object()
                    .put("bytes", change.bytes)
                    .put("proposal", change.proposal.hex())
                    .put("record", change.record.hex())
                    .build())
            .toList();
    return Json.object().put("decided", Json.array(items)).build();
  }

  /** With one change more; TOO_LARGE when evidence could not carry it. */
  ChangeList with(Change change) throws RefusedException {
    long bytes = change.bytes + bytes();
    if (changes.size() >= CHANGES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "changes of the membership: " + CHANGES_MAX + " (expected: no more on one chain)");
    }
    if (bytes > BYTES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "memberships: " + bytes + " bytes (expected: at most " + BYTES_MAX + " in all)");
    }
    List<Change> next = new ArrayList<>(changes);
    next.add(change);
    return new ChangeList(next);
  }
}
