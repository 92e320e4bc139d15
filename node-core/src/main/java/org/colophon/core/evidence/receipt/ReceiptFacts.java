package org.colophon.core.evidence.receipt;

import java.util.List;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.crypto.Hash;

/**
 * What a receipt that holds says.
 *
 * @param record the record
 * @param index where it stands
 * @param size leaves of the sealed tree
 * @param root of that tree
 * @param issuer organisation that signed the receipt
 * @param node node of it that signed
 * @param issuedAt when, by the issuer's own clock
 * @param cosignedBy validators that sealed the tree
 * @param attested their time
 */
public record ReceiptFacts(
    RecordId record,
    LeafIndex index,
    TreeSize size,
    Hash root,
    String issuer,
    String node,
    Timestamp issuedAt,
    List<String> cosignedBy,
    Timestamp attested) {
  /** Copies the validators. */
  public ReceiptFacts {
    cosignedBy = List.copyOf(cosignedBy);
  }
}
