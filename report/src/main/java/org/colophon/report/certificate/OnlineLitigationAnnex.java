package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.Stated;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Signer;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/**
 * The questions of articles 16 to 19 of the Online Litigation Rules of the People's Courts (Fa Shi
 * [2021] No. 12), each with what this record has to say to it.
 */
final class OnlineLitigationAnnex {
  private final Setting setting;
  private final Optional<EvidenceCapture> capture;
  private final Stated stated;
  private final Table table;

  private OnlineLitigationAnnex(Setting setting) {
    this.setting = setting;
    this.capture =
        setting.model().statement().content() instanceof EvidenceCapture content
            ? Optional.of(content)
            : Optional.empty();
    this.stated = capture.map(EvidenceCapture::stated).orElse(Stated.NOTHING);
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
    row("rules.17.1", orNotStated(stated.platform()));
    row(
        "rules.17.2",
        setting.say("rules.17.2.signers", signers(), sealing()),
        membership(),
        setting.say("rules.17.2.technical", cosigners()),
        setting.say("rules.17.2.declared", relation()));
    row(
        "rules.17.3",
        stated("rules.17.3.cleanliness", stated.cleanliness()),
        transcript(),
        stated("rules.17.3.security", stated.security()),
        stated("rules.17.3.reliability", stated.reliability()),
        stated("rules.17.3.availability", stated.availability()));
    row(
        "rules.17.4",
        setting.say("rules.17.4.technical"),
        stated("rules.17.4.declared", stated.standards()));
  }

  private void article18() {
    row(
        "rules.18",
        setting.say("rules.18.note"),
        setting.say("rules.18.source", source()),
        setting.say("rules.18.generation", generation()),
        stated("rules.18.storage", stated.storage()),
        stated("rules.18.notary", stated.notary()),
        stated("rules.18.witness", stated.witness()),
        stated("rules.18.corroboration", stated.corroboration()));
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

  private Phrase relation() {
    return capture
        .map(content -> setting.say("relation." + content.relation()))
        .orElseGet(() -> setting.say("notStated"));
  }

  /** What shows that the system was clean, when the capture has it. */
  private Phrase transcript() {
    return setting.say(
        "rules.17.3.transcript",
        capture.stream()
            .flatMap(content -> content.parts().stream())
            .filter(part -> part.kind() == EvidenceCapture.Kind.CLEANLINESS)
            .findFirst()
            .map(part -> Phrase.of("SHA-256 " + Show.hex(part.content().sha256().hex())))
            .orElseGet(() -> setting.say("notStated")));
  }

  /** Where the material came from: the address, or the depositor's own word. */
  private Phrase source() {
    return switch (setting.model().statement().content()) {
      case EvidenceCapture content ->
          setting.say("rules.18.captured", content.url(), Show.utcSeconds(content.capturedAt()));
      case EvidenceDeposit deposit ->
          setting.say(
              "colon", setting.say("field.custody"), setting.say("custody." + deposit.custody()));
      default -> setting.say("notStated");
    };
  }

  private Phrase generation() {
    return switch (setting.model().statement().content()) {
      case EvidenceCapture content ->
          setting.say(
              "rules.18.tool", content.tool() + " " + content.toolVersion(), content.clock());
      case WorkDeclare declare ->
          setting.say("colon", setting.say("field.aiUse"), setting.say("ai." + declare.aiUse()));
      default -> setting.say("notStated");
    };
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
