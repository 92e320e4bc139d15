package org.colophon.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.Replica;
import org.colophon.node.archive.ArchiveWatch;
import org.colophon.node.observe.DiskWatch;

/**
 * Keeps a leader from appending records that would be void by the time bound anyway: the chain
 * re-seals its tip first; records for which its disk has no room; and more than the others can
 * follow. On every node it holds an entry that needs what the archive does not show, or rules that
 * this release does not know. The ledger itself sees neither clock nor disk nor archive, so they
 * are asked here.
 */
final class LeaderGate implements Replica {
  /** Some seconds' work: more than ever stands between two seals while all is well. */
  static final long UNSEALED_LEAVES_MAX = 32_768;

  private final Ledger ledger;
  private final DiskWatch disk;
  private final ArchiveWatch archive;
  private final LevelWatch level;
  private final LongSupplier clockMs;
  private final long unsealedLeavesMax;

  LeaderGate(
      Ledger ledger,
      DiskWatch disk,
      ArchiveWatch archive,
      LevelWatch level,
      LongSupplier clockMs,
      long unsealedLeavesMax) {
    this.unsealedLeavesMax = unsealedLeavesMax;
    this.ledger = ledger;
    this.disk = disk;
    this.archive = archive;
    this.level = level;
    this.clockMs = clockMs;
  }

  @Override
  public Optional<Refusal> admit(byte[] entry) {
    Optional<Refusal> refusal = ledger.admit(entry);
    if (refusal.isPresent() || !EntryCodec.holdsRecords(entry)) {
      return refusal;
    }
    Tip tip = ledger.tip();
    return level
        .refusal()
        .or(disk::refusal)
        .or(() -> ledger.chain().unsealed(tip, new Timestamp(clockMs.getAsLong())))
        .or(() -> farAhead(tip));
  }

  /**
   * A leader is answered by a majority's logs, not by their ledgers, so it could run ahead of them
   * for hours. Its seals tell how far a quorum has come.
   */
  private Optional<Refusal> farAhead(Tip tip) {
    long unsealed = tip.header().checkpointSize().value() - tip.sealed().size().value();
    return unsealed < unsealedLeavesMax
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.UNSEALED,
                "unsealed leaves: " + unsealed + " (expected: below " + unsealedLeavesMax + ")"));
  }

  @Override
  public Position applied() {
    return ledger.applied();
  }

  @Override
  public void prepare(byte[] entry) {
    ledger.prepare(entry);
  }

  @Override
  public byte[] apply(Position position, byte[] entry) throws IOException {
    return level.apply(() -> archive.whenReadable(() -> ledger.apply(position, entry)));
  }

  @Override
  public Position flush() throws IOException {
    return ledger.flush();
  }

  @Override
  public Position install(Path directory) throws IOException {
    return level.install(() -> ledger.install(directory));
  }
}
