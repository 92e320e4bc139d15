package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** The times, each with who says it, and the bounds that follow. */
final class TimesSection {
  private TimesSection() {}

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.section(3, "times.heading"));
    strips.addAll(setting.lead("times.intro"));
    strips.addAll(times(setting).strips());
    strips.addAll(setting.subheading("bounds.heading"));
    strips.addAll(bounds(setting).strips());
    return strips;
  }

  private static Table times(Setting setting) {
    CertificateModel model = setting.model();
    AttestedTime attested = model.attested();
    Table table =
        setting
            .blocks()
            .table(24, 32, 44)
            .head(setting.say("times.which"), setting.say("times.value"), setting.say("times.who"));
    table.row(
        setting.name("times.claimed"),
        Cell.of(Show.time(model.times().claimed(), setting.messages())),
        Cell.of(setting.say("times.claimed.who", model.statement().author().text())));
    table.row(
        setting.name("times.ordered"),
        Cell.of(Show.time(model.times().ordered(), setting.messages())),
        Cell.of(setting.say("times.ordered.who")));
    table.row(
        setting.name("times.attested"),
        Cell.of(Show.seconds(attested.median(), setting.messages())).inBold(),
        Cell.of(
            setting.say(
                "times.attested.who",
                Show.number(attested.count()),
                Show.utcSeconds(attested.earliest()),
                Show.utcSeconds(attested.latest()))));
    for (TimeStampFacts stamp : model.times().stamps()) {
      table.row(
          setting.name("times.stamp"),
          Cell.of(Show.time(stamp.time(), setting.messages())).inBold(),
          Cell.of(
              setting.say("times.stamp.who", stamp.authority(), stamp.policy(), stamp.serial())));
    }
    if (model.times().stamps().isEmpty()) {
      table.row(
          setting.name("times.stamp"),
          Cell.of(setting.say("none")),
          Cell.of(setting.say("times.stamp.none")));
    }
    return table;
  }

  private static Table bounds(Setting setting) {
    CertificateModel model = setting.model();
    Table table = setting.blocks().table(24, 32, 44);
    List<Phrase> notBefore =
        model
            .times()
            .notBefore()
            .map(time -> Show.seconds(time, setting.messages()))
            .orElseGet(() -> List.of(setting.say("none")));
    table.row(
        setting.name("bounds.notBefore"),
        Cell.of(notBefore),
        Cell.of(
            setting.say(
                model.times().notBefore().isPresent()
                    ? "bounds.notBefore.why"
                    : "bounds.notBefore.none")));
    table.row(
        setting.name("bounds.notAfter"),
        Cell.of(Show.seconds(model.attested().median(), setting.messages())),
        Cell.of(setting.say("bounds.notAfter.why")));
    return table;
  }
}
