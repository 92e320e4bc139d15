package org.colophon.client.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.ScopeView;
import org.colophon.verifier.Style;

/** Cases, grants to read and leases for a person. */
public final class CaseText {
  private final Style style;
  private final TimesText times;
  private final OfficeText steps;

  /** Texts in this style. */
  public CaseText(Style style) {
    this.style = style;
    this.times = new TimesText(style);
    this.steps = new OfficeText(style);
  }

  /** Cases, a few lines each. */
  public String cases(List<CaseView> views) {
    return views.stream().map(this::head).collect(Collectors.joining())
        + style.dim(Style.count(views.size(), "case"))
        + '\n';
  }

  /** A case with its commitments and each of its steps. */
  public String caseOpened(CaseView view) {
    return head(view)
        + commitments("number", List.of(view.getNumber()))
        + commitments("work", view.getWorksList())
        + commitments("party", view.getPartiesList())
        + steps.steps(view.getStepsList());
  }

  private String head(CaseView view) {
    return (view.getStatus().equals("OPEN") ? style.warn("● ") : style.dim("○ "))
        + style.bold(words(view.getStatus()))
        + "  "
        + words(view.getKind())
        + " case of "
        + Style.plain(view.getOrgan())
        + "\n    "
        + seal(view)
        + "\n    "
        + style.dim("case " + Style.plain(view.getReceipt().getId()))
        + '\n'
        + times.line(view.getTimes(), "    ");
  }

  private static String seal(CaseView view) {
    if (view.getSealUntil() == 0) {
      return "sealed: it has no outcome";
    }
    return (view.getSealLifted() ? "its seal lifted on " : "sealed until ")
        + Style.time(view.getSealUntil());
  }

  private String commitments(String what, List<String> commitments) {
    return commitments.stream()
        .map(one -> "    " + style.dim(what + "  commitment " + Style.plain(one)) + '\n')
        .collect(Collectors.joining());
  }

  /** Grants, a few lines each. */
  public String grants(List<GrantView> views) {
    return views.stream().map(this::grant).collect(Collectors.joining())
        + style.dim(Style.count(views.size(), "grant"))
        + '\n';
  }

  /** A grant with its commitments, and each lease of it or of one passed on from it. */
  public String grantWithLeases(GrantView view, List<LeaseView> leases) {
    return grant(view)
        + commitments("work", view.getScope().getWorksList())
        + commitments("party", view.getScope().getPartiesList())
        + leases.stream().map(this::lease).collect(Collectors.joining());
  }

  private String grant(GrantView view) {
    return (view.getEffective() ? style.good("● ") : style.dim("○ "))
        + style.bold(standing(view))
        + "  "
        + view.getGrantorsList().stream().map(Style::plain).collect(Collectors.joining(", "))
        + " → "
        + Style.plain(view.getGrantee())
        + ", "
        + Style.plain(view.getBasis())
        + "\n    "
        + scope(view.getScope())
        + reads(view)
        + "\n    "
        + style.dim("case " + Style.plain(view.getCase()))
        + "\n    "
        + style.dim("grant " + Style.plain(view.getReceipt().getId()) + above(view))
        + '\n'
        + times.line(view.getTimes(), "    ");
  }

  private static String standing(GrantView view) {
    return view.getEffective()
        ? "may read until " + Style.time(view.getScope().getUntil())
        : words(view.getEnded().getCause()) + " on " + Style.time(view.getEnded().getSince());
  }

  private static String scope(ScopeView scope) {
    return scope.getVerbsList().stream().map(CaseText::words).collect(Collectors.joining(", "))
        + " up to class "
        + words(scope.getReaders())
        + ", "
        + (scope.getTypesList().equals(List.of("*"))
            ? "records of any type"
            : scope.getTypesList().stream().map(Style::plain).collect(Collectors.joining(", ")))
        + ", ordered "
        + (scope.getRecordsFrom() == 0 ? "from the beginning" : Style.time(scope.getRecordsFrom()))
        + " – "
        + (scope.getRecordsUntil() == Json.INTEGER_MAX
            ? "ever after"
            : Style.time(scope.getRecordsUntil()))
        + (scope.getDepth() == 0 ? "" : ", may be passed on " + scope.getDepth() + " deep")
        + (scope.getUrgent() ? ", urgent" : "");
  }

  private static String reads(GrantView view) {
    String granted =
        "\n    "
            + view.getScope().getReads()
            + " reads, "
            + view.getScope().getReadsADay()
            + " a day";
    return view.hasReads()
        ? granted
            + ": "
            + view.getReads().getUsed()
            + " used, "
            + view.getReads().getLeased()
            + " leased, "
            + view.getReads().getLeft()
            + " left, "
            + view.getReads().getLeftToday()
            + " of them today"
        : granted;
  }

  /** The grants above it, the nearest last. */
  private static String above(GrantView view) {
    List<String> line = view.getLineList();
    return line.size() < 2
        ? ""
        : line.subList(0, line.size() - 1).stream()
            .map(Style::brief)
            .collect(Collectors.joining(" > ", ", passed on from ", ""));
  }

  private String lease(LeaseView view) {
    return "    "
        + Style.plain(view.getNode())
        + " took "
        + view.getReads()
        + " until "
        + Style.time(view.getUntil())
        + (view.hasSettlement() ? ", used " + view.getUsed() : style.warn(", not settled"))
        + style.dim("  lease " + Style.brief(view.getReceipt().getId()))
        + '\n'
        + times.line(view.getTimes(), "      ")
        + (view.hasSettlement()
            ? "      settled\n" + times.line(view.getSettlementTimes(), "      ")
            : "");
  }

  private static String words(String name) {
    return Style.plain(name).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
