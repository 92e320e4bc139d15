package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.content.WorkDeclare;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.QrFigure;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** The title, the facts in short beside the code that leads to verification, and what it all is. */
final class OpeningSection {
  private static final double CODE_SIZE = 116;
  private static final double ROOM = 8;

  private OpeningSection() {}

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.blocks().title(setting.say("title")));
    strips.add(Strip.gap(8));
    strips.addAll(
        setting
            .blocks()
            .beside(
                inShort(setting.narrower(CODE_SIZE + ROOM)).strips(),
                new QrFigure(VerificationLink.of(setting.model()), CODE_SIZE),
                CODE_SIZE));
    strips.addAll(setting.section(1, "what.heading"));
    IssuerFacts issuer = setting.model().issuer();
    strips.addAll(
        setting.paragraph("what.issued", issuer.node().text(), issuer.organisation().text()));
    strips.addAll(setting.paragraph("what.check"));
    strips.addAll(setting.paragraph("what.pseudonyms"));
    strips.addAll(setting.paragraph("what.codes"));
    return strips;
  }

  private static Table inShort(Setting setting) {
    CertificateModel model = setting.model();
    IssuerFacts issuer = model.issuer();
    Table table = setting.pairs();
    table.row(
        setting.name("label.record"),
        Cell.of(Show.hexLines(model.statement().id().hex(), 4)).inBold());
    table.row(
        setting.name("label.type"),
        Cell.of(setting.say("type." + model.statement().content().type().label())));
    titleOf(model)
        .ifPresent(title -> table.row(setting.name("label.title"), Cell.of(title).inBold()));
    table.row(setting.name("label.chain"), Cell.of(model.chain().id().text()));
    table.row(
        setting.name("label.notLater"),
        Cell.of(Show.seconds(model.attested().median(), setting.messages())));
    table.row(
        setting.name("label.issuer"),
        Cell.of(setting.say("issuer.value", issuer.node().text(), issuer.organisation().text())));
    table.row(
        setting.name("label.issuedAt"), Cell.of(Show.seconds(issuer.at(), setting.messages())));
    return table;
  }

  private static Optional<String> titleOf(CertificateModel model) {
    return model.statement().content() instanceof WorkDeclare declare
        ? Optional.of(declare.title())
        : model.rights().flatMap(RightsChain::title);
  }
}
