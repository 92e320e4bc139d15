package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.contract.RecipientState;
import org.colophon.core.contract.SubjectState;

/**
 * What the chain knows of a subject: never its name.
 *
 * @param subject its pseudonym
 * @param kind what it is
 * @param registrar who knows the real name; of a member, itself
 * @param registered the record that registered it; empty for a member
 * @param recipient the newest record that published a key to encrypt private matter to
 */
public record SubjectView(
    SubjectId subject,
    Kind kind,
    OrgId registrar,
    Optional<RecordAt> registered,
    Optional<RecordId> recipient) {
  /** What a subject is. */
  public enum Kind {
    /** A person. */
    PERSON,
    /** An organisation that a registrar knows. */
    ORGANISATION,
    /** An organisation of the chain. */
    MEMBER
  }

  /**
   * The subject of that name; empty when there is none.
   *
   * @param isMember whether it is an organisation of the chain
   */
  public static Optional<SubjectView> of(LedgerQuery ledger, SubjectId subject, boolean isMember) {
    Optional<RecordId> recipient = recipientOf(ledger, subject);
    if (isMember) {
      return Optional.of(
          new SubjectView(
              subject, Kind.MEMBER, new OrgId(subject.text()), Optional.empty(), recipient));
    }
    return ledger
        .state(SubjectState.stateKey(subject), SubjectState::read)
        .map(state ->
            new SubjectView(
                subject,
                Kind.valueOf(state.kind().name()),
                state.registrar(),
                ledger.record(state.origin()),
                recipient));
  }

  /** The newest record that published a key to encrypt private matter for a subject to. */
  public static Optional<RecordId> recipientOf(LedgerQuery ledger, SubjectId subject) {
    return ledger
        .state(RecipientState.stateKey(subject), RecipientState::read)
        .map(RecipientState::record);
  }
}
