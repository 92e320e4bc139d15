package org.colophon.report.certificate;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Transfer;
import org.colophon.core.query.WorkView;

/**
 * Who held what in a work when a checkpoint was sealed, and how it came to be.
 *
 * @param work the work
 * @param declaration the record that declared it; empty while it only has drafts
 * @param title as it was declared
 * @param holdings who held what
 * @param transfers oldest first
 * @param confirmations those of IP offices that stood
 * @param disputes objections that stood against the title, oldest first
 */
public record RightsChain(
    WorkId work,
    Optional<RecordId> declaration,
    Optional<String> title,
    List<WorkView.Holding> holdings,
    List<Passed> transfers,
    List<Confirmation> confirmations,
    List<Dispute> disputes) {
  /** Copies the lists. */
  public RightsChain {
    holdings = List.copyOf(holdings);
    transfers = List.copyOf(transfers);
    confirmations = List.copyOf(confirmations);
    disputes = List.copyOf(disputes);
  }

  /**
   * An IP office had confirmed the work.
   *
   * @param record its decision
   * @param office who
   * @param registration the number in its register
   */
  public record Confirmation(RecordId record, SubjectId office, Optional<String> registration) {}

  /**
   * An objection stood against the title.
   *
   * @param record what raised it
   * @param objector who
   * @param ground why
   * @param upheld whether it was found right, and not only open
   */
  public record Dispute(
      RecordId record, SubjectId objector, ObjectionRaise.Ground ground, boolean upheld) {}

  /**
   * A transfer.
   *
   * @param record the record that both signed
   * @param leaf where it stands
   * @param ordered its block's time
   * @param from who gave
   * @param to who received
   * @param content which rights and which share
   */
  public record Passed(
      RecordId record,
      LeafIndex leaf,
      Timestamp ordered,
      SubjectId from,
      SubjectId to,
      Transfer content) {}
}
