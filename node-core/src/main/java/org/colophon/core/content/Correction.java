package org.colophon.core.content;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Who signed a record says what should have stood there. The record goes on to stand as it was
 * signed; the correction is shown beside it, and changes nobody's rights.
 *
 * @param corrects the record
 * @param corrections what should have stood where
 * @param note salted commitment to a remark
 */
public record Correction(RecordId corrects, List<Item> corrections, Optional<Hash> note)
    implements Content {
  private static final int ITEMS_MAX = 16;
  private static final int VALUE_CHARS_MAX = 512;
  private static final Pattern MEMBER = Pattern.compile("[a-zA-Z0-9]{1,32}");

  /** Copies the corrections. */
  public Correction {
    corrections = List.copyOf(corrections);
  }

  /**
   * One member of the corrected statement.
   *
   * @param member its name
   * @param value what should have stood there, in clear; empty when nothing should have
   * @param commitment salted commitment to what should have stood there
   */
  public record Item(String member, Optional<String> value, Optional<Hash> commitment) {
    private static Item read(Members members) throws RefusedException {
      Item item =
          new Item(
              members.text("member", 32),
              members.textIf("value", VALUE_CHARS_MAX),
              members.commitmentIf("commitment"));
      if (!MEMBER.matcher(item.member).matches()) {
        throw members.malformed("member", "(expected: the name of a member)");
      }
      if (item.value.isPresent() && item.commitment.isPresent()) {
        throw members.malformed("value", "(expected: a value or a commitment)");
      }
      if (item.value.isPresent()) {
        ClearText.check("value", item.value.get());
      }
      return item;
    }

    private Json json() {
      return Json.object()
          .put("member", member)
          .putText("value", value)
          .putText("commitment", commitment.map(Hash::hex))
          .build();
    }
  }

  static Correction read(Members members) throws RefusedException {
    Correction correction =
        new Correction(
            members.parsed("corrects", 64, RecordId::ofHex),
            members.objects("corrections", 1, ITEMS_MAX, Item::read),
            members.commitmentIf("note"));
    Set<String> named = new HashSet<>();
    for (Item item : correction.corrections) {
      if (!named.add(item.member)) {
        throw members.malformed("corrections", "a member occurs twice");
      }
    }
    return correction;
  }

  @Override
  public RecordType type() {
    return RecordType.CORRECTION;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(corrects);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("corrects", corrects.hex())
        .put("corrections", Json.array(corrections.stream().map(Item::json).toList()))
        .putText("note", note.map(Hash::hex))
        .build();
  }
}
