package org.colophon.client.view;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.stream.LineOutcome;
import org.colophon.client.stream.LineOutcome.Status;
import org.colophon.client.stream.Tally;
import org.colophon.core.json.Json;
import org.colophon.verifier.Style;

/** What came of declaring a stream of works, without its single results. */
public final class StreamSummary {
  private final Tally tally;

  /** Views of these counts. */
  public StreamSummary(Tally tally) {
    this.tally = tally;
  }

  /** {@code {"summary":{…}}}. */
  public Json.Obj json() {
    return Json.object()
        .put(
            "summary",
            Json.object()
                .put("lines", tally.lines())
                .put("registered", tally.count(Status.REGISTERED))
                .put("alreadyRegistered", tally.count(Status.ALREADY_REGISTERED))
                .put("sameContent", tally.count(Status.SAME_CONTENT))
                .put("refused", tally.count(Status.REFUSED))
                .put("notedBefore", tally.notedBefore())
                .build())
        .build();
  }

  /** For a person: the first refusals of this run, then how many of each. */
  public String text(Style style) {
    StringBuilder text = new StringBuilder();
    for (LineOutcome outcome : tally.refused()) {
      text.append(line(outcome, style)).append('\n');
    }
    List<String> parts = new ArrayList<>();
    part(parts, Status.REGISTERED, "registered");
    part(parts, Status.ALREADY_REGISTERED, "already registered");
    part(parts, Status.SAME_CONTENT, "with the content of another");
    part(parts, Status.REFUSED, "refused");
    text.append(style.bold(Style.count(tally.lines(), "line") + ": "))
        .append(parts.isEmpty() ? "nothing to register" : String.join(", ", parts));
    if (tally.notedBefore() > 0) {
      text.append(". ").append(tally.notedBefore()).append(" of them were noted before.");
    }
    return text.append('\n').toString();
  }

  private static String line(LineOutcome outcome, Style style) {
    String ref =
        switch (outcome.ref().orElse(Json.of(""))) {
          case Json.Str(String name) -> name;
          case Json value -> value.text();
        };
    return style.bad("✗")
        + " line "
        + outcome.line()
        + (ref.isEmpty() ? "" : " (" + Style.plain(ref) + ")")
        + "  "
        + Style.plain(outcome.refusal().map(Object::toString).orElse(""));
  }

  private void part(List<String> parts, Status status, String words) {
    if (tally.count(status) > 0) {
      parts.add(tally.count(status) + " " + words);
    }
  }
}
