package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.report.Deals;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** How rights passed: as a picture and as a table. */
final class TransfersSection {
  private TransfersSection() {}

  static List<Strip> of(Writing writing) {
    List<Strip> strips = new ArrayList<>(writing.section("transfers.heading"));
    List<Deals.Transferred> transfers = writing.report().deals().transfers();
    if (!writing.report().disputes().allegations().isEmpty()) {
      strips.addAll(writing.lead("transfers.parties"));
    }
    if (transfers.isEmpty()) {
      strips.addAll(ChainFigure.of(writing));
      strips.addAll(writing.paragraph("transfers.none"));
      return strips;
    }
    if (transfers.size() > ChainFigure.STEPS_MAX) {
      strips.addAll(
          writing.lead(
              "transfers.newest",
              Show.number(ChainFigure.STEPS_MAX),
              Show.number(transfers.size())));
    }
    strips.addAll(ChainFigure.of(writing));
    strips.addAll(writing.lead("transfers.all", Show.number(transfers.size())));
    strips.addAll(table(transfers, writing).strips());
    return strips;
  }

  private static Table table(List<Deals.Transferred> transfers, Writing writing) {
    Table table =
        writing.table(
            new double[] {20, 23, 23, 22, 12},
            "column.ordered",
            "transfers.from",
            "transfers.to",
            "transfers.what",
            "column.record");
    for (Deals.Transferred transfer : transfers) {
      List<Phrase> what =
          new ArrayList<>(writing.rights(transfer.rights(), transfer.allEconomic()));
      what.add(Phrase.of(Show.share(transfer.share())));
      table.row(
          Cell.of(Writing.minute(writing.ordered(transfer.record()))),
          Cell.of(transfer.from().text()),
          Cell.of(transfer.to().text()),
          Cell.of(what),
          Cell.of(writing.ref(transfer.record())));
    }
    return table;
  }
}
