package org.colophon.client.view;

import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.FoundWork;
import org.colophon.rpc.proto.SearchWorksResponse;
import org.colophon.rpc.proto.WorkIdentifier;
import org.colophon.verifier.Style;

/** Works that were searched for. */
public final class FoundText {
  private final Style style;
  private final TimesText times;

  /** Texts in this style. */
  public FoundText(Style style) {
    this.style = style;
    this.times = new TimesText(style);
  }

  /** A work, for a person. */
  public String work(FoundWork work) {
    StringBuilder text = new StringBuilder(style.bold(Style.plain(work.getTitle())));
    work.getIdentifiersList()
        .forEach(one -> text.append("  ").append(style.dim(Style.plain(identifier(one)))));
    text.append("\n    ").append(Style.plain(String.join(", ", work.getDeclaredByList())));
    if (work.getCorrectionsCount() > 0) {
      text.append("  ").append(style.warn("corrected since"));
    }
    return text.append("\n    ")
        .append(style.dim("work " + Style.plain(work.getWork())))
        .append('\n')
        .append(times.line(work.getTimes(), "    "))
        .toString();
  }

  private static String identifier(WorkIdentifier one) {
    return one.getScheme() + " " + one.getValue();
  }

  /** What is said behind the last one. */
  public String end(int found, SearchWorksResponse last) {
    StringBuilder text = new StringBuilder(Style.count(found, "work"));
    if (!last.getNextCursor().isEmpty()) {
      text.append(", and there are more: --limit");
    }
    if (last.getIndexedHeight() < last.getAsOfHeight()) {
      text.append("; looked at up to block ")
          .append(last.getIndexedHeight())
          .append(" of ")
          .append(last.getAsOfHeight());
    }
    return style.dim(text.toString()) + '\n';
  }

  /** A work, for a program. */
  public static Json json(FoundWork work) {
    return Json.object()
        .put("category", work.getCategory())
        .put("corrections", Json.strings(work.getCorrectionsList()))
        .put("declaredBy", Json.strings(work.getDeclaredByList()))
        .put("identifiers", Json.array(identifiers(work.getIdentifiersList())))
        .put("ipKind", work.getIpKind())
        .put("receipt", Views.receipt(work.getReceipt()))
        .put("times", Views.times(work.getTimes()))
        .put("title", work.getTitle())
        .put("work", work.getWork())
        .build();
  }

  private static List<Json> identifiers(List<WorkIdentifier> identifiers) {
    return identifiers.stream()
        .<Json>map(one ->
            Json.object().put("scheme", one.getScheme()).put("value", one.getValue()).build())
        .toList();
  }
}
