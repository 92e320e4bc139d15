package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Theme;

/** How anybody makes this report again, and gets the proof of each record. */
final class AgainSection {
  private AgainSection() {}

  static List<Strip> of(Writing writing, Hash digest) {
    List<Strip> strips = new ArrayList<>(writing.section("again.heading"));
    strips.addAll(
        writing
            .blocks()
            .numbered(
                List.of(
                    writing.say("again.attached", ReportPdf.ATTACHED),
                    writing.say("again.again"),
                    writing.say("again.record")),
                Theme.BODY));
    strips.addAll(
        writing
            .blocks()
            .commands(
                List.of(
                    "sha256sum " + ReportPdf.ATTACHED + "   # " + digest.hex(),
                    "colophon report check " + ReportPdf.ATTACHED,
                    "jq -c '.report.records[] | [.id, .height, .index]' " + ReportPdf.ATTACHED,
                    "colophon evidence export RECORD --out record.zip",
                    "colophon evidence verify record.zip --genesis genesis.json")));
    return strips;
  }
}
