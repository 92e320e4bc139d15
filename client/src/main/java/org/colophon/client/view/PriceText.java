package org.colophon.client.view;

import java.math.BigDecimal;
import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.PriceView;
import org.colophon.verifier.Style;

/** Reference prices, for a person and for programs. */
public final class PriceText {
  private final Style style;
  private final TimesText times;

  /** Text in this style. */
  public PriceText(Style style) {
    this.style = style;
    this.times = new TimesText(style);
  }

  /** A price. */
  public String of(PriceView view) {
    StringBuilder text = new StringBuilder();
    Fields.line(text, "price", view.getReceipt().getId());
    Fields.line(text, "by", view.getAppraiser());
    Fields.line(text, "basis", Fields.words(view.getBasis()));
    Fields.lineIf(text, "market", view.getMarket());
    Fields.lineIf(text, "comparable", view.getComparable());
    Fields.lineIf(text, "work", view.getWork());
    Fields.line(text, "when", interval(view));
    Fields.line(text, "where", String.join(" ", view.getTerritoryList()));
    Fields.line(text, "amount", amount(view));
    text.append(times.lines(view.getTimes(), "", ""));
    return text.toString();
  }

  /** Prices, a few lines each. */
  public String list(List<PriceView> views) {
    StringBuilder text = new StringBuilder();
    for (PriceView view : views) {
      text.append(style.bold(Style.plain(amount(view))))
          .append("  ")
          .append(Fields.words(view.getBasis()))
          .append(", ")
          .append(
              Style.plain(
                  view.getMarket().isEmpty() ? "record " + view.getComparable() : view.getMarket()))
          .append("\n    ")
          .append(interval(view))
          .append(", by ")
          .append(Style.plain(view.getAppraiser()))
          .append("\n    ")
          .append(style.dim("price " + Style.plain(view.getReceipt().getId())))
          .append('\n')
          .append(times.line(view.getTimes(), "    "));
    }
    return text.append(style.dim(Style.count(views.size(), "price"))).append('\n').toString();
  }

  private static String amount(PriceView view) {
    return view.getCurrency()
        + " "
        + (view.getAmount() > 0
            ? BigDecimal.valueOf(view.getAmount(), view.getExponent()).toPlainString()
            : "committed to by " + view.getCommitment());
  }

  private static String interval(PriceView view) {
    return Style.time(view.getFrom()) + " to " + Style.time(view.getUntil());
  }

  /** A price as JSON. */
  public static Json.Obj json(PriceView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("appraiser", view.getAppraiser())
            .put("basis", view.getBasis())
            .put("from", view.getFrom())
            .put("until", view.getUntil())
            .put("territory", Json.strings(view.getTerritoryList()))
            .put("currency", view.getCurrency())
            .put("exponent", view.getExponent());
    if (view.getAmount() > 0) {
      json.put("amount", view.getAmount());
    }
    Fields.member(json, "comparable", view.getComparable());
    Fields.member(json, "work", view.getWork());
    Fields.member(json, "market", view.getMarket());
    Fields.member(json, "commitment", view.getCommitment());
    return json.build();
  }
}
