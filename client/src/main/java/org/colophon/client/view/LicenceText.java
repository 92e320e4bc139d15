package org.colophon.client.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.colophon.rpc.proto.LicenceTerms;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.rpc.proto.RightsView;
import org.colophon.verifier.Style;

/** Licences, and what follows from them, for a person. */
public final class LicenceText {
  private final Style style;

  /** Texts in this style. */
  public LicenceText(Style style) {
    this.style = style;
  }

  /** What a subject may do with a work, right by right. */
  public String rights(RightsView view) {
    StringBuilder text = new StringBuilder();
    text.append(style.bold(Style.plain(view.getSubject())))
        .append(" in work ")
        .append(Style.plain(view.getWork()))
        .append('\n')
        .append(
            style.dim(
                "as of "
                    + Style.time(view.getAsOfTime())
                    + ", with what stood at block "
                    + view.getAsOfHeight()))
        .append('\n')
        .append(answers(view));
    view.getOriginalsList().forEach(original -> text.append(original(original)));
    if (view.getMoreOriginals()) {
      text.append(style.warn("there are more originals, which were not looked at")).append('\n');
    }
    return text.toString();
  }

  private String original(RightsView original) {
    return "\n"
        + style.bold("it re-creates " + Style.plain(original.getWork()))
        + ": whoever uses it needs leave for that work too\n"
        + answers(original);
  }

  private String answers(RightsView view) {
    StringBuilder text = new StringBuilder(disputed(view.getDisputedByList(), ""));
    view.getAnswersList().forEach(answer -> text.append(answer(answer)));
    if (view.getMoreLicences()) {
      text.append(style.warn("there are older licences that were not looked at")).append('\n');
    }
    return text.toString();
  }

  private String answer(RightAnswer answer) {
    StringBuilder text = new StringBuilder();
    text.append(answer.getGranted() ? style.good("✓ ") : style.bad("✗ "))
        .append(String.format(Locale.ROOT, "%-22s", Style.plain(answer.getRight())));
    if (answer.hasDenial()) {
      text.append(words(answer.getDenial().getReason()));
      if (!answer.getDenial().getRecord().isEmpty()) {
        text.append(style.dim("  record " + Style.brief(answer.getDenial().getRecord())));
      }
    } else {
      text.append(
          answer.getSourcesList().stream()
              .map(LicenceText::basis)
              .collect(Collectors.joining("; ")));
    }
    text.append('\n');
    answer.getSourcesList().forEach(source -> text.append(source(source)));
    return text.toString();
  }

  private static String basis(RightSource source) {
    return source.getShare() > 0
        ? words(source.getBasis()) + " of " + Style.percent(source.getShare())
        : words(source.getBasis());
  }

  private String source(RightSource source) {
    StringBuilder text = new StringBuilder();
    if (source.hasLicence()) {
      text.append("    ").append(extent(source.getLicence())).append('\n');
    }
    text.append("    ")
        .append(
            style.dim(
                "by "
                    + source.getChainList().stream()
                        .map(Style::brief)
                        .collect(Collectors.joining(" → "))))
        .append('\n');
    source
        .getExceptList()
        .forEach(licence ->
            text.append("    ")
                .append(
                    style.warn(
                        "but for " + Style.plain(licence.getLicensee()) + ": " + extent(licence)))
                .append('\n'));
    return text.toString();
  }

  /** Licences, a few lines each. */
  public String list(List<LicenceView> licences) {
    StringBuilder text = new StringBuilder();
    for (LicenceView licence : licences) {
      text.append(licence.getStanding().equals("IN_FORCE") ? style.good("● ") : style.dim("○ "))
          .append(style.bold(words(licence.getStanding())))
          .append("  ")
          .append(Style.plain(String.join(", ", licence.getLicensorsList())))
          .append(" → ")
          .append(
              licence.getLicensee().isEmpty() ? "everybody" : Style.plain(licence.getLicensee()))
          .append("\n    ")
          .append(Style.plain(String.join(", ", licence.getTerms().getRightsList())))
          .append("\n    ")
          .append(extent(licence))
          .append("\n    ")
          .append(style.dim("licence " + Style.plain(licence.getReceipt().getId())))
          .append('\n')
          .append(new TimesText(style).line(licence.getTimes(), "    "))
          .append(disputed(licence.getDisputedByList(), "    "));
    }
    return text.append(style.dim(Style.count(licences.size(), "licence"))).append('\n').toString();
  }

  /** The objections that stand against a title, one a line. */
  private String disputed(List<String> objections, String indent) {
    return objections.stream()
        .map(objection ->
            indent + style.warn("disputed by objection " + Style.plain(objection)) + '\n')
        .collect(Collectors.joining());
  }

  private static String extent(LicenceView licence) {
    LicenceTerms terms = licence.getTerms();
    return (terms.getExclusive() ? "exclusively, " : "")
        + Style.time(licence.getBegin())
        + " to "
        + Style.time(licence.getEnd())
        + labels("territory", terms.getTerritoryList())
        + labels("language", terms.getLanguageList())
        + labels("channel", terms.getChannelList())
        + (terms.getCount() > 0 ? ", " + terms.getCount() + " times" : "")
        + (terms.getRecreation().equals("NONE") ? "" : ", " + words(terms.getRecreation()))
        + (terms.getSublicensing() ? ", sub-licences" : "")
        + labels("owed:", terms.getDutiesList());
  }

  private static String labels(String name, List<String> labels) {
    return labels.isEmpty() || labels.equals(List.of("*"))
        ? ""
        : ", " + name + " " + Style.plain(String.join(" ", labels));
  }

  private static String words(String name) {
    return Style.plain(name).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
