package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A registered key.
 *
 * @param subject whose it is
 * @param registrar the organisation that vouches for the subject; its own name for an organisation
 * @param from block time from which it is in force
 * @param until block time at which it ends
 * @param origin record that put it in force, or {@code genesis} or {@code membership} for a key
 *     that an organisation brought along
 * @param revokedBy the record that ended it, when it did not just run out or give way to another
 */
public record KeyState(
    SubjectId subject,
    OrgId registrar,
    Timestamp from,
    Optional<Timestamp> until,
    String origin,
    Optional<RecordId> revokedBy) {
  /** Origin of a founder's key. */
  public static final String GENESIS = "genesis";

  /** Origin of the key of an organisation that was admitted later. */
  public static final String MEMBERSHIP = "membership";

  /** A key that an organisation brings along when it founds or joins the chain. */
  public static KeyState broughtAlong(OrgId organisation, Timestamp from, String origin) {
    return new KeyState(
        new SubjectId(organisation.text()),
        organisation,
        from,
        Optional.empty(),
        origin,
        Optional.empty());
  }

  /** The state key under which it stands. */
  public static String stateKey(org.colophon.crypto.signature.KeyName key) {
    return "key/" + key.text();
  }

  /** Reads what {@link #json} wrote. */
  public static KeyState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    KeyState state =
        new KeyState(
            members.parsed("subject", 64, SubjectId::new),
            members.parsed("registrar", 64, OrgId::new),
            new Timestamp(members.integer("from", 0, Json.INTEGER_MAX)),
            members.integerIf("until", 0, Json.INTEGER_MAX).map(Timestamp::new),
            members.text("origin", 64),
            members.parsedIf("revokedBy", 64, RecordId::ofHex));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("subject", subject.text())
        .put("registrar", registrar.text())
        .put("from", from.value())
        .putIf("until", until.map(t -> Json.of(t.value())))
        .put("origin", origin)
        .putText("revokedBy", revokedBy.map(RecordId::hex))
        .build();
  }

  /** Whether it is an organisation's own. */
  boolean isOrganisations() {
    return subject.text().equals(registrar.text());
  }

  /** The record that put it in force; empty when its organisation brought it along. */
  public Optional<RecordId> originRecord() {
    return origin.equals(GENESIS) || origin.equals(MEMBERSHIP)
        ? Optional.empty()
        : Optional.of(RecordId.ofHex(origin));
  }

  /** Whether it has begun at {@code time}. */
  boolean hasBegun(Timestamp time) {
    return from.compareTo(time) <= 0;
  }

  /** Whether it has ended at {@code time}. */
  boolean hasEnded(Timestamp time) {
    return until.isPresent() && until.get().compareTo(time) <= 0;
  }

  /** The same key, ending at {@code time} unless it ends before. */
  KeyState endingAt(Timestamp time) {
    boolean endsBefore = until.isPresent() && until.get().compareTo(time) <= 0;
    return endsBefore
        ? this
        : new KeyState(subject, registrar, from, Optional.of(time), origin, revokedBy);
  }

  /** The same key, ended at {@code time} by a record. */
  KeyState revoked(Timestamp time, RecordId by) {
    return new KeyState(subject, registrar, from, endingAt(time).until(), origin, Optional.of(by));
  }
}
