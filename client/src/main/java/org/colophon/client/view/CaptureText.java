package org.colophon.client.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.capture.Captured;
import org.colophon.capture.browser.Ending;
import org.colophon.capture.surroundings.Finding;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.verifier.Style;

/** A capture for people and for programs. */
public final class CaptureText {
  private CaptureText() {}

  /** What was taken down, and what a person should look at. */
  public static List<String> captured(Captured captured, Path folder, Style style) {
    List<String> lines = new ArrayList<>();
    var visited = captured.visited();
    boolean isWhole = visited.ending() == Ending.QUIET || visited.ending() == Ending.STILL;
    lines.add(
        (isWhole ? style.good("✓") : style.warn("!"))
            + " taken down: "
            + style.bold(Style.plain(visited.title())));
    lines.add("  ending  " + visited.ending().words());
    lines.add("  came to " + Style.plain(visited.address()));
    lines.add(
        "  traffic "
            + captured.traffic().exchanges()
            + " requests, "
            + captured.traffic().bytes()
            + " bytes");
    lines.add("  files   " + folder);
    visited
        .remarks()
        .forEach(remark -> lines.add("  " + style.warn("note") + "    " + Style.plain(remark)));
    for (Finding finding : captured.findings()) {
      if (finding.verdict() != Finding.Verdict.CLEAN) {
        lines.add("  " + style.warn("look") + "    " + Style.plain(finding.toLine()));
      }
    }
    return lines;
  }

  /** Adds the members of a capture. */
  public static ObjBuilder json(
      ObjBuilder object, Captured captured, EvidenceCapture content, Path folder) {
    List<Json> parts = new ArrayList<>();
    for (int i = 0; i < captured.files().size(); i++) {
      var digest = content.parts().get(i).content();
      parts.add(
          Json.object()
              .put("kind", captured.files().get(i).kind().name())
              .put("file", String.valueOf(captured.files().get(i).path().getFileName()))
              .put("sha256", digest.sha256().hex())
              .put("size", digest.size())
              .build());
    }
    return object
        .put("folder", folder.toString())
        .put("title", Style.plain(captured.visited().title()))
        .put("ending", captured.visited().ending().name())
        .put("parts", Json.array(parts))
        .put("findings", Json.array(captured.findings().stream().map(CaptureText::json).toList()))
        .put(
            "remarks",
            Json.array(
                captured.visited().remarks().stream().map(Style::plain).map(Json::of).toList()));
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("verdict", finding.verdict().name())
        .put("point", finding.point())
        .put("words", Style.plain(finding.words()))
        .build();
  }
}
