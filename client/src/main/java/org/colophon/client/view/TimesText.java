package org.colophon.client.view;

import org.colophon.rpc.proto.Times;
import org.colophon.verifier.Style;

/** The times of a record for a person: claimed, ordered and attested never become one. */
public final class TimesText {
  private final Style style;

  /** Texts in this style. */
  public TimesText(Style style) {
    this.style = style;
  }

  /** Each on its line with who says it. */
  public String lines(Times times, String indent, String place) {
    StringBuilder text = new StringBuilder();
    text.append(indent).append("claimed     ").append(Style.time(times.getClaimed())).append('\n');
    if (times.getNotBefore() > 0) {
      text.append(indent).append("not before  ").append(Style.seconds(times.getNotBefore()));
      text.append("  ").append(style.dim("the seal that its block binds")).append('\n');
    }
    text.append(indent).append("ordered     ").append(Style.time(times.getOrdered()));
    text.append(place.isEmpty() ? "" : "  " + style.dim(place)).append('\n');
    if (times.getDisputedByCount() > 0) {
      text.append(indent).append("disputed    ").append(style.warn(disputed(times))).append('\n');
    }
    text.append(indent).append("not after   ").append(notAfter(times)).append('\n');
    return text.toString();
  }

  /** All on one line, for lists. */
  public String line(Times times, String indent) {
    return indent
        + style.dim(
            "claimed "
                + Style.time(times.getClaimed())
                + (times.getNotBefore() > 0
                    ? ", not before " + Style.seconds(times.getNotBefore())
                    : "")
                + ", ordered "
                + Style.time(times.getOrdered())
                + (times.getAttested() > 0
                    ? ", not after " + Style.seconds(times.getAttested())
                    : ", not sealed yet"))
        + (times.getDisputedByCount() > 0 ? style.warn(", " + disputed(times)) : "")
        + '\n';
  }

  private static String disputed(Times times) {
    return "ordered too early by the clocks of "
        + Style.plain(String.join(" ", times.getDisputedByList()))
        + ": go by the attested time";
  }

  private String notAfter(Times times) {
    return times.getAttested() > 0
        ? Style.seconds(times.getAttested())
            + "  "
            + style.dim(
                "attested: the median of the validators"
                    + Style.spread(times.getAttestedEarliest(), times.getAttestedLatest()))
        : style.warn("not sealed yet");
  }
}
