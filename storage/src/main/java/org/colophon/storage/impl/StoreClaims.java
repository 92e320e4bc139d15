package org.colophon.storage.impl;

import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Position;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.storage.Difference;
import org.colophon.storage.Difference.Kind;
import org.colophon.storage.impl.Families.AppliedAt;

/**
 * What a store says of itself and no replay of the chain can give: its card, and the position that
 * it has applied. Both describe the newest block, so what is wrong with them is told at its height.
 */
public final class StoreClaims {
  private final Database db;
  private final Tip tip;
  private final long newest;
  private final Consumer<Difference> differences;

  /**
   * Of one store.
   *
   * @param tip as far as it can be read
   * @param newest height of the newest block
   */
  public StoreClaims(Database db, Tip tip, long newest, Consumer<Difference> differences) {
    this.db = db;
    this.tip = tip;
    this.newest = newest;
    this.differences = differences;
  }

  /**
   * Holds them against the chain's genesis and against what the store holds.
   *
   * @param isTakenOut whether it lacks bodies, which its card must say
   */
  public void check(Hash genesis, boolean isTakenOut) {
    checkCard(genesis, isTakenOut);
    try {
      Optional<AppliedAt> applied =
          db.get(db.newest(), Families.POSITION, Families.POSITION_APPLIED);
      if (applied.isEmpty()) {
        position(Kind.MISSING, "is not there (expected: is)");
      } else {
        checkPosition(applied.get());
      }
    } catch (StoreException e) {
      // The scan of its family tells of a value without form.
    }
  }

  private void checkCard(Hash genesis, boolean isTakenOut) {
    try {
      StoreCard card = StoreCard.read(db.directory());
      if (!card.genesis().equals(genesis)) {
        card(Kind.CHANGED, "genesis: " + card.genesis() + " (expected: " + genesis + ")");
      }
      if (isTakenOut && card.format() != Families.FORMAT_TAKEN_OUT) {
        card(
            Kind.CHANGED,
            "format: " + card.format() + " (expected: " + Families.FORMAT_TAKEN_OUT + ")");
      }
      boolean isTold = !tip.applied().equals(Position.NONE);
      if (isTold && card.durable().compareTo(tip.applied()) > 0) {
        card(
            Kind.CHANGED,
            "durable: " + card.durable() + " (expected: " + tip.applied() + " or before it)");
      }
    } catch (StoreException e) {
      boolean isThere = Files.exists(db.directory().resolve(StoreCard.FILE));
      card(isThere ? Kind.CHANGED : Kind.MISSING, String.valueOf(e.getMessage()));
    }
  }

  private void card(Kind kind, String detail) {
    differences.accept(new Difference("card", StoreCard.FILE, newest, kind, detail));
  }

  private void checkPosition(AppliedAt applied) {
    Position position = applied.position();
    if (applied.height() != newest) {
      position(Kind.CHANGED, "height: " + applied.height() + " (expected: " + newest + ")");
    }
    // Each block behind the genesis block is an entry of its own.
    if (position.index() < newest - 1) {
      position(
          Kind.CHANGED, "index: " + position.index() + " (expected: " + (newest - 1) + " or more)");
    }
    long term = tip.head().map(BlockHeader::term).orElse(0L);
    if (position.term() < term) {
      position(Kind.CHANGED, "term: " + position.term() + " (expected: " + term + " or more)");
    }
  }

  private void position(Kind kind, String detail) {
    differences.accept(
        new Difference(
            Families.POSITION.name(),
            Families.POSITION.describeKey(Codec.ascii(Families.POSITION_APPLIED)),
            newest,
            kind,
            detail));
  }
}
