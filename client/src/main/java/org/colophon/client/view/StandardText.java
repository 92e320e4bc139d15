package org.colophon.client.view;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Standard;
import org.colophon.core.standard.Step;
import org.colophon.rpc.proto.StandardView;
import org.colophon.verifier.Style;

/** Standards of damages, for a person and for programs. */
public final class StandardText {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 16, 4096);

  private final Style style;

  /** Text in this style. */
  public StandardText(Style style) {
    this.style = style;
  }

  /** A few lines for each. */
  public String list(List<StandardView> views) {
    StringBuilder text = new StringBuilder();
    for (StandardView view : views) {
      text.append(style.bold(Style.plain(view.getId() + ", version " + view.getVersion())))
          .append("  ")
          .append(Fields.words(view.getStatus()))
          .append("\n    by ")
          .append(Style.plain(view.getProposer()))
          .append("; agreed: ")
          .append(Style.plain(String.join(" ", view.getVotesList())))
          .append("\n    ")
          .append(style.dim("standard " + Style.plain(view.getHash())))
          .append('\n');
    }
    return text.append(style.dim(Style.count(views.size(), "standard"))).append('\n').toString();
  }

  /** How a proposed standard stands, and then the document. */
  public String of(StandardView view, Standard standard) {
    StringBuilder text = new StringBuilder();
    Fields.line(text, "standard", view.getHash());
    Fields.line(text, "proposal", view.getReceipt().getId());
    Fields.line(text, "status", Fields.words(view.getStatus()));
    Fields.line(text, "agreed", String.join(" ", view.getVotesList()));
    Fields.line(text, "results", view.getResults());
    return text.append(document(standard)).toString();
  }

  /** The document, step by step. */
  public String document(Standard standard) {
    StringBuilder text = new StringBuilder();
    Fields.line(text, "id", standard.id() + ", version " + standard.version());
    Fields.line(text, "title", standard.title().zh() + " / " + standard.title().en());
    Fields.line(text, "law", standard.law().zh() + " / " + standard.law().en());
    Fields.line(
        text,
        "acts",
        "from "
            + Style.time(standard.from().value())
            + standard.until().map(end -> " until " + Style.time(end.value())).orElse(""));
    Fields.line(text, "currency", standard.currency().code());
    for (Input input : standard.inputs()) {
      Fields.line(text, "input", input.name() + ": " + input.label().zh());
      text.append(Fields.INDENT)
          .append(Style.plain(input.label().en()))
          .append(style.dim(" (" + Fields.words(input.source().name()) + origin(input) + ")"))
          .append('\n');
    }
    for (Step step : standard.steps()) {
      Fields.line(text, "step", step.id() + ": " + step.label().zh());
      text.append(Fields.INDENT).append(Style.plain(step.label().en())).append('\n');
      text.append(Fields.INDENT).append(Style.plain(step.formula())).append('\n');
      text.append(Fields.INDENT)
          .append(style.dim(Style.plain(step.citation().zh() + " / " + step.citation().en())))
          .append('\n');
    }
    return text.toString();
  }

  private static String origin(Input input) {
    Optional<String> query = input.query().map(Input.Query::name);
    Optional<String> finds = input.finds().map(Input.Found::name);
    return query.or(() -> finds).map(name -> ": " + Fields.words(name)).orElse("");
  }

  /** A proposed standard as JSON. */
  public static Json.Obj json(StandardView view) throws RefusedException {
    return Json.object()
        .put("receipt", Views.receipt(view.getReceipt()))
        .put("times", Views.times(view.getTimes()))
        .put("proposer", view.getProposer())
        .put("standard", view.getHash())
        .put("id", view.getId())
        .put("version", view.getVersion())
        .put("status", view.getStatus())
        .put("results", view.getResults())
        .put("votes", Json.strings(view.getVotesList()))
        .put("notAfter", view.getNotAfter())
        .put("steps", Json.array(view.getStepsList().stream().map(OfficeJson::step).toList()))
        .put(
            "document",
            JsonParser.parse(
                view.getDocument().getBytes(java.nio.charset.StandardCharsets.UTF_8), LIMITS))
        .build();
  }
}
