package org.colophon.client.view;

import java.util.List;
import java.util.Locale;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.verifier.Style;

/** A notice of infringement, for a person and for programs. */
public final class NoticeText {
  private static final String INDENT = "            ";

  private final Style style;

  /** Text in this style. */
  public NoticeText(Style style) {
    this.style = style;
  }

  /** The notice, what speaks against it, and what came of it. */
  public String of(NoticeView notice) {
    TimesText times = new TimesText(style);
    StringBuilder text = new StringBuilder();
    line(text, "notice", notice.getReceipt().getId());
    line(text, "work", notice.getWork());
    line(text, "from", notice.getOwner());
    line(text, "to", notice.getRespondent());
    line(text, "rights", String.join(", ", notice.getRightsList()));
    notice.getUrlsList().forEach(url -> line(text, "at", url));
    notice.getEvidenceList().forEach(record -> line(text, "evidence", record));
    text.append(times.lines(notice.getTimes(), "", ""));
    text.append(warning(notice));
    line(text, "countered", notice.hasCounter() ? notice.getCounter().getId() : "no");
    if (notice.hasCounter()) {
      text.append(times.lines(notice.getCounterTimes(), INDENT, ""));
    }
    line(text, "acted on", notice.hasTakedown() ? notice.getTakedown().getId() : "no");
    if (notice.hasTakedown()) {
      text.append(times.lines(notice.getTakedownTimes(), INDENT, ""));
    }
    return text.toString();
  }

  /** What allowed the respondent what the notice objects to, when it was ordered. */
  public String warning(NoticeView notice) {
    StringBuilder text = new StringBuilder();
    for (RightAnswer answer : notice.getWarningsList()) {
      for (RightSource source : answer.getSourcesList()) {
        text.append(style.warn("warning     "))
            .append(
                Style.plain(
                    notice.getRespondent()
                        + " was allowed "
                        + answer.getRight()
                        + " ("
                        + source.getBasis().toLowerCase(Locale.ROOT)
                        + ") by record "
                        + last(source.getChainList())))
            .append('\n');
      }
    }
    return text.toString();
  }

  /** The notice as JSON. */
  public static Json.Obj json(NoticeView notice) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(notice.getReceipt()))
            .put("times", Views.times(notice.getTimes()))
            .put("work", notice.getWork())
            .put("owner", notice.getOwner())
            .put("respondent", notice.getRespondent())
            .put("rights", Json.strings(notice.getRightsList()))
            .put("urls", Json.strings(notice.getUrlsList()))
            .put("evidence", Json.strings(notice.getEvidenceList()))
            .put("warnings", warnings(notice));
    if (notice.hasCounter()) {
      json.put("counter", Views.receipt(notice.getCounter()))
          .put("counterTimes", Views.times(notice.getCounterTimes()));
    }
    if (notice.hasTakedown()) {
      json.put("takedown", Views.receipt(notice.getTakedown()))
          .put("takedownTimes", Views.times(notice.getTakedownTimes()));
    }
    return json.build();
  }

  /** Its warnings as JSON. */
  public static Json warnings(NoticeView notice) {
    return Json.array(notice.getWarningsList().stream().map(LicenceJson::answer).toList());
  }

  private static String last(List<String> chain) {
    return chain.isEmpty() ? "" : chain.getLast();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s", name)).append(Style.plain(value)).append('\n');
  }
}
