package org.colophon.client.view;

import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.ReceptionView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.verifier.Style;

/** What is submitted to courts, for a person and for programs. */
public final class SubmissionText {
  private final Style style;
  private final TimesText times;

  /** Text in this style. */
  public SubmissionText(Style style) {
    this.style = style;
    this.times = new TimesText(style);
  }

  /** A submission and the court's answer. */
  public String of(SubmissionView view) {
    StringBuilder text = new StringBuilder();
    Fields.line(text, "submission", view.getReceipt().getId());
    Fields.line(text, "status", Fields.words(view.getStatus()));
    Fields.line(text, "from", view.getSubmitter());
    Fields.line(text, "to", view.getCourt());
    Fields.line(text, "sha256", view.getSha256());
    Fields.line(text, "file", view.getSize() + " bytes, " + view.getMediaType());
    Fields.lineIf(text, "case", view.getCase());
    view.getWorksList().forEach(work -> Fields.line(text, "work", work));
    text.append(times.lines(view.getTimes(), "", ""));
    if (view.hasAnswer()) {
      text.append(answer(view.getAnswer()));
    }
    return text.toString();
  }

  private String answer(ReceptionView answer) {
    StringBuilder text = new StringBuilder();
    Fields.line(
        text,
        "answer",
        Fields.words(answer.getOutcome())
            + (answer.getGround().isEmpty() ? "" : ": " + Fields.words(answer.getGround())));
    text.append(Fields.INDENT)
        .append(style.dim("record " + Style.plain(answer.getReceipt().getId())))
        .append('\n');
    Fields.lineIf(text, "computed", answer.getSha256());
    Fields.lineIf(text, "case", answer.getCase());
    text.append(times.lines(answer.getTimes(), Fields.INDENT, ""));
    return text.toString();
  }

  /** Submissions, a few lines each. */
  public String list(List<SubmissionView> views) {
    StringBuilder text = new StringBuilder();
    for (SubmissionView view : views) {
      text.append(mark(view))
          .append(style.bold(Fields.words(view.getStatus())))
          .append("  ")
          .append(Style.plain(view.getSubmitter() + " → " + view.getCourt()))
          .append(style.dim("  " + view.getSize() + " bytes, " + Style.plain(view.getMediaType())))
          .append("\n    ")
          .append(style.dim("SHA-256 " + Style.plain(view.getSha256())))
          .append("\n    ")
          .append(style.dim("submission " + Style.plain(view.getReceipt().getId())))
          .append('\n')
          .append(times.line(view.getTimes(), "    "));
    }
    return text.append(style.dim(Style.count(views.size(), "submission"))).append('\n').toString();
  }

  private String mark(SubmissionView view) {
    return switch (view.getStatus()) {
      case "WAITING" -> style.warn("● ");
      case "RECEIVED" -> style.good("● ");
      default -> style.dim("○ ");
    };
  }

  /** A submission as JSON. */
  public static Json.Obj json(SubmissionView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("submitter", view.getSubmitter())
            .put("court", view.getCourt())
            .put("sha256", view.getSha256())
            .put("size", view.getSize())
            .put("mediaType", view.getMediaType())
            .put("works", Json.strings(view.getWorksList()))
            .put("status", view.getStatus());
    Fields.member(json, "case", view.getCase());
    if (view.hasAnswer()) {
      json.put("answer", json(view.getAnswer()));
    }
    return json.build();
  }

  private static Json.Obj json(ReceptionView answer) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(answer.getReceipt()))
            .put("times", Views.times(answer.getTimes()))
            .put("outcome", answer.getOutcome());
    Fields.member(json, "ground", answer.getGround());
    Fields.member(json, "sha256", answer.getSha256());
    Fields.member(json, "case", answer.getCase());
    return json.build();
  }
}
