package org.colophon.core.contract;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A grant to read that stands on the chain, whether it is over or not.
 *
 * @param statement what was signed
 * @param content what it says
 * @param state what the chain holds of it
 */
public record StandingGrant(Statement statement, ScopeGrant content, GrantState state) {
  /** The grant that a statement is. */
  public static StandingGrant of(Statement statement, GrantState state) {
    if (statement.content() instanceof ScopeGrant content) {
      return new StandingGrant(statement, content, state);
    }
    throw new IllegalStateException("record " + statement.id() + ": grants nothing");
  }

  /** Its record. */
  public RecordId id() {
    return statement.id();
  }

  /** What may be read, and how. */
  public Scope scope() {
    return content.scope();
  }

  /** Who granted it: organs, or the grantee of the grant above it. */
  public List<SubjectId> grantors() {
    return statement.signers().stream().map(Signer::subject).toList();
  }

  /** Reads that are left of it by itself. */
  long readsLeft() {
    return scope().reads() - state.leased() - state.used();
  }
}
