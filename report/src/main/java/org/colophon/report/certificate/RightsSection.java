package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.query.WorkView;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Who held what when the checkpoint was sealed, and by which transfers. */
final class RightsSection {
  private RightsSection() {}

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.section(4, "rights.heading"));
    setting
        .model()
        .rights()
        .ifPresentOrElse(
            rights -> strips.addAll(of(setting, rights)),
            () -> strips.addAll(setting.paragraph("rights.none")));
    return strips;
  }

  private static List<Strip> of(Setting setting, RightsChain rights) {
    List<Strip> strips =
        new ArrayList<>(
            setting.lead("rights.source", Show.number(setting.model().place().size().value() - 1)));
    Table work = setting.pairs();
    work.row(setting.name("rights.work"), Cell.of(Show.hex(rights.work().hex())));
    rights.title().ifPresent(title -> work.row(setting.name("rights.title"), Cell.of(title)));
    work.row(
        setting.name("rights.declaration"),
        rights
            .declaration()
            .map(id -> Cell.of(Show.hex(id.hex())))
            .orElseGet(() -> Cell.of(setting.say("rights.notDeclared"))));
    rights.confirmations().forEach(one -> tell(one, work, setting));
    rights.disputes().forEach(one -> tell(one, work, setting));
    strips.addAll(work.strips());
    if (!rights.holdings().isEmpty()) {
      strips.addAll(setting.subheading("rights.holders"));
      strips.addAll(holders(setting, rights).strips());
    }
    strips.addAll(setting.subheading("rights.transfers"));
    strips.addAll(
        rights.transfers().isEmpty()
            ? setting.paragraph("rights.transfers.none")
            : transfers(setting, rights).strips());
    return strips;
  }

  private static void tell(RightsChain.Confirmation confirmed, Table work, Setting setting) {
    String office = confirmed.office().text();
    work.row(
        setting.name("rights.confirmed"),
        Cell.of(
            List.of(
                confirmed
                    .registration()
                    .map(number ->
                        setting.messages().phrase("rights.confirmed.value", office, number))
                    .orElseGet(() -> Phrase.of(office)),
                Phrase.of(Show.hex(confirmed.record().hex())))));
  }

  private static void tell(RightsChain.Dispute dispute, Table work, Setting setting) {
    work.row(
        setting.name("rights.disputed"),
        Cell.of(
                List.of(
                    setting
                        .messages()
                        .phrase(
                            dispute.upheld() ? "rights.disputed.upheld" : "rights.disputed.open",
                            dispute.objector().text()),
                    setting.messages().phrase("objection." + dispute.ground()),
                    Phrase.of(Show.hex(dispute.record().hex()))))
            .inBold());
  }

  private static Table holders(Setting setting, RightsChain rights) {
    Table table =
        setting
            .blocks()
            .table(46, 34, 20)
            .head(
                setting.say("rights.right"),
                setting.say("rights.holder"),
                setting.say("rights.share"));
    for (WorkView.Holding holding : rights.holdings()) {
      table.row(
          Cell.of(setting.say("right." + holding.right())),
          Cell.of(holding.subject().text()).inBold(),
          Cell.of(Show.share(holding.share())));
    }
    return table;
  }

  private static Table transfers(Setting setting, RightsChain rights) {
    Table table =
        setting
            .blocks()
            .table(33, 22, 19, 26)
            .head(
                setting.say("rights.ordered"),
                setting.say("rights.passed"),
                setting.say("rights.what"),
                setting.say("rights.record"));
    for (RightsChain.Passed passed : rights.transfers()) {
      List<Phrase> what = new ArrayList<>(Rights.of(passed.content(), setting.messages()));
      what.add(Phrase.of(Show.share(passed.content().share())));
      table.row(
          Cell.of(Show.time(passed.ordered(), setting.messages())),
          Cell.of(setting.say("rights.passed.value", passed.from().text(), passed.to().text())),
          Cell.of(what),
          Cell.of(Show.hexLines(passed.record().hex(), 2)));
    }
    return table;
  }
}
