package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Theme;
import org.colophon.report.words.Show;

/** What is proven and what is not, in plain words. */
final class ProofSection {
  private ProofSection() {}

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.section(6, "proof.heading"));
    strips.addAll(setting.subheading("proof.yes"));
    strips.addAll(setting.blocks().numbered(proven(setting), Theme.BODY));
    strips.addAll(setting.subheading("proof.no"));
    strips.addAll(setting.blocks().numbered(notProven(setting), Theme.BODY));
    return strips;
  }

  private static List<Phrase> proven(Setting setting) {
    CertificateModel model = setting.model();
    List<Phrase> items = new ArrayList<>();
    items.add(setting.say("proof.yes.content"));
    items.add(setting.say("proof.yes.signed"));
    items.add(setting.say("proof.yes.place"));
    items.add(
        setting.say(
            "proof.yes.sealed",
            Show.number(model.attested().count()),
            Show.utcSeconds(model.attested().median())));
    model
        .times()
        .notBefore()
        .ifPresent(time -> items.add(setting.say("proof.yes.notBefore", Show.utcSeconds(time))));
    if (!model.times().stamps().isEmpty()) {
      items.add(setting.say("proof.yes.stamps"));
    }
    return items;
  }

  private static List<Phrase> notProven(Setting setting) {
    boolean isStamped = !setting.model().times().stamps().isEmpty();
    return List.of(
        setting.say("proof.no.before"),
        setting.say("proof.no.claims"),
        setting.say("proof.no.rules"),
        setting.say("proof.no.later"),
        setting.say("proof.no.names"),
        setting.say(isStamped ? "proof.no.timeStamped" : "proof.no.time"),
        setting.say("proof.no.commitments"));
  }
}
