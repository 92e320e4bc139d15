package org.colophon.client.view;

import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.verifier.Style;

/** A notice of infringement, for a person and for programs. */
public final class NoticeText {
  private final Style style;

  /** Text in this style. */
  public NoticeText(Style style) {
    this.style = style;
  }

  /** The notice, what speaks against it, and what came of it. */
  public String of(NoticeView notice) {
    TimesText times = new TimesText(style);
    StringBuilder text = new StringBuilder();
    Fields.line(text, "notice", notice.getReceipt().getId());
    Fields.line(text, "work", notice.getWork());
    Fields.line(text, "from", notice.getOwner());
    Fields.line(text, "to", notice.getRespondent());
    Fields.line(text, "rights", String.join(", ", notice.getRightsList()));
    notice.getUrlsList().forEach(url -> Fields.line(text, "at", url));
    notice.getEvidenceList().forEach(record -> Fields.line(text, "evidence", record));
    text.append(times.lines(notice.getTimes(), "", ""));
    text.append(warning(notice));
    Fields.line(text, "countered", notice.hasCounter() ? notice.getCounter().getId() : "no");
    if (notice.hasCounter()) {
      text.append(times.lines(notice.getCounterTimes(), Fields.INDENT, ""));
    }
    Fields.line(text, "acted on", notice.hasTakedown() ? notice.getTakedown().getId() : "no");
    if (notice.hasTakedown()) {
      text.append(times.lines(notice.getTakedownTimes(), Fields.INDENT, ""));
    }
    return text.toString();
  }

  /** What allowed the respondent what the notice objects to, when it was ordered. */
  public String warning(NoticeView notice) {
    return WarningText.of(notice.getRespondent(), notice.getWarningsList(), style);
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
    return WarningText.json(notice.getWarningsList());
  }
}
