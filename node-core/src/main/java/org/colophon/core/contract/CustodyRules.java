package org.colophon.core.contract;

import java.util.Arrays;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.record.Statement;
import org.colophon.crypto.StrictBase64;

/**
 * What holds for the private matter of any record: enough validators in force have it on their
 * disks, still keep it for a while, and it is this record's alone.
 */
final class CustodyRules {
  /** Custodians keep what no record names for longer than this. */
  private static final long AGE_MS_MAX = 6L * 24 * 60 * 60 * 1000;

  private CustodyRules() {}

  static void apply(Statement statement, World world) throws RefusedException {
    Optional<PrivateMatter> matter = statement.privateMatter();
    if (matter.isPresent()) {
      requireProven(matter.get(), world);
      requireUnnamed(matter.get(), world);
      world.putCustody(matter.get().digest(), new CustodyState(world.id(), Optional.empty()));
    }
  }

  private static void requireProven(PrivateMatter matter, World world) throws RefusedException {
    for (CustodyReceipt receipt : matter.receipts()) {
      requireValidators(receipt, world);
      if (world.time().value() - receipt.time().value() > AGE_MS_MAX) {
        throw refused(receipt.custodian() + " stored it too long ago, at " + receipt.time());
      }
    }
    int needed = world.custodiansNeeded();
    if (matter.receipts().size() < needed) {
      throw refused(matter.receipts().size() + " receipts (expected: at least " + needed + ")");
    }
  }

  /** The key is looked up, for its signature was checked with the record's. */
  private static void requireValidators(CustodyReceipt receipt, World world)
      throws RefusedException {
    byte[] key = receipt.key().rawKey();
    boolean isItsKey =
        world
            .organisation(receipt.custodian())
            .flatMap(organisation -> organisation.checkpointKeys())
            .map(CheckpointKeys::ed25519)
            .map(own -> Arrays.equals(StrictBase64.decode(own), key))
            .orElse(false);
    if (!isItsKey) {
      throw refused(receipt.custodian() + " is no validator in force with that key");
    }
  }

  private static void requireUnnamed(PrivateMatter matter, World world) throws RefusedException {
    Optional<CustodyState> named = world.custody(matter.digest());
    if (named.isPresent()) {
      throw new RefusedException(
          Reason.CUSTODY_NOT_PROVEN, "private.digest: that of record " + named.get().record());
    }
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Reason.CUSTODY_NOT_PROVEN, "private.receipts: " + detail);
  }
}
