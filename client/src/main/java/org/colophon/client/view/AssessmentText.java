package org.colophon.client.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.verifier.Style;

/** Assessments, for a person and for programs. */
public final class AssessmentText {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8, 4096);

  private final Style style;

  /** Texts in this style. */
  public AssessmentText(Style style) {
    this.style = style;
  }

  /** Assessments, a few lines each. */
  public String list(List<AssessmentView> views) {
    return views.stream().map(this::one).collect(Collectors.joining())
        + style.dim(Style.count(views.size(), "assessment"))
        + '\n';
  }

  /** How an assessment stands, and who agrees with it. */
  public String one(AssessmentView view) {
    boolean isFinal = view.getStatus().equals("FINAL");
    StringBuilder text = new StringBuilder(isFinal ? style.good("✓ ") : style.warn("● "));
    text.append(style.bold(Fields.words(view.getStatus())))
        .append("  by ")
        .append(Style.plain(view.getAssessor()))
        .append("  from ")
        .append(Style.time(view.getFrom()))
        .append(" until ")
        .append(Style.time(view.getUntil()))
        .append('\n');
    line(text, agreed(view));
    line(text, "standard " + view.getStandard());
    line(text, "on allegation " + view.getAllegation());
    if (!view.getCase().isEmpty()) {
      line(text, "in case " + view.getCase());
    }
    line(text, "result " + view.getResult());
    line(text, "assessment " + view.getReceipt().getId());
    return text.append(new TimesText(style).line(view.getTimes(), "    ")).toString();
  }

  private static String agreed(AssessmentView view) {
    return view.getPanelCount() == 0
        ? "reckoned again by every node"
        : view.getConfirmedByCount()
            + " of "
            + view.getPanelCount()
            + " have come to it ("
            + view.getNeeded()
            + " must): "
            + String.join(" ", view.getConfirmedByList());
  }

  private void line(StringBuilder text, String line) {
    text.append("    ").append(style.dim(Style.plain(line))).append('\n');
  }

  /** An assessment as JSON. */
  public static Json.Obj json(AssessmentView view) {
    ObjBuilder members =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("assessor", view.getAssessor())
            .put("standard", view.getStandard())
            .put("allegation", view.getAllegation())
            .put("from", view.getFrom())
            .put("until", view.getUntil())
            .put("status", view.getStatus())
            .put("panel", Json.strings(view.getPanelList()))
            .put("needed", view.getNeeded())
            .put("confirmedBy", Json.strings(view.getConfirmedByList()))
            .put("inputs", Json.array(parsed(view.getInputsList())))
            .put("parameters", parsed(List.of(view.getParameters())).getFirst())
            .put("result", view.getResult());
    Fields.member(members, "case", view.getCase());
    return members.build();
  }

  private static List<Json> parsed(List<String> texts) {
    List<Json> parsed = new ArrayList<>();
    for (String text : texts) {
      try {
        parsed.add(JsonParser.parse(text.getBytes(StandardCharsets.UTF_8), LIMITS));
      } catch (RefusedException e) {
        // The node's text is shown as it is: nothing follows from it here.
        parsed.add(Json.of(text));
      }
    }
    return parsed;
  }
}
