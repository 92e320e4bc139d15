package org.colophon.core.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.contract.Conflict;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Conflicts in which a work stands on either side. The state keeps a conflict under its later
 * record only. So what was claimed before the work is found with its own records, however many
 * carry the same digest; who claimed it later is found through the digests that the work claims,
 * under which records of any kind may stand.
 *
 * @param conflicts each once
 * @param more whether there may be more than could be read within the bounds
 */
public record WorkConflicts(List<Conflict> conflicts, boolean more) {
  /** Most conflicts that a view shows. */
  public static final int CONFLICTS_MAX = 256;

  private static final int WORK_LEAVES_MAX = 4096;
  private static final int DIGEST_LEAVES_MAX = 256;

  /** Copies the list. */
  public WorkConflicts {
    conflicts = List.copyOf(conflicts);
  }

  /**
   * The conflicts of a work as they stood: both claims had been made in the open. A reveal that
   * came later makes no conflict of the past, whatever the state says of it since.
   */
  public static WorkConflicts of(LedgerQuery ledger, WorkId work, LeafIndex opened, AsOf asOf) {
    List<LeafIndex> leaves =
        WorkView.leaves(ledger, work, opened, WORK_LEAVES_MAX).stream()
            .filter(asOf::knows)
            .toList();
    Set<Hash> digests = new LinkedHashSet<>();
    leaves.forEach(index -> digests.addAll(claimed(ledger.recordAt(index), work)));
    boolean more = leaves.size() == WORK_LEAVES_MAX;
    Set<RecordId> claimants = new LinkedHashSet<>();
    leaves.forEach(index -> claimants.add(claimant(ledger.recordAt(index))));
    for (Hash digest : digests) {
      List<LeafIndex> carriers =
          ledger.reader().linked(Link.digest(digest), new LeafIndex(0), DIGEST_LEAVES_MAX).stream()
              .filter(asOf::knows)
              .toList();
      carriers.forEach(index -> claimants.add(claimant(ledger.recordAt(index))));
      more |= carriers.size() == DIGEST_LEAVES_MAX;
      if (claimants.size() > WORK_LEAVES_MAX) {
        more = true;
        break;
      }
    }
    Set<Conflict> conflicts = new LinkedHashSet<>();
    for (RecordId claimant : claimants) {
      ofWork(ledger, claimant, work).stream()
          .filter(conflict ->
              claimants.contains(conflict.earlier())
                  || wasOpen(ledger, conflict.earlier(), digests, asOf))
          .forEach(conflicts::add);
    }
    more |= conflicts.size() > CONFLICTS_MAX;
    return new WorkConflicts(conflicts.stream().limit(CONFLICTS_MAX).toList(), more);
  }

  /**
   * Whether a claim stood in the open: now, all that conflicts; of the past, a declaration that
   * names its content does as soon as it stands.
   */
  private static boolean wasOpen(LedgerQuery ledger, RecordId claim, Set<Hash> digests, AsOf asOf) {
    if (asOf.size().equals(AsOf.newest(ledger).size())) {
      return true;
    }
    return ledger
        .record(claim)
        .filter(record -> asOf.knows(record.index()))
        .filter(record ->
            record.statement().content() instanceof WorkDeclare declare
                && declare.contents().stream()
                    .map(ContentDigest::sha256)
                    .anyMatch(digests::contains))
        .isPresent();
  }

  /** Digests that a record about the work carries or opens. */
  private static List<Hash> claimed(RecordAt record, WorkId work) {
    return switch (record.statement().content()) {
      case WorkDeclare declare when declare.work().orElse(own(record)).equals(work) ->
          declare.contents().stream().map(ContentDigest::sha256).toList();
      case WorkReveal reveal -> List.of(reveal.digest());
      default -> List.of();
    };
  }

  /** The record whose claim a record under a digest makes: its own, or the one that it opens. */
  private static RecordId claimant(RecordAt record) {
    return record.statement().content() instanceof WorkReveal reveal
        ? reveal.record()
        : record.id();
  }

  private static List<Conflict> ofWork(LedgerQuery ledger, RecordId later, WorkId work) {
    List<Conflict> conflicts = new ArrayList<>();
    for (Json item : ledger.stateItems(Conflict.stateKey(later))) {
      Conflict conflict = read(item);
      if (isOf(conflict.earlierWork(), work) || isOf(conflict.laterWork(), work)) {
        conflicts.add(conflict);
      }
    }
    return conflicts;
  }

  private static boolean isOf(Optional<WorkId> named, WorkId work) {
    return named.filter(work::equals).isPresent();
  }

  private static WorkId own(RecordAt record) {
    return new WorkId(record.id().hash());
  }

  private static Conflict read(Json item) {
    try {
      return Conflict.read(Members.of("", (Json.Obj) item));
    } catch (RefusedException e) {
      throw new IllegalStateException("conflict: stored and not readable", e);
    }
  }
}
