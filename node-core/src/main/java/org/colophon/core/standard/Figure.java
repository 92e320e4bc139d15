package org.colophon.core.standard;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;

/**
 * A figure that was given for an input, and what it rests on.
 *
 * @param basis on what
 * @param value which value
 * @param records where it comes from; none of an assumption
 * @param salts of the commitments that were opened for it, in the order of the records: with them
 *     nobody else can try values until the digest of a result fits
 */
public record Figure(Basis basis, Value value, List<RecordId> records, List<Hash> salts) {
  /** On what a figure rests. */
  public enum Basis {
    /** Records of the chain show it to everybody. */
    RECORDED,
    /** Somebody brought it from elsewhere; the chain did not count it. */
    BROUGHT,
    /** It was opened from commitments by somebody who may. */
    OPENED,
    /** Nobody has shown or found it. */
    ASSUMED
  }

  /** Copies the lists. */
  public Figure {
    records = List.copyOf(records);
    salts = List.copyOf(salts);
  }

  /** A figure that records show. */
  public static Figure recorded(Value value, List<RecordId> records) {
    return new Figure(Basis.RECORDED, value, records, List.of());
  }

  /** A figure that somebody brought, though the chain could show it. */
  public static Figure brought(Value value, List<RecordId> records) {
    return new Figure(Basis.BROUGHT, value, records, List.of());
  }

  /** A figure that commitments were opened for. */
  public static Figure opened(Value value, List<RecordId> records, List<Hash> salts) {
    return new Figure(Basis.OPENED, value, records, salts);
  }

  /** A figure that is assumed. */
  public static Figure assumed(Value value) {
    return new Figure(Basis.ASSUMED, value, List.of(), List.of());
  }

  void put(ObjBuilder members) {
    members.put("basis", basis.name()).put("value", Kind.json(value));
    if (!records.isEmpty()) {
      members.put("records", Json.strings(records.stream().map(RecordId::hex).toList()));
    }
    if (!salts.isEmpty()) {
      members.put("salts", Json.strings(salts.stream().map(Hash::hex).toList()));
    }
  }
}
