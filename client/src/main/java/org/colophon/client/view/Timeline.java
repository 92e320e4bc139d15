package org.colophon.client.view;

import java.util.List;
import java.util.stream.Collectors;
import org.colophon.rpc.proto.AccessCount;
import org.colophon.rpc.proto.ConflictView;
import org.colophon.rpc.proto.Holding;
import org.colophon.rpc.proto.PublicationView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.ReleaseView;
import org.colophon.rpc.proto.SignerView;
import org.colophon.rpc.proto.Times;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.UsesView;
import org.colophon.rpc.proto.WorkView;
import org.colophon.verifier.Style;

/** A work and what happened to it, for a person: the three times stand apart in each event. */
public final class Timeline {
  private final Style style;

  /** A timeline in this style. */
  public Timeline(Style style) {
    this.style = style;
  }

  /** The work, then its events, oldest first. */
  public String of(WorkView work, List<TraceEvent> events) {
    StringBuilder text = new StringBuilder(head(work));
    text.append('\n');
    text.append("claimed     what the author says; nobody checked it\n");
    text.append("ordered     when the chain put it in its place\n");
    text.append("not before, not after: what the clocks of a quorum of validators attest\n");
    return text.append(events(events))
        .append('\n')
        .append(style.dim(events.size() + " records, read at block " + work.getAsOfHeight()))
        .append('\n')
        .toString();
  }

  /** Events, each behind an empty line. */
  public String events(List<TraceEvent> events) {
    StringBuilder text = new StringBuilder();
    for (TraceEvent event : events) {
      text.append('\n').append(event(event));
    }
    return text.toString();
  }

  /** What the chain holds of a work. */
  public String head(WorkView work) {
    StringBuilder text = new StringBuilder();
    String title = work.getTitle().isEmpty() ? "(untitled draft)" : work.getTitle();
    text.append(style.bold(Style.plain(title))).append('\n');
    line(text, "work", work.getWork());
    line(text, "status", work.getStatus() + kind(work));
    line(text, "opened by", work.getOpener());
    if (work.getDrafts() > 0) {
      line(text, "drafts", Long.toString(work.getDrafts()));
    }
    work.getHoldingsList().forEach(holding -> line(text, "owner", holding(holding)));
    work.getContentsList()
        .forEach(content ->
            line(
                text,
                "content",
                content.getSha256()
                    + "  "
                    + Style.plain(content.getMediaType())
                    + ", "
                    + content.getSize()
                    + " bytes"));
    if (!work.getDerivedFrom().isEmpty()) {
      line(text, "re-creates", work.getDerivedFrom());
    }
    OfficeText office = new OfficeText(style);
    work.getApplicationsList().forEach(one -> line(text, "application", office.brief(one)));
    work.getObjectionsList()
        .forEach(
            one -> text.append(style.warn("disputed    ")).append(office.brief(one)).append('\n'));
    if (work.hasRelease()) {
      release(text, work.getRelease());
    }
    uses(text, work.getUses());
    for (String correction : work.getCorrectionsList()) {
      text.append(style.warn("corrected   ")).append("by record ");
      text.append(Style.plain(correction)).append('\n');
    }
    for (ConflictView conflict : work.getConflictsList()) {
      text.append(style.warn("conflict    ")).append(conflict(work, conflict));
    }
    return text.toString();
  }

  /** The first release, its times told apart; and who claims an earlier one. */
  private void release(StringBuilder text, ReleaseView release) {
    PublicationView first = release.getFirst();
    line(text, "released", "shown " + Style.time(first.getAt()) + ", says " + published(first));
    text.append(new TimesText(style).lines(first.getTimes(), "              ", ""));
    PublicationView earliest = release.getEarliest();
    if (!earliest.getReceipt().getId().equals(first.getReceipt().getId())) {
      line(
          text,
          "",
          "a later record claims "
              + Style.time(earliest.getAt())
              + ", says "
              + published(earliest));
    }
  }

  private static String published(PublicationView publication) {
    String place = publication.getUrl().isEmpty() ? publication.getChannel() : publication.getUrl();
    return publication.getSubject() + "  " + place;
  }

  private static void uses(StringBuilder text, UsesView uses) {
    if (uses.getRecommendations() > 0) {
      line(text, "recommended", uses.getRecommendations() + " times, platforms say");
    }
    for (AccessCount count : uses.getAccessesList()) {
      line(
          text,
          "acquired",
          count.getTotal()
              + " times ("
              + count.getMode().toLowerCase(java.util.Locale.ROOT)
              + "), platforms say; "
              + count.getLicensed()
              + " under a licence that they name");
    }
  }

  private String event(TraceEvent event) {
    String signers =
        event.getSignersList().stream().map(Timeline::signer).collect(Collectors.joining(", "));
    String place =
        "block " + event.getReceipt().getHeight() + ", leaf " + event.getReceipt().getIndex();
    return "● "
        + style.bold(Style.plain(event.getType()))
        + "  by "
        + signers
        + '\n'
        + "│ "
        + Style.plain(event.getSummary())
        + '\n'
        + new TimesText(style).lines(event.getTimes(), "│   ", place)
        + "│   "
        + style.dim("record      " + Style.plain(event.getReceipt().getId()))
        + '\n';
  }

  private static String signer(SignerView signer) {
    return Style.plain(signer.getSubject() + " (" + signer.getRole() + ")");
  }

  private static String kind(WorkView work) {
    return work.getIpKind().isEmpty() ? "" : ", " + work.getIpKind() + " " + work.getCategory();
  }

  private static String holding(Holding holding) {
    return holding.getSubject()
        + "  "
        + Style.percent(holding.getShare())
        + "  "
        + holding.getRight();
  }

  /** Both claims with their receipts; the earlier one has priority. */
  private String conflict(WorkView work, ConflictView conflict) {
    boolean isEarlier = work.getWork().equals(conflict.getEarlierWork());
    return (isEarlier
            ? "somebody claimed the same content later"
            : "the same content was claimed earlier")
        + '\n'
        + claim(
            "earlier",
            conflict.getEarlierWork(),
            conflict.getEarlierReceipt(),
            conflict.getEarlierTimes())
        + claim(
            "later", conflict.getLaterWork(), conflict.getLaterReceipt(), conflict.getLaterTimes());
  }

  private String claim(String name, String work, Receipt receipt, Times times) {
    return String.format(java.util.Locale.ROOT, "    %-8s", name)
        + "record "
        + Style.plain(receipt.getId())
        + style.dim(
            "  block "
                + receipt.getHeight()
                + ", leaf "
                + receipt.getIndex()
                + (work.isEmpty() ? "" : ", work " + Style.brief(work)))
        + '\n'
        + new TimesText(style).line(times, "            ");
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(java.util.Locale.ROOT, "%-12s", name));
    text.append(Style.plain(value)).append('\n');
  }
}
