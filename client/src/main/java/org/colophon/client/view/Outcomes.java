package org.colophon.client.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.colophon.client.submit.FileOutcome;
import org.colophon.client.submit.FileOutcome.Status;
import org.colophon.client.submit.Texts;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.verifier.Style;

/** What came of declaring files. */
public final class Outcomes {
  /** Lines of one kind that a person still reads; the rest is counted. */
  private static final int LINES_MAX = 20;

  private final List<FileOutcome> outcomes;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  /** Views of these outcomes. */
  public Outcomes(List<FileOutcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
    for (FileOutcome outcome : outcomes) {
      counts.merge(outcome.status(), 1, Integer::sum);
    }
  }

  /** How many files came to this. */
  public int count(Status status) {
    return counts.getOrDefault(status, 0);
  }

  /** One object for each file, then the summary. */
  public List<Json.Obj> json() {
    List<Json.Obj> lines = new ArrayList<>();
    for (FileOutcome outcome : outcomes) {
      lines.add(json(outcome));
    }
    ObjBuilder summary = Json.object().put("files", outcomes.size());
    for (Status status : Status.values()) {
      summary.put(name(status), count(status));
    }
    summary.put("conflicts", conflicts());
    lines.add(Json.object().put("summary", summary.build()).build());
    return lines;
  }

  private static Json.Obj json(FileOutcome outcome) {
    ObjBuilder json =
        Json.object()
            .put("file", Texts.ofFileName(outcome.path().toString()))
            .put("status", outcome.status().name());
    outcome
        .facts()
        .ifPresent(facts ->
            json.put("sha256", facts.sha256().hex())
                .put("size", facts.size())
                .put("mediaType", facts.mediaType()));
    outcome.record().ifPresent(record -> json.put("record", record));
    outcome.work().ifPresent(work -> json.put("work", work));
    outcome.receipt().ifPresent(receipt -> json.put("receipt", Views.receipt(receipt)));
    outcome.detail().ifPresent(detail -> json.put("detail", Texts.ofFileName(detail)));
    if (!outcome.others().isEmpty()) {
      json.put("conflicts", Json.array(outcome.others().stream().map(Views::match).toList()));
    }
    return json.build();
  }

  /** {@code ALREADY_REGISTERED} as {@code alreadyRegistered}. */
  private static String name(Status status) {
    StringBuilder name = new StringBuilder();
    for (String word : status.name().toLowerCase(java.util.Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** The summary for a person: what came of each file, then how many of each. */
  public String text(Style style) {
    StringBuilder text = new StringBuilder();
    Map<Status, Integer> shown = new EnumMap<>(Status.class);
    for (FileOutcome outcome : outcomes) {
      int before = shown.merge(outcome.status(), 1, Integer::sum) - 1;
      // Trouble is always shown; what went well only as long as it can be read.
      if (before < LINES_MAX || isTrouble(outcome.status())) {
        text.append(line(outcome, style)).append('\n');
      }
      outcome.others().forEach(other -> text.append(conflict(other, style)).append('\n'));
    }
    return text.append(summary(style)).append('\n').toString();
  }

  private static boolean isTrouble(Status status) {
    return status == Status.REFUSED || status == Status.UNANSWERED || status == Status.UNREADABLE;
  }

  private static String line(FileOutcome outcome, Style style) {
    String file = Style.plain(outcome.path().toString());
    String detail = Style.plain(outcome.detail().orElse(""));
    String work = Style.brief(Style.plain(outcome.work().orElse("")));
    String when = outcome.receipt().map(r -> Style.time(r.getTime())).orElse("");
    return switch (outcome.status()) {
      case REGISTERED -> style.good("✓") + " " + file + "  work " + work + style.dim("  " + when);
      case ALREADY_REGISTERED ->
          style.dim("=") + " " + file + "  already registered " + when + ", work " + work;
      case SAME_CONTENT -> style.dim("=") + " " + file + "  same content as " + detail;
      case REFUSED -> style.bad("✗") + " " + file + "  " + detail;
      case UNANSWERED ->
          style.warn("?") + " " + file + "  not answered for yet, run again: " + detail;
      case UNREADABLE -> style.bad("✗") + " " + file + "  cannot be read: " + detail;
    };
  }

  private static String conflict(LookupMatch other, Style style) {
    return "  "
        + style.warn("conflict")
        + ": "
        + Style.plain(other.getSubject())
        + " claimed the same content "
        + Style.time(other.getTimes().getOrdered())
        + ", work "
        + Style.brief(Style.plain(other.getWork()));
  }

  private String summary(Style style) {
    List<String> parts = new ArrayList<>();
    part(parts, Status.REGISTERED, "registered");
    part(parts, Status.ALREADY_REGISTERED, "already registered");
    part(parts, Status.SAME_CONTENT, "with the content of another");
    part(parts, Status.REFUSED, "refused");
    part(parts, Status.UNANSWERED, "not answered for yet");
    part(parts, Status.UNREADABLE, "unreadable");
    if (conflicts() > 0) {
      parts.add(conflicts() + " in conflict");
    }
    String line =
        style.bold(Style.count(outcomes.size(), "file") + ": ") + String.join(", ", parts);
    boolean nothingSent =
        count(Status.ALREADY_REGISTERED) > 0
            && count(Status.ALREADY_REGISTERED) + count(Status.SAME_CONTENT) == outcomes.size();
    return nothingSent ? line + ". Nothing was changed." : line;
  }

  private void part(List<String> parts, Status status, String words) {
    if (count(status) > 0) {
      parts.add(count(status) + " " + words);
    }
  }

  private int conflicts() {
    return (int) outcomes.stream().filter(outcome -> !outcome.others().isEmpty()).count();
  }
}
