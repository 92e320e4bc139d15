package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A node takes reads of a grant. It stands on the chain before the node gives anything out, so that
 * no read is ever uncounted.
 *
 * @param grant which
 * @param reads how many, 1 to 10,000
 * @param until from then on the node gives nothing out under it
 */
public record ReadLease(RecordId grant, long reads, Timestamp until) implements Content {
  /** Most reads of one lease. */
  public static final long READS_MAX = 10_000;

  static ReadLease read(Members members) throws RefusedException {
    return new ReadLease(
        members.parsed("grant", 64, RecordId::ofHex),
        members.integer("reads", 1, READS_MAX),
        new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)));
  }

  @Override
  public RecordType type() {
    return RecordType.READ_LEASE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(grant);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("grant", grant.hex())
        .put("reads", reads)
        .put("until", until.value())
        .build();
  }
}
