package org.colophon.core.content;

import java.util.List;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A court or procuratorate opens a case. What the case is about is sealed: each thing stands by a
 * commitment of its own, so that each can be opened alone.
 *
 * @param kind which procedure
 * @param number salted commitment to the case's number
 * @param works salted commitments to the ids of works; may be empty
 * @param parties salted commitments to pseudonyms; at least one
 */
public record CaseOpen(Kind kind, Hash number, List<Hash> works, List<Hash> parties)
    implements Content {
  /** Most works, and most parties, of one case or grant. */
  static final int NAMED_MAX = 64;

  /** Which procedure a case follows. */
  public enum Kind {
    /** Civil Procedure Law. */
    CIVIL,
    /** Criminal Procedure Law. */
    CRIMINAL,
    /** Administrative Litigation Law. */
    ADMINISTRATIVE,
    /** Public-interest litigation (Civil Procedure Law, art. 58). */
    PUBLIC_INTEREST
  }

  /** Copies the lists. */
  public CaseOpen {
    works = List.copyOf(works);
    parties = List.copyOf(parties);
  }

  static CaseOpen read(Members members) throws RefusedException {
    return new CaseOpen(
        members.oneOf("kind", Kind.class),
        members.commitment("number"),
        members.commitments("works", 0, NAMED_MAX),
        members.commitments("parties", 1, NAMED_MAX));
  }

  @Override
  public RecordType type() {
    return RecordType.CASE_OPEN;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("kind", kind.name())
        .put("number", number.hex())
        .put("works", Json.strings(works.stream().map(Hash::hex).toList()))
        .put("parties", Json.strings(parties.stream().map(Hash::hex).toList()))
        .build();
  }
}
