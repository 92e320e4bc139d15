package org.colophon.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.assess.Matter;
import org.colophon.client.assess.OpenedComparables;
import org.colophon.core.content.Amount;
import org.colophon.core.gather.Gathered;
import org.colophon.core.gather.Gathering;
import org.colophon.core.json.Json;
import org.colophon.verifier.Style;

/** What was gathered for an assessment, record by record. */
public final class GatheringText {
  private final Style style;

  /** Texts in this style. */
  public GatheringText(Style style) {
    this.style = style;
  }

  /** Each figure with the records that count and those that do not. */
  public String of(Matter matter, Gathering gathering, OpenedComparables opened) {
    StringBuilder text = new StringBuilder();
    Fields.line(text, "work", matter.work());
    Fields.line(
        text,
        "window",
        "from "
            + Style.time(matter.window().from().value())
            + " until "
            + Style.time(matter.window().until().value()));
    gathering.figures().forEach(figure -> append(text, figure, opened));
    gathering.notices().forEach(id -> Fields.line(text, "notice", id.hex()));
    gathering.findings().forEach(id -> Fields.line(text, "found before", id.hex()));
    return text.append(
            style.dim("What nobody recorded is not zero: without a record a figure stays missing."))
        .append('\n')
        .toString();
  }

  private void append(StringBuilder text, Gathered figure, OpenedComparables opened) {
    text.append(style.bold(Style.plain(figure.input())))
        .append(" = ")
        .append(value(figure, opened))
        .append('\n');
    for (Gathered.Counted counted : figure.counted()) {
      text.append(style.good("  + "))
          .append(Style.plain(counted(counted, opened)))
          .append(style.dim("  record " + counted.record().hex()))
          .append('\n');
    }
    figure
        .leftOut()
        .forEach(out ->
            text.append(style.dim("  - " + Fields.words(out.why().name())))
                .append(style.dim("  record " + out.record().hex()))
                .append('\n'));
    if (figure.more() > 0) {
      text.append(style.warn("  and " + figure.more() + " more records")).append('\n');
    }
  }

  private String value(Gathered figure, OpenedComparables opened) {
    if (figure.value().isPresent()) {
      return Long.toString(figure.value().get());
    }
    long amounts =
        figure.counted().stream()
            .filter(one -> one.commitment().flatMap(opened::amount).isPresent())
            .count();
    if (amounts > 0) {
      return amounts + " of " + Style.count(figure.counted().size(), "amount") + " opened";
    }
    return style.warn(figure.counted().isEmpty() ? "missing" : "behind commitments, none opened");
  }

  private static String counted(Gathered.Counted counted, OpenedComparables opened) {
    Optional<String> amount = counted.commitment().flatMap(opened::amount).map(Amount::text);
    return counted.number().map(number -> Long.toString(number)).or(() -> amount).orElse("sealed");
  }

  /** The gathering, and the amounts that were opened here. */
  public static Json.Obj json(Gathering gathering, OpenedComparables opened) {
    List<Json> amounts = new ArrayList<>();
    for (Gathered figure : gathering.figures()) {
      for (Gathered.Counted counted : figure.counted()) {
        counted
            .commitment()
            .flatMap(opened::amount)
            .ifPresent(amount ->
                amounts.add(
                    Json.object()
                        .put("input", figure.input())
                        .put("record", counted.record().hex())
                        .put("amount", amount.text())
                        .build()));
      }
    }
    return Json.object()
        .put("gathered", gathering.json())
        .put("opened", Json.array(amounts))
        .build();
  }
}
