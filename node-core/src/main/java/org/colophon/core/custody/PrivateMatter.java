package org.colophon.core.custody;

import java.util.List;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The member {@code private} that any statement may have: where what opens its commitments is kept,
 * encrypted.
 *
 * @param digest SHA-256 of the {@link Envelope}
 * @param size its bytes
 * @param receipts of its custodians, sorted by name, each once
 */
public record PrivateMatter(Hash digest, long size, List<CustodyReceipt> receipts) {
  /** Its name in a statement. */
  public static final String MEMBER = "private";

  /** Most receipts: more than a third of the most validators. */
  public static final int RECEIPTS_MAX = 32;

  /** Copies the receipts. */
  public PrivateMatter {
    receipts = List.copyOf(receipts);
  }

  /** Reads what {@link #json} wrote. */
  public static PrivateMatter read(Members members) throws RefusedException {
    PrivateMatter matter =
        new PrivateMatter(
            members.hash("digest"),
            members.integer("size", 1, Envelope.BYTES_MAX),
            members.objects("receipts", 1, RECEIPTS_MAX, CustodyReceipt::read));
    for (int i = 1; i < matter.receipts.size(); i++) {
      if (matter.receipts.get(i - 1).custodian().compareTo(matter.receipts.get(i).custodian())
          >= 0) {
        throw members.malformed("receipts", "(expected: sorted by custodian, each once)");
      }
    }
    members.end();
    return matter;
  }

  /** Refuses a receipt whose signature is not its key's. */
  public void requireSigned(ChainId chain) throws RefusedException {
    for (int i = 0; i < receipts.size(); i++) {
      if (!receipts.get(i).isFor(chain, digest, size)) {
        throw new RefusedException(
            Reason.BAD_SIGNATURE, "private.receipts[" + i + "]: does not verify");
      }
    }
  }

  /** As it stands in a statement. */
  public Json.Obj json() {
    return Json.object()
        .put("digest", digest.hex())
        .put("size", size)
        .put("receipts", Json.array(receipts.stream().map(CustodyReceipt::json).toList()))
        .build();
  }
}
