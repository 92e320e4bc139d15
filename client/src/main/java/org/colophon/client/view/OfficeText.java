package org.colophon.client.view;

import java.util.List;
import java.util.stream.Collectors;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.StepView;
import org.colophon.verifier.Style;

/** Applications and objections for a person. */
public final class OfficeText {
  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60 * SECOND_MS;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;

  private final Style style;
  private final TimesText times;

  /** Texts in this style. */
  public OfficeText(Style style) {
    this.style = style;
    this.times = new TimesText(style);
  }

  /** Applications, a few lines each. */
  public String applications(List<ApplicationView> views) {
    return views.stream().map(this::application).collect(Collectors.joining())
        + count(views.size(), "application");
  }

  /** An application with its clock, and then each of its steps. */
  public String course(ApplicationView view) {
    return application(view) + steps(view.getStepsList());
  }

  /** An application in one line. */
  String brief(ApplicationView view) {
    return view.getStatus()
        + " at "
        + view.getOffice()
        + (view.getRegistration().isEmpty() ? "" : ", number " + view.getRegistration())
        + "  application "
        + Style.brief(view.getReceipt().getId());
  }

  private String application(ApplicationView view) {
    return mark(view)
        + style.bold(Fields.words(view.getStatus()))
        + "  "
        + Style.plain(view.getApplicant())
        + " → "
        + Style.plain(view.getOffice())
        + number(view)
        + "\n    "
        + Style.plain(view.getTitle())
        + style.dim("  " + Fields.words(view.getIpKind()) + ", work " + Style.plain(view.getWork()))
        + "\n    "
        + clock(view)
        + "\n    "
        + style.dim("application " + Style.plain(view.getReceipt().getId()))
        + '\n'
        + times.line(view.getTimes(), "    ");
  }

  private String mark(ApplicationView view) {
    return switch (view.getStatus()) {
      case "CONFIRMED" -> style.good("● ");
      case "PENDING", "SUPPLEMENT" -> style.warn("● ");
      default -> style.dim("○ ");
    };
  }

  private static String number(ApplicationView view) {
    return view.getRegistration().isEmpty()
        ? ""
        : ", number " + Style.plain(view.getRegistration());
  }

  /** By the times of the blocks; nobody's own clock enters. */
  private static String clock(ApplicationView view) {
    return "filed "
        + Style.time(view.getReceipt().getTime())
        + (view.getDecided() > 0 ? ", decided " + Style.time(view.getDecided()) : ", not decided")
        + "; with the office "
        + span(view.getPendingMs())
        + ", with the applicant "
        + span(view.getSupplementMs());
  }

  /** In the largest unit that fits, rounded down. */
  private static String span(long ms) {
    if (ms >= DAY_MS) {
      return Style.count(ms / DAY_MS, "day");
    }
    if (ms >= HOUR_MS) {
      return Style.count(ms / HOUR_MS, "hour");
    }
    return ms >= MINUTE_MS
        ? Style.count(ms / MINUTE_MS, "minute")
        : Style.count(ms / SECOND_MS, "second");
  }

  /** Objections, a few lines each, with their steps. */
  public String objections(List<ObjectionView> views) {
    StringBuilder text = new StringBuilder();
    for (ObjectionView view : views) {
      text.append(view.getStanding() ? style.warn("● ") : style.dim("○ "))
          .append(style.bold(Fields.words(view.getStatus())))
          .append("  ")
          .append(Style.plain(view.getObjector()))
          .append(", ")
          .append(Fields.words(view.getGround()))
          .append(style.dim("  work " + Style.plain(view.getWork())))
          .append("\n    ")
          .append(style.dim("objection " + Style.plain(view.getReceipt().getId())))
          .append('\n')
          .append(times.line(view.getTimes(), "    "))
          .append(claim(view))
          .append(steps(view.getStepsList()));
    }
    return text.append(count(views.size(), "objection")).toString();
  }

  /** An objection in one line. */
  String brief(ObjectionView view) {
    return Fields.words(view.getStatus())
        + ": "
        + Style.plain(view.getObjector())
        + ", "
        + Fields.words(view.getGround())
        + "  objection "
        + Style.brief(view.getReceipt().getId());
  }

  private String claim(ObjectionView view) {
    return view.getClaim().isEmpty()
        ? ""
        : "    " + style.dim("claim     " + Style.plain(view.getClaim())) + '\n';
  }

  /** Steps of something that has steps. */
  String steps(List<StepView> steps) {
    return steps.stream()
        .map(step ->
            "    "
                + Fields.words(step.getStatus())
                + " by "
                + Style.plain(step.getBy())
                + step.getGroundsList().stream()
                    .map(ground -> ", " + Fields.words(ground))
                    .collect(Collectors.joining())
                + style.dim("  record " + Style.brief(step.getReceipt().getId()))
                + '\n'
                + times.line(step.getTimes(), "      "))
        .collect(Collectors.joining());
  }

  private String count(int number, String what) {
    return style.dim(Style.count(number, what)) + '\n';
  }
}
