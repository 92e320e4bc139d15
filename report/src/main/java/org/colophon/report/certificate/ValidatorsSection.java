package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Who sealed the checkpoint, with which keys, and who did not. */
final class ValidatorsSection {
  private ValidatorsSection() {}

  static List<Strip> of(Setting setting) {
    CertificateModel model = setting.model();
    List<Strip> strips = new ArrayList<>(setting.section(5, "validators.heading"));
    strips.addAll(
        setting.lead(
            "validators.quorum",
            Show.number(model.attested().count()),
            Show.number(model.validators().size()),
            Show.number(model.chain().quorum())));
    Table table =
        setting
            .blocks()
            .table(24, 17, 28, 31)
            .head(
                setting.say("validators.name"),
                setting.say("validators.kind"),
                setting.say("validators.time"),
                setting.say("validators.keys"));
    for (ValidatorFacts validator : model.validators()) {
      table.row(
          Cell.of(validator.organisation().text()).inBold(),
          Cell.of(setting.say("org." + validator.kind())),
          validator
              .cosignedAt()
              .map(time -> Cell.of(Show.seconds(time, setting.messages())))
              .orElseGet(() -> Cell.of(setting.say("validators.absent"))),
          Cell.of(keys(validator)));
    }
    strips.addAll(table.strips());
    return strips;
  }

  private static List<Phrase> keys(ValidatorFacts validator) {
    List<Phrase> keys = new ArrayList<>();
    keys.add(Phrase.of("Ed25519 (log) " + validator.logKey()));
    keys.add(Phrase.of("Ed25519 " + validator.ed25519Key()));
    keys.add(Phrase.of("ML-DSA-44 " + validator.mlDsa44Key()));
    validator.sm2Key().ifPresent(key -> keys.add(Phrase.of("SM2 " + key)));
    return keys;
  }
}
