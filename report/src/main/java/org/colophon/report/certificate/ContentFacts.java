package org.colophon.report.certificate;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Table;

/** The members of a statement as rows of a table; a record type without them does not compile. */
final class ContentFacts {
  private final Setting setting;
  private final Table table;

  ContentFacts(Setting setting, Table table) {
    this.setting = setting;
    this.table = table;
  }

  void tell(Content content) {
    switch (content) {
      case SubjectRegister register -> tell(register);
      case KeyRotate rotate -> tell(rotate);
      case KeyRevoke revoke -> tell(revoke);
      case DraftAdd draft -> tell(draft);
      case WorkDeclare declare -> tell(declare);
      case WorkReveal reveal -> tell(reveal);
      case EvidenceDeposit deposit -> tell(deposit);
      case EvidenceCapture capture -> tell(capture);
      case Supplement supplement -> tell(supplement);
      case Transfer transfer -> tell(transfer);
      case OrgAdmit admit -> tell(admit);
      case OrgSuspend suspend -> tell(suspend);
      case OrgVote vote -> hash("field.proposal", vote.proposal().hash());
    }
  }

  private void tell(SubjectRegister register) {
    text("field.subject", register.subject().text());
    row("field.kind", Cell.of(setting.say("kind." + register.kind())));
    text("field.key", register.key().text());
    hash("field.identity", register.identity());
    register.isni().ifPresent(isni -> text("field.isni", isni));
    register.ipi().ifPresent(ipi -> text("field.ipi", ipi));
    time("field.validFrom", register.validFrom());
    time("field.validUntil", register.validUntil());
  }

  private void tell(KeyRotate rotate) {
    text("field.subject", rotate.subject().text());
    text("field.previousKey", rotate.previous().text());
    text("field.key", rotate.key().text());
    time("field.overlapUntil", rotate.overlapUntil());
  }

  private void tell(KeyRevoke revoke) {
    text("field.subject", revoke.subject().text());
    text("field.key", revoke.key().text());
    row("field.reason", Cell.of(setting.say("cause." + revoke.reason())));
  }

  private void tell(DraftAdd draft) {
    work("field.work", draft.work());
    text("field.sequence", Show.number(draft.sequence()));
    hash("field.commitment", draft.commitment());
    record("field.previous", draft.previous());
    draft.note().ifPresent(note -> hash("field.note", note));
    if (draft.fork()) {
      row("field.fork", Cell.of(setting.say("yes")));
    }
  }

  private void tell(WorkDeclare declare) {
    row("field.title", Cell.of(declare.title()).inBold());
    work("field.work", declare.work());
    row("field.ipKind", Cell.of(setting.say("ip." + declare.ipKind())));
    text("field.category", declare.category());
    work("field.derivedFrom", declare.derivedFrom());
    stated("field.completedOn", declare.completedOn());
    stated("field.firstPublished", declare.firstPublished());
    row("field.aiUse", Cell.of(setting.say("ai." + declare.aiUse())));
    declare.commitment().ifPresent(commitment -> hash("field.commitment", commitment));
    declare.iscc().ifPresent(iscc -> text("field.iscc", iscc));
    declare
        .identifiers()
        .forEach(
            identifier -> text("field.identifier", identifier.scheme() + " " + identifier.value()));
  }

  private void tell(WorkReveal reveal) {
    hash("field.record", reveal.record().hash());
    hash("field.digest", reveal.digest());
    hash("field.salt", reveal.salt());
  }

  private void tell(EvidenceDeposit deposit) {
    text("field.mediaType", deposit.mediaType());
    row("field.custody", Cell.of(setting.say("custody." + deposit.custody())));
    hash("field.commitment", deposit.commitment());
    record("field.about", deposit.about());
    deposit.note().ifPresent(note -> hash("field.note", note));
  }

  private void tell(EvidenceCapture capture) {
    text("field.url", capture.url());
    row("field.capturedAt", Cell.of(Show.time(capture.capturedAt(), setting.messages())));
    text("field.tool", capture.tool() + " " + capture.toolVersion());
    text("field.clock", capture.clock());
    row("field.relation", Cell.of(setting.say("relation." + capture.relation())));
    record("field.about", capture.about());
  }

  private void tell(Supplement supplement) {
    hash("field.supplements", supplement.supplements().hash());
    text("field.mediaType", supplement.mediaType());
    hash("field.commitment", supplement.commitment());
    supplement.note().ifPresent(note -> hash("field.note", note));
  }

  private void tell(Transfer transfer) {
    hash("field.work", transfer.work().hash());
    row("field.rights", Cell.of(Rights.of(transfer, setting.messages())));
    text("field.share", Show.share(transfer.share()));
    transfer.price().ifPresent(price -> hash("field.price", price));
  }

  private void tell(OrgAdmit admit) {
    text("field.organisation", admit.organisation().id().text());
    row("field.kind", Cell.of(setting.say("org." + admit.organisation().kind())));
    admit.replaces().ifPresent(replaced -> text("field.replaces", replaced.text()));
    text("field.quorum", Show.number(admit.quorum()));
    hash("field.membership", admit.membership());
  }

  private void tell(OrgSuspend suspend) {
    text("field.organisation", suspend.organisation().text());
    row("field.reason", Cell.of(setting.say("cause." + suspend.reason())));
    text("field.quorum", Show.number(suspend.quorum()));
    hash("field.membership", suspend.membership());
  }

  private void row(String key, Cell cell) {
    table.row(setting.name(key), cell);
  }

  private void text(String key, String text) {
    row(key, Cell.of(text));
  }

  private void hash(String key, Hash hash) {
    text(key, Show.hex(hash.hex()));
  }

  private void work(String key, Optional<WorkId> work) {
    work.ifPresent(id -> hash(key, id.hash()));
  }

  private void record(String key, Optional<RecordId> record) {
    record.ifPresent(id -> hash(key, id.hash()));
  }

  private void time(String key, Optional<Timestamp> time) {
    time.ifPresent(at -> row(key, Cell.of(Show.time(at, setting.messages()))));
  }

  private void stated(String key, Optional<String> text) {
    row(key, text.map(Cell::of).orElseGet(() -> Cell.of(setting.say("notStated"))));
  }
}
