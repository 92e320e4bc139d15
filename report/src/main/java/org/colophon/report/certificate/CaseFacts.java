package org.colophon.report.certificate;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.words.Show;

/** The members of cases, of grants to read and of leases of reads, as rows of a table. */
final class CaseFacts {
  private final Setting setting;
  private final ContentFacts rows;

  CaseFacts(Setting setting, ContentFacts rows) {
    this.setting = setting;
    this.rows = rows;
  }

  void tell(CaseOpen opened) {
    word("field.procedure", "procedure.", opened.kind());
    rows.hash("field.number", opened.number());
    hashes("field.works", opened.works());
    hashes("field.parties", opened.parties());
  }

  void tell(CaseOutcome outcome) {
    rows.hash("field.case", outcome.caseOpened().hash());
    rows.row(
        "field.outcome", Cell.of(setting.say("caseOutcome." + outcome.outcome().name())).inBold());
    outcome.document().ifPresent(document -> rows.hash("field.document", document));
    rows.time("field.sealUntil", Optional.of(outcome.sealUntil()));
  }

  void tell(ScopeGrant grant) {
    rows.hash("field.case", grant.caseOpened().hash());
    rows.record("field.parentGrant", grant.parent());
    rows.text("field.grantee", grant.grantee().text());
    rows.text("field.legalBasis", grant.basis());
    tell(grant.scope());
  }

  private void tell(Scope scope) {
    hashes("field.works", scope.works());
    hashes("field.parties", scope.parties());
    rows.row("field.types", types(scope));
    word("field.class", "class.", scope.readers());
    rows.time("field.recordsFrom", Optional.of(scope.recordsFrom()));
    rows.time("field.recordsUntil", Optional.of(scope.recordsUntil()));
    rows.row("field.verbs", words("verb.", scope.verbs()));
    rows.time("field.until", Optional.of(scope.until()));
    rows.text("field.reads", Show.number(scope.reads()));
    rows.text("field.readsADay", Show.number(scope.readsADay()));
    rows.text("field.depth", Show.number(scope.depth()));
    if (scope.urgent()) {
      rows.row("field.urgent", Cell.of(setting.say("yes")));
    }
  }

  private Cell types(Scope scope) {
    return scope
        .types()
        .map(types ->
            Cell.of(
                types.stream()
                    .map(type -> setting.messages().phrase("type." + type.label()))
                    .toList()))
        .orElseGet(() -> Cell.of(setting.say("everywhere")));
  }

  void tell(ScopeRevoke revoke) {
    rows.hash("field.grant", revoke.grant().hash());
    word("field.reason", "revocation.", revoke.ground());
    revoke.reason().ifPresent(reason -> rows.hash("field.reasons", reason));
  }

  void tell(ReadLease lease) {
    rows.hash("field.grant", lease.grant().hash());
    rows.text("field.reads", Show.number(lease.reads()));
    rows.time("field.until", Optional.of(lease.until()));
  }

  void tell(ReadSettle settle) {
    rows.hash("field.lease", settle.lease().hash());
    rows.text("field.readsUsed", Show.number(settle.count()));
    rows.hash("field.journal", settle.root());
  }

  private void word(String key, String prefix, Enum<?> constant) {
    rows.row(key, Cell.of(setting.say(prefix + constant.name())));
  }

  private Cell words(String prefix, Collection<? extends Enum<?>> constants) {
    return Cell.of(
        constants.stream()
            .map(constant -> setting.messages().phrase(prefix + constant.name()))
            .toList());
  }

  private void hashes(String key, List<Hash> hashes) {
    if (!hashes.isEmpty()) {
      rows.row(key, Cell.of(hashes.stream().map(hash -> Phrase.of(Show.hex(hash.hex()))).toList()));
    }
  }
}
