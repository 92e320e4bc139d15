package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * Users of a platform acquired a work: one of them, or many whose rows stay with the platform.
 *
 * @param work which
 * @param mode how
 * @param licence under which it was given out; without one the record is a fact and no more
 * @param occasion whose access, and when
 */
public record Access(WorkId work, Mode mode, Optional<RecordId> licence, Occasion occasion)
    implements Content {
  /** How a work is acquired. */
  public enum Mode {
    /** It is looked at or listened to. */
    VIEW,
    /** A copy is taken. */
    DOWNLOAD,
    /** A copy is paid for. */
    BUY
  }

  /** One access, or many. */
  public sealed interface Occasion {}

  /**
   * One access.
   *
   * @param user the platform's own pseudonym of its user
   * @param at when, by the platform's word
   * @param price salted commitment to what was paid
   */
  public record Single(SubjectId user, Timestamp at, Optional<Hash> price) implements Occasion {
    private static Single read(Members members) throws RefusedException {
      return new Single(
          members.parsed("user", 63, SubjectId::new),
          new Timestamp(members.integer("at", 0, Json.INTEGER_MAX)),
          members.commitmentIf("price"));
    }
  }

  /**
   * Many accesses of one mode.
   *
   * @param rows the root over their rows, which stay with the platform
   */
  public record Many(ItemBatch rows) implements Occasion {}

  static Access read(Members members) throws RefusedException {
    Access access =
        new Access(
            members.parsed("work", 64, WorkId::ofHex),
            members.oneOf("mode", Mode.class),
            members.parsedIf("licence", 64, RecordId::ofHex),
            members.has("batch") ? new Many(readRows(members)) : Single.read(members));
    if (access.occasion instanceof Single(SubjectId user, _, _)) {
      ClearText.check("user", user.text());
    }
    return access;
  }

  private static ItemBatch readRows(Members members) throws RefusedException {
    Members batch = members.object("batch");
    ItemBatch rows = ItemBatch.read(batch);
    batch.end();
    return rows;
  }

  /** How many accesses it tells of. */
  public long count() {
    return switch (occasion) {
      case Single _ -> 1;
      case Many(ItemBatch rows) -> rows.count();
    };
  }

  @Override
  public RecordType type() {
    return RecordType.ACCESS;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Optional<ItemBatch> itemBatch() {
    return occasion instanceof Many(ItemBatch rows) ? Optional.of(rows) : Optional.empty();
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        Json.object()
            .put("work", work.hex())
            .put("mode", mode.name())
            .putText("licence", licence.map(RecordId::hex));
    switch (occasion) {
      case Many(ItemBatch rows) -> members.put("batch", rows.builder().build());
      case Single(SubjectId user, Timestamp at, Optional<Hash> price) ->
          members
              .put("user", user.text())
              .put("at", at.value())
              .putText("price", price.map(Hash::hex));
    }
    return members.build();
  }
}
