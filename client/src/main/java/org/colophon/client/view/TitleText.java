package org.colophon.client.view;

import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.TitleFinding;
import org.colophon.rpc.proto.TitleView;
import org.colophon.verifier.Style;

/** A title that was checked, for a person and for programs. */
public final class TitleText {
  private final Style style;

  /** Text in this style. */
  public TitleText(Style style) {
    this.style = style;
  }

  /** The verdict, the chain, and what speaks against it. */
  public String of(TitleView view) {
    StringBuilder text = new StringBuilder();
    text.append(verdict(view.getVerdict()))
        .append("  work ")
        .append(Style.plain(view.getWork()))
        .append('\n')
        .append(
            style.dim(
                "as of "
                    + Style.time(view.getAsOfTime())
                    + ", with what stood at block "
                    + view.getAsOfHeight()))
        .append('\n')
        .append(new Timeline(style).events(view.getChainList()))
        .append('\n');
    if (view.getFindingsCount() == 0) {
      text.append(style.dim("nothing was found that speaks against it")).append('\n');
    }
    view.getFindingsList().forEach(finding -> text.append(finding(finding, view.getWork())));
    return text.toString();
  }

  private String verdict(String verdict) {
    return switch (verdict) {
      case "SOUND" -> style.good("✓ SOUND");
      case "DOUBTFUL" -> style.warn("! DOUBTFUL");
      default -> style.bad("✗ " + Style.plain(verdict));
    };
  }

  private String finding(TitleFinding finding, String work) {
    String of =
        finding.getWork().equals(work)
            ? ""
            : "  in the title of the original " + Style.brief(finding.getWork());
    String line = words(finding.getKind()) + of;
    return "  "
        + (finding.getVerdict().equals("SOUND") ? "note: " + line : style.warn(line))
        + style.dim("  record " + Style.plain(finding.getRecord()))
        + '\n';
  }

  private static String words(String kind) {
    return switch (kind) {
      case "NOT_HELD" -> "somebody passed on what he did not hold";
      case "STATE_DIFFERS" -> "the node's state holds another title than its records give";
      case "EARLIER_CLAIM" -> "another record claimed the same content earlier";
      case "DISPUTED" -> "an objection stands against it";
      case "KEY_REVOKED" -> "a key that signed here was revoked since";
      case "NOT_CONFIRMED" -> "an IP office did not confirm it, or took its confirmation back";
      case "CORRECTED" -> "a record of the chain was corrected";
      case "NO_LEAVE_TO_RECREATE" ->
          "it re-creates another work, and no author was known to be allowed to";
      case "BY_AGENT" -> "an agent declared it, no author signed";
      case "QUICK_TRANSFERS" -> "it passed at least three times within thirty days";
      case "MORE_ORIGINALS" -> "there are more originals behind it than were looked at";
      default -> Style.plain(kind);
    };
  }

  /** As JSON. */
  public static Json.Obj json(TitleView view) {
    return Json.object()
        .put("work", view.getWork())
        .put("verdict", view.getVerdict())
        .put(
            "asOf",
            Json.object()
                .put("height", view.getAsOfHeight())
                .put("time", view.getAsOfTime())
                .build())
        .put("chain", Json.array(view.getChainList().stream().map(Views::event).toList()))
        .put("findings", findings(view.getFindingsList()))
        .build();
  }

  private static Json findings(List<TitleFinding> findings) {
    return Json.array(
        findings.stream()
            .map(finding ->
                Json.object()
                    .put("kind", finding.getKind())
                    .put("verdict", finding.getVerdict())
                    .put("work", finding.getWork())
                    .put("record", finding.getRecord())
                    .build())
            .toList());
  }
}
