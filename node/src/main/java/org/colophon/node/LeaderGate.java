package org.colophon.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Replica;
import org.colophon.node.archive.ArchiveWatch;
import org.colophon.node.observe.DiskWatch;

/**
 * Keeps a leader from appending records that would be void by the time bound anyway: the chain
 * re-seals its tip first; and records for which its disk has no room. On every node it holds an
 * entry that needs what the archive does not show, or rules that this release does not know. The
 * ledger itself sees neither clock nor disk nor archive, so they are asked here.
 */
final class LeaderGate implements Replica {
  private final Ledger ledger;
  private final DiskWatch disk;
  private final ArchiveWatch archive;
  private final LevelWatch level;
  private final LongSupplier clockMs;

  LeaderGate(
      Ledger ledger, DiskWatch disk, ArchiveWatch archive, LevelWatch level, LongSupplier clockMs) {
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
    return level
        .refusal()
        .or(disk::refusal)
        .or(() -> ledger.chain().unsealed(ledger.tip(), new Timestamp(clockMs.getAsLong())));
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
