package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/**
 * The requirements of Regulation (EU) No 910/2014, article 45l, which the ledger is not claimed to
 * meet.
 */
final class EidasAnnex {
  private EidasAnnex() {}

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.annex("eidas.heading"));
    strips.addAll(setting.lead("eidas.intro"));
    Table table =
        setting
            .blocks()
            .table(42, 58)
            .head(setting.say("eidas.requirement"), setting.say("eidas.answer"));
    String quorum = Show.number(setting.model().chain().quorum());
    for (String point : List.of("a", "b", "c", "d")) {
      table.row(
          Cell.of(setting.say("eidas." + point)),
          Cell.of(setting.say("eidas." + point + ".answer", quorum)));
    }
    strips.addAll(table.strips());
    return strips;
  }
}
