package org.colophon.core.provenance;

import java.util.stream.Collectors;
import org.colophon.core.SubjectId;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** Tells cases, grants to read and leases of reads in one plain sentence each. */
final class CaseSummaries {
  private CaseSummaries() {}

  static String of(CaseOpen opened, String author) {
    return author
        + " opened a case ("
        + Summaries.words(opened.kind())
        + ") about "
        + Summaries.count(opened.works().size(), "work")
        + ", with "
        + (opened.parties().size() == 1 ? "1 party" : opened.parties().size() + " parties")
        + ", all of it sealed.";
  }

  static String of(CaseOutcome outcome, String author) {
    return "Case "
        + Summaries.brief(outcome.caseOpened().hex())
        + " ended, says "
        + author
        + " ("
        + Summaries.words(outcome.outcome())
        + "); its seal lifts on "
        + Summaries.time(outcome.sealUntil())
        + ".";
  }

  static String of(ScopeGrant grant, Statement statement) {
    String grantors =
        statement.signers().stream()
            .map(Signer::subject)
            .map(SubjectId::text)
            .collect(Collectors.joining(" and "));
    return grantors
        + grant
            .parent()
            .map(parent -> " passed a part of grant " + Summaries.brief(parent.hex()) + " on to ")
            .orElse(grant.scope().urgent() ? " urgently let " : " let ")
        + grant.grantee()
        + (grant.parent().isPresent() ? ": " : " read ")
        + Summaries.lower(grant.scope().readers())
        + " matter in case "
        + Summaries.brief(grant.caseOpened().hex())
        + " until "
        + Summaries.time(grant.scope().until())
        + ", "
        + Summaries.count(grant.scope().reads(), "read")
        + " at most, on the basis of "
        + grant.basis()
        + ".";
  }

  static String of(ScopeRevoke revoke, String author) {
    return author
        + " revoked grant "
        + Summaries.brief(revoke.grant().hex())
        + " ("
        + Summaries.words(revoke.ground())
        + ").";
  }

  static String of(ReadLease lease, String author) {
    return "Node "
        + author
        + " took "
        + Summaries.count(lease.reads(), "read")
        + " of grant "
        + Summaries.brief(lease.grant().hex())
        + " until "
        + Summaries.time(lease.until())
        + ".";
  }

  static String of(ReadSettle settle, String author) {
    return "Node "
        + author
        + " used "
        + Summaries.count(settle.count(), "read")
        + " of lease "
        + Summaries.brief(settle.lease().hex())
        + ".";
  }
}
