package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.Proofs;

/**
 * That a leaf stands in the log.
 *
 * @param path in the tree of the seal, or of the present log while nothing seals it
 * @param root of that tree
 * @param seal the newest seal when it covers the leaf and its block's header, else the first that
 *     does
 */
public record RecordProof(InclusionProof path, Hash root, Optional<Seal> seal) {
  /** The proof of a record. */
  public static RecordProof of(RecordAt record, LedgerReader reader) {
    BlockHeader header = record.header();
    Optional<Seal> seal = sealOf(header, reader);
    long size = seal.map(Seal::size).orElse(reader.size()).value();
    InclusionProof path = Proofs.inclusion(record.index().value(), size, reader.nodes());
    return new RecordProof(path, Proofs.root(size, reader.nodes()), seal);
  }

  /** A seal that covers a block with its header, the newest one where it does. */
  static Optional<Seal> sealOf(BlockHeader header, LedgerReader reader) {
    return reader
        .newestSeal()
        .filter(seal -> seal.size().compareTo(header.checkpointSize()) >= 0)
        .or(() -> reader.firstSealCovering(header.checkpointSize()));
  }
}
