package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.RightWaive;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A licence that stands on the chain, whether it is over or not; or a waiver, which is a licence to
 * everybody.
 *
 * @param statement what was signed
 * @param state what the chain holds of it
 */
public record StandingLicence(Statement statement, LicenceState state) {
  /** Its record. */
  public RecordId id() {
    return statement.id();
  }

  /** What it allows. */
  public LicenceTerms terms() {
    return termsOf(statement.content())
        .orElseThrow(() -> new IllegalStateException("licence " + id() + ": has no terms"));
  }

  /** What a content allows when it is a licence or a waiver. */
  public static Optional<LicenceTerms> termsOf(Content content) {
    return switch (content) {
      case Licence licence -> Optional.of(licence.terms());
      case RightWaive(RightWaive.Economic economic) -> Optional.of(economic.terms());
      default -> Optional.empty();
    };
  }

  /** Who granted it. */
  public List<SubjectId> licensors() {
    return licensorsOf(statement);
  }

  /** Who grants the licence or waiver that a statement is. */
  public static List<SubjectId> licensorsOf(Statement statement) {
    return statement.signers().stream()
        .filter(signer -> signer.role() == Role.LICENSOR || signer.role() == Role.OWNER)
        .map(Signer::subject)
        .toList();
  }

  /** To whom it was granted; empty when that is everybody. */
  public Optional<SubjectId> licensee() {
    return statement.signer(Role.LICENSEE).map(Signer::subject);
  }

  /** When it begins: the chain makes nobody's past. */
  public Timestamp begin() {
    return terms().from().compareTo(state.granted()) > 0 ? terms().from() : state.granted();
  }

  /** When it is over by itself, as far as it is known. */
  public Timestamp end() {
    return state.endings().isEmpty() ? terms().until() : state.endings().getLast().time();
  }
}
