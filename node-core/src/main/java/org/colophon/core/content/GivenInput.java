package org.colophon.core.content;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * A figure that an assessment gives for an input of its standard.
 *
 * @param name the input
 * @param given the figure
 */
public record GivenInput(String name, Given given) {
  private static final int NAME_CHARS_MAX = 48;
  private static final int RECORDS_MAX = 256;
  private static final int COMMITTED_MAX = 64;

  /** A figure, and what it rests on. */
  public sealed interface Given {}

  /**
   * Records show it.
   *
   * @param value in the input's kind, which the standard knows
   * @param records at least one
   */
  public record Shown(Json value, List<RecordId> records) implements Given {
    /** Copies the records. */
    public Shown {
      records = List.copyOf(records);
    }
  }

  /**
   * Somebody brings it from elsewhere, though the chain could show it: a party's books, for
   * example. The chain does not count it, and whoever reads of it is told so.
   *
   * @param value in the input's kind, which the standard knows
   * @param records that hold what shows it, at least one
   */
  public record Brought(Json value, List<RecordId> records) implements Given {
    /** Copies the records. */
    public Brought {
      records = List.copyOf(records);
    }
  }

  /**
   * Whoever may opens it.
   *
   * @param parts one, or of a list one for each item
   */
  public record Secret(List<Part> parts) implements Given {
    /** Copies the parts. */
    public Secret {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A commitment to an amount.
   *
   * @param commitment as it stands in the record
   * @param record which record
   */
  public record Part(Hash commitment, RecordId record) {
    private static Part read(Members members) throws RefusedException {
      return new Part(
          members.commitment("commitment"), members.parsed("record", 64, RecordId::ofHex));
    }

    private Json.Obj json() {
      return Json.object().put("commitment", commitment.hex()).put("record", record.hex()).build();
    }
  }

  /**
   * Nobody has shown or found it.
   *
   * @param value in the input's kind
   */
  public record Supposed(Json value) implements Given {}

  /** Reads what {@link #json} wrote; other members are left to the caller. */
  public static GivenInput read(Members members) throws RefusedException {
    String name = members.text("name", NAME_CHARS_MAX);
    if (members.has("committed")) {
      return new GivenInput(
          name, new Secret(members.objects("committed", 1, COMMITTED_MAX, Part::read)));
    }
    Json value = members.any("value").orElseThrow(() -> members.malformed("value", "missing"));
    if (members.flag("assumed")) {
      return new GivenInput(name, new Supposed(value));
    }
    List<RecordId> records =
        members.hashesOnce("records", 1, RECORDS_MAX).stream().map(RecordId::new).toList();
    return new GivenInput(
        name, members.flag("brought") ? new Brought(value, records) : new Shown(value, records));
  }

  /** As it stands in a statement. */
  public Json.Obj json() {
    ObjBuilder members = Json.object().put("name", name);
    switch (given) {
      case Shown(Json value, List<RecordId> records) -> put(members, value, records);
      case Brought(Json value, List<RecordId> records) ->
          put(members, value, records).put("brought", true);
      case Secret(List<Part> parts) ->
          members.put("committed", Json.array(parts.stream().map(Part::json).toList()));
      case Supposed(Json value) -> members.put("value", value).put("assumed", true);
    }
    return members.build();
  }

  private static ObjBuilder put(ObjBuilder members, Json value, List<RecordId> records) {
    return members
        .put("value", value)
        .put("records", Json.strings(records.stream().map(RecordId::hex).toList()));
  }
}
