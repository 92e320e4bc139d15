package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.contract.ChangeList;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.LedgerReader;

/**
 * A change of the membership as a node keeps it: the header of the block that decided it, and that
 * block's state text. The text is kept beside the blocks; that it is the right one follows from the
 * header.
 *
 * @param number counts the changes of the chain, from 1
 * @param header of the block that decided it
 * @param state what that block changed
 */
public record DecidedChange(int number, BlockHeader header, StateText state) {
  /** The state key of the newest membership, in force or decided. */
  public static final String STATE_KEY = "membership";

  private static final JsonLimits LIST = new JsonLimits(1 << 20, 4, 256);
  private static final JsonLimits TEXT = new JsonLimits(32 << 20, 16, 4096);

  /** All changes that were decided on a ledger, oldest first. */
  public static List<DecidedChange> all(LedgerReader reader) {
    List<DecidedChange> changes = new ArrayList<>();
    for (ChangeList.Change listed : list(reader).changes()) {
      changes.add(read(reader, changes.size() + 1, listed));
    }
    return changes;
  }

  /** The changes that were in force when that seal was ordered, oldest first. */
  public static List<DecidedChange> before(LedgerReader reader, Seal seal) {
    return all(reader).stream()
        .filter(
            change -> change.covering(reader).filter(c -> c.number() < seal.number()).isPresent())
        .toList();
  }

  /** The membership by which that seal was judged. */
  public static Membership sealing(Genesis genesis, LedgerReader reader, Seal seal) {
    List<DecidedChange> changes = before(reader, seal);
    return changes.isEmpty() ? genesis.membership() : changes.getLast().next();
  }

  /** The seal that brought it into force; itself the old quorum's. */
  public Optional<Seal> covering(LedgerReader reader) {
    return reader.firstSealCovering(header.checkpointSize());
  }

  /** How much of the changes that one chain takes is used up on a ledger, in whole percent. */
  public static int usedPercent(LedgerReader reader) {
    return list(reader).usedPercent();
  }

  private static ChangeList list(LedgerReader reader) {
    Optional<byte[]> stored = reader.state(ChangeList.STATE_KEY);
    try {
      return stored.isEmpty()
          ? ChangeList.NONE
          : ChangeList.read(JsonParser.parse(stored.get(), LIST));
    } catch (RefusedException e) {
      throw new IllegalStateException("the stored list of changes is not well formed", e);
    }
  }

  private static DecidedChange read(LedgerReader reader, int number, ChangeList.Change listed) {
    LeafIndex leaf = require(reader.leafOf(listed.record()), number, "its record");
    BlockHeader header = require(reader.blockOf(leaf), number, "its block");
    byte[] text = require(reader.control(controlKey(number)), number, "its state text");
    try {
      StateText state = new StateText(JsonParser.parseObject(text, TEXT));
      if (!state.hash().equals(header.state())) {
        throw new IllegalStateException("change " + number + ": its state text is not its block's");
      }
      return new DecidedChange(number, header, state);
    } catch (RefusedException e) {
      throw new IllegalStateException("change " + number + ": its state text is damaged", e);
    }
  }

  private static <T> T require(Optional<T> found, int number, String what) {
    return found.orElseThrow(
        () -> new IllegalStateException("change " + number + ": " + what + " is not stored"));
  }

  /** The membership that it makes. */
  public Membership next() {
    try {
      return next(state);
    } catch (RefusedException e) {
      throw new IllegalStateException("change " + number + ": makes no membership", e);
    }
  }

  /** The membership that a state text makes; refused when it makes none. */
  public static Membership next(StateText state) throws RefusedException {
    Optional<Json> value = state.value(STATE_KEY);
    if (!(value.orElse(null) instanceof Json.Obj object)) {
      throw new RefusedException(
          org.colophon.core.Reason.MALFORMED, "changes: the membership is not among them");
    }
    Members members = Members.of("membership.", object);
    Membership membership = Membership.read(members);
    members.end();
    return membership;
  }

  /** Keeps the state text of the block that decided a change. */
  static ControlChange keep(int number, StateText state) {
    return ControlChange.put(controlKey(number), state.json());
  }

  private static String controlKey(int number) {
    return String.format(Locale.ROOT, "change/%02d", number);
  }
}
