package org.colophon.client.view;

import java.util.List;
import java.util.stream.Collectors;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.verifier.Style;

/** Alleged infringements, for a person and for programs. */
public final class InfringementText {
  private final Style style;
  private final TimesText times;

  /** Text in this style. */
  public InfringementText(Style style) {
    this.style = style;
    this.times = new TimesText(style);
  }

  /** An infringement, what speaks against it, and what courts found. */
  public String of(InfringementView view) {
    StringBuilder text = new StringBuilder();
    Fields.line(text, "allegation", view.getReceipt().getId());
    Fields.line(text, "status", Fields.words(view.getStatus()));
    Fields.line(text, "work", view.getWork());
    Fields.line(text, "by", view.getClaimant());
    Fields.line(text, "against", against(view));
    Fields.line(text, "acts", words(view.getTypologyList()));
    Fields.line(text, "rights", words(view.getRightsList()));
    Fields.line(text, "when", interval(view.getFrom(), view.getUntil()) + ", as alleged");
    view.getUrlsList().forEach(url -> Fields.line(text, "at", url));
    view.getEvidenceList().forEach(record -> Fields.line(text, "evidence", record));
    Fields.lineIf(text, "details", view.getDetails());
    text.append(times.lines(view.getTimes(), "", ""));
    text.append(warning(view));
    view.getFindingsList().forEach(finding -> text.append(finding(finding)));
    return text.toString();
  }

  private String finding(FindingView finding) {
    StringBuilder text = new StringBuilder();
    Fields.line(
        text,
        "finding",
        Fields.words(finding.getOutcome())
            + " by "
            + finding.getCourt()
            + (finding.getUntil() > 0 ? ", " + interval(finding.getFrom(), finding.getUntil()) : "")
            + (finding.getIntent().equals("NOT_STATED")
                ? ""
                : ", " + Fields.words(finding.getIntent()))
            + (finding.getSerious() ? ", serious circumstances" : ""));
    finding
        .getFiguresList()
        .forEach(figure ->
            text.append(Fields.INDENT)
                .append(Style.plain(figure.getName() + " = " + figure.getValue()))
                .append('\n'));
    text.append(Fields.INDENT)
        .append(style.dim("record " + Style.plain(finding.getReceipt().getId())))
        .append('\n')
        .append(times.lines(finding.getTimes(), Fields.INDENT, ""));
    return text.toString();
  }

  /** What allowed the respondent what is alleged, at some time of the window. */
  public String warning(InfringementView view) {
    return WarningText.of(view.getRespondent(), view.getWarningsList(), style);
  }

  /** Infringements, a few lines each. */
  public String list(List<InfringementView> views) {
    StringBuilder text = new StringBuilder();
    for (InfringementView view : views) {
      text.append(style.bold(Fields.words(view.getStatus())))
          .append("  ")
          .append(Style.plain(view.getClaimant() + " → " + against(view)))
          .append(", ")
          .append(words(view.getTypologyList()))
          .append(style.dim("  work " + Style.plain(view.getWork())))
          .append("\n    ")
          .append(interval(view.getFrom(), view.getUntil()))
          .append(view.getWarningsCount() > 0 ? style.warn("  with a warning") : "")
          .append("\n    ")
          .append(style.dim("allegation " + Style.plain(view.getReceipt().getId())))
          .append('\n')
          .append(times.line(view.getTimes(), "    "));
    }
    return text.append(style.dim(Style.count(views.size(), "infringement")))
        .append('\n')
        .toString();
  }

  private static String against(InfringementView view) {
    return view.getRespondent().isEmpty() ? "somebody unknown" : view.getRespondent();
  }

  private static String words(List<String> names) {
    return names.stream().map(Fields::words).collect(Collectors.joining(", "));
  }

  private static String interval(long from, long until) {
    return Style.time(from) + " to " + Style.time(until);
  }

  /** An infringement as JSON. */
  public static Json.Obj json(InfringementView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("work", view.getWork())
            .put("claimant", view.getClaimant())
            .put("typology", Json.strings(view.getTypologyList()))
            .put("rights", Json.strings(view.getRightsList()))
            .put("from", view.getFrom())
            .put("until", view.getUntil())
            .put("urls", Json.strings(view.getUrlsList()))
            .put("evidence", Json.strings(view.getEvidenceList()))
            .put("status", view.getStatus())
            .put(
                "findings",
                Json.array(view.getFindingsList().stream().map(InfringementText::json).toList()))
            .put("warnings", warnings(view));
    Fields.member(json, "respondent", view.getRespondent());
    Fields.member(json, "details", view.getDetails());
    return json.build();
  }

  private static Json.Obj json(FindingView finding) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(finding.getReceipt()))
            .put("times", Views.times(finding.getTimes()))
            .put("court", finding.getCourt())
            .put("outcome", finding.getOutcome())
            .put("intent", finding.getIntent())
            .put("serious", finding.getSerious())
            .put("decision", finding.getDecision());
    if (finding.getUntil() > 0) {
      json.put("from", finding.getFrom()).put("until", finding.getUntil());
    }
    if (finding.getFiguresCount() > 0) {
      ObjBuilder figures = Json.object();
      finding.getFiguresList().forEach(figure -> figures.put(figure.getName(), figure.getValue()));
      json.put("figures", figures.build());
    }
    Fields.member(json, "case", finding.getCase());
    return json.build();
  }

  /** Its warnings as JSON. */
  public static Json warnings(InfringementView view) {
    return WarningText.json(view.getWarningsList());
  }
}
