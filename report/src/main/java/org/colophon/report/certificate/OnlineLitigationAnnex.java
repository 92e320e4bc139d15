package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Signer;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;

/**
 * The questions of articles 16 to 19 of the Online Litigation Rules of the People's Courts (Fa Shi
 * [2021] No. 12), each with what this record has to say to it.
 */
final class OnlineLitigationAnnex {
  private final Setting setting;
  private final Capture capture;
  private final Table table;

  private OnlineLitigationAnnex(Setting setting) {
    this.setting = setting;
    this.capture = setting.model().capture();
    this.table =
        setting
            .blocks()
            .table(18, 37, 45)
            .head(
                setting.say("rules.article"),
                setting.say("rules.asks"),
                setting.say("rules.answer"));
  }

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.annex("rules.heading"));
    strips.addAll(setting.lead("rules.intro"));
    OnlineLitigationAnnex annex = new OnlineLitigationAnnex(setting);
    annex.article16();
    annex.article17();
    annex.article18();
    annex.article19();
    strips.addAll(annex.table.strips());
    return strips;
  }

  private void article16() {
    PlaceFacts place = setting.model().place();
    row(
        "rules.16",
        setting.say(
            "rules.16.answer",
            Show.number(place.height().value()),
            Show.number(place.leaf().value()),
            cosigners()));
  }

  private void article17() {
    row("rules.17.1", orNotStated(capture.platform()));
    row(
        "rules.17.2",
        setting.say("rules.17.2.signers", signers(), sealing()),
        membership(),
        setting.say("rules.17.2.technical", cosigners()),
        stated("rules.17.2.declared", capture.interest()));
    row(
        "rules.17.3",
        stated("rules.17.3.cleanliness", capture.cleanliness()),
        stated("rules.17.3.security", capture.security()),
        stated("rules.17.3.reliability", capture.reliability()),
        stated("rules.17.3.availability", capture.availability()));
    row(
        "rules.17.4",
        setting.say("rules.17.4.technical"),
        stated("rules.17.4.declared", capture.standards()));
  }

  private void article18() {
    row(
        "rules.18",
        setting.say("rules.18.note"),
        setting.say("rules.18.source", source()),
        setting.say("rules.18.generation", generation()),
        stated("rules.18.storage", capture.storage()),
        stated("rules.18.notary", capture.notary()),
        stated("rules.18.witness", capture.witness()),
        stated("rules.18.corroboration", capture.corroboration()));
  }

  private void article19() {
    row(
        "rules.19",
        setting.say("rules.19.answer", Show.number(setting.model().validators().size())));
  }

  private void row(String key, Phrase... answers) {
    table.row(setting.name(key), Cell.of(setting.say(key + ".asks")), Cell.of(List.of(answers)));
  }

  private Phrase stated(String key, Optional<String> statement) {
    return setting.say(key, orNotStated(statement));
  }

  private Phrase orNotStated(Optional<String> statement) {
    return statement.map(Phrase::of).orElseGet(() -> setting.say("notStated"));
  }

  /** Where the material came from: the capture says it, or else the depositor's own word. */
  private Phrase source() {
    if (capture.source().isEmpty()
        && setting.model().statement().content() instanceof EvidenceDeposit deposit) {
      return setting.say(
          "colon", setting.say("field.custody"), setting.say("custody." + deposit.custody()));
    }
    return orNotStated(capture.source());
  }

  private Phrase generation() {
    if (capture.generation().isEmpty()
        && setting.model().statement().content() instanceof WorkDeclare declare) {
      return setting.say("colon", setting.say("field.aiUse"), setting.say("ai." + declare.aiUse()));
    }
    return orNotStated(capture.generation());
  }

  private Phrase membership() {
    List<String> members =
        setting.model().validators().stream()
            .map(validator -> validator.organisation().text())
            .filter(name ->
                setting.model().statement().signers().stream()
                    .anyMatch(signer -> signer.subject().text().equals(name)))
            .toList();
    return members.isEmpty()
        ? setting.say("rules.17.2.apart")
        : setting.say("rules.17.2.same", String.join(", ", members));
  }

  private String signers() {
    return setting.model().statement().signers().stream()
        .map(Signer::subject)
        .map(Object::toString)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String sealing() {
    return setting.model().validators().stream()
        .filter(validator -> validator.cosignedAt().isPresent())
        .map(validator -> validator.organisation().text())
        .collect(Collectors.joining(", "));
  }

  private String cosigners() {
    return Show.number(setting.model().attested().count());
  }
}
