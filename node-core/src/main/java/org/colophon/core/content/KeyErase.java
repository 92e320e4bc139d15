package org.colophon.core.content;

import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The private matter of a record is destroyed. The record itself, and every proof of it, stands.
 *
 * @param record whose private matter
 * @param destroyed what; the ciphertext always, by its custodians
 */
public record KeyErase(RecordId record, Set<Destroyed> destroyed) implements Content {
  /** What can be destroyed. */
  public enum Destroyed {
    /** The ciphertext, by every custodian. */
    CIPHERTEXT,
    /** The key that opened it, by the signer, as far as it had it. */
    KEY,
    /** The salts, by the signer, as far as it had them. */
    SALT
  }

  /** Copies the set. */
  public KeyErase {
    destroyed = Set.copyOf(destroyed);
  }

  static KeyErase read(Members members) throws RefusedException {
    KeyErase erase =
        new KeyErase(
            members.parsed("record", 64, RecordId::ofHex),
            members.someOf("destroyed", Destroyed.class));
    if (!erase.destroyed.contains(Destroyed.CIPHERTEXT)) {
      throw members.malformed("destroyed", "(expected: CIPHERTEXT among them)");
    }
    return erase;
  }

  @Override
  public RecordType type() {
    return RecordType.KEY_ERASE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(record);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("record", record.hex())
        .put("destroyed", Json.strings(destroyed.stream().sorted().map(Destroyed::name).toList()))
        .build();
  }
}
