package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Theme;
import org.colophon.report.words.Messages;
import org.colophon.report.words.Show;

/**
 * A template of the certification that Federal Rules of Evidence 902(13) and 902(14) ask of a
 * qualified person. In English only, since it is signed in English.
 */
final class FreAnnex {
  private FreAnnex() {}

  static List<Strip> of(Setting setting) {
    CertificateModel model = setting.model();
    List<Strip> strips = new ArrayList<>(setting.annex("fre.heading"));
    strips.addAll(setting.paragraph("fre.note"));
    strips.addAll(setting.blocks().subheading(text("title")));
    strips.addAll(setting.blocks().paragraph(text("under"), Theme.TABLE));
    strips.addAll(setting.blocks().paragraph(text("rule.13"), Theme.TABLE));
    strips.addAll(setting.blocks().paragraph(text("rule.14"), Theme.TABLE));
    strips.addAll(
        setting
            .blocks()
            .numbered(
                List.of(
                    text("item.person"),
                    text(
                        "item.record",
                        model.statement().id().hex(),
                        model.chain().id().text(),
                        Show.number(model.place().height().value()),
                        Show.number(model.place().leaf().value())),
                    text("item.process"),
                    text("item.accurate"),
                    text("item.copy"),
                    text("item.limits"),
                    text("item.notice")),
                Theme.TABLE));
    for (String blank : List.of("name", "title", "qualification", "source", "tools", "result")) {
      strips.addAll(setting.blocks().blank(text("blank." + blank)));
    }
    strips.add(Strip.gap(8));
    // The oath, the place and the signature stand on one page.
    List<Strip> signed = new ArrayList<>(setting.blocks().paragraph(text("oath")));
    signed.addAll(setting.blocks().blank(text("blank.executed")));
    strips.addAll(signed.stream().map(Strip::withNext).toList());
    strips.addAll(setting.blocks().blank(text("blank.signature")));
    return strips;
  }

  private static Phrase text(String key, String... values) {
    String text = Messages.load("certificate", "fre").getString(key);
    for (int i = 0; i < values.length; i++) {
      text = text.replaceAll("\\{" + i + "}", Matcher.quoteReplacement(values[i]));
    }
    return Phrase.of(text);
  }
}
