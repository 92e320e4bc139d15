package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Seal;
import org.colophon.core.contract.Disputes;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.port.LedgerReader;

/**
 * Times of a record, which are never merged.
 *
 * @param claimed what the author says
 * @param ordered its block's time
 * @param attested the times of the first seal that covers the record and its block's header: it is
 *     provably not younger than their median; empty while it is unsealed
 * @param notBefore the time of the newest seal that was ordered before its block: it is provably
 *     not older; empty before the first seal
 * @param disputedBy the validators that say that their clocks had passed {@code ordered} before the
 *     block was ordered; who relies on a time then relies on {@code attested}
 */
public record Times(
    Timestamp claimed,
    Timestamp ordered,
    Optional<Attestation> attested,
    Optional<Timestamp> notBefore,
    List<OrgId> disputedBy) {
  /** Copies the validators. */
  public Times {
    disputedBy = List.copyOf(disputedBy);
  }

  private static final JsonLimits DISPUTES = new JsonLimits(4 << 20, 4, 8192);

  /** The times of a record. */
  public static Times of(RecordAt record, LedgerReader reader) {
    BlockHeader header = record.header();
    return new Times(
        record.statement().issuedAt(),
        header.time(),
        reader.firstSealCovering(header.checkpointSize()).map(Seal::attestation),
        newestSealBefore(header.height(), reader).map(Seal::attested),
        disputes(header.height(), reader).disputes().stream()
            .map(Disputes.Dispute::organisation)
            .toList());
  }

  /** Who disputes the time of a block. */
  public static Disputes disputes(Height block, LedgerReader reader) {
    Optional<byte[]> stored = reader.state(Disputes.stateKey(block));
    try {
      return stored.isEmpty()
          ? Disputes.NONE
          : Disputes.read(JsonParser.parse(stored.get(), DISPUTES));
    } catch (RefusedException e) {
      throw new IllegalStateException("disputes of block " + block + ": not readable", e);
    }
  }

  /**
   * The newest seal that was ordered before a block, whose header binds its hash. Seals are ordered
   * one after another, so their {@code orderedAfter} never falls and halving finds the last one
   * below the height: O(log n) reads.
   */
  public static Optional<Seal> newestSealBefore(Height height, LedgerReader reader) {
    long low = 0;
    long high = reader.newestSeal().map(Seal::number).orElse(0L);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (require(reader, middle).orderedAfter().compareTo(height) < 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(require(reader, low));
  }

  private static Seal require(LedgerReader reader, long number) {
    return reader
        .seal(number)
        .orElseThrow(() -> new IllegalStateException("seal " + number + ": numbered, not stored"));
  }
}
