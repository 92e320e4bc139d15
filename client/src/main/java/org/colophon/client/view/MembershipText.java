package org.colophon.client.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.OrgId;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.MemberChange;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.Proposal;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.rpc.proto.ProposalView;
import org.colophon.verifier.Style;

/** Members and what they propose, for a person and for programs. */
public final class MembershipText {
  private final Style style;

  /** Texts in this style. */
  public MembershipText(Style style) {
    this.style = style;
  }

  /**
   * A proposal with its record as it was verified.
   *
   * @param view how it stands
   * @param content what it proposes
   */
  public record Proposed(ProposalView view, Proposal content) {}

  /** Members, the quorum, and what is proposed. */
  public String list(MembershipInForce inForce, List<Proposed> proposals) {
    StringBuilder text = new StringBuilder();
    for (Organisation member : inForce.membership().organisations()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %-9s %-20s %s%n",
              style.bold(String.format(Locale.ROOT, "%-20s", member.id())),
              member.tier(),
              member.kind(),
              style.dim(
                  member.nodes().stream().map(Object::toString).collect(Collectors.joining(" ")))));
    }
    text.append(
        style.dim(
            "membership "
                + inForce.number()
                + ": "
                + inForce.membership().quorum()
                + " of "
                + inForce.membership().validators().size()
                + " validators seal, and decide changes; level "
                + inForce.membership().level()
                + "; "
                + inForce.hash()
                + '\n'));
    proposals.forEach(proposed -> text.append(one(proposed, inForce)));
    return text.append(style.dim(Style.count(proposals.size(), "proposal")))
        .append('\n')
        .toString();
  }

  private String one(Proposed proposed, MembershipInForce inForce) {
    ProposalView view = proposed.view();
    boolean open = view.getStatus().equals("OPEN");
    return (open ? style.warn("● ") : style.dim("○ "))
        + style.bold(Fields.words(view.getStatus()))
        + "  "
        + what(proposed.content())
        + "\n    "
        + style.dim(
            "proposed by "
                + Style.plain(view.getProposer())
                + ", open until "
                + Style.time(view.getNotAfter())
                + "; "
                + view.getVotesCount()
                + " of "
                + inForce.membership().quorum()
                + " votes: "
                + Style.plain(String.join(" ", view.getVotesList())))
        + "\n    "
        + style.dim("proposal " + view.getReceipt().getId())
        + '\n'
        + new TimesText(style).line(view.getTimes(), "    ");
  }

  /** What a proposal would do, with what a voter compares outside: key and certificate digests. */
  public String what(Proposal proposal) {
    return switch (proposal) {
      case MemberChange change -> what(change);
      case LevelRaise raise -> "make blocks by the rules of level " + raise.level();
    };
  }

  private String what(MemberChange proposal) {
    Optional<Organisation> admitted = proposal.admitted();
    if (admitted.isEmpty()) {
      String cause = proposal instanceof OrgSuspend suspend ? " (" + suspend.reason() + ")" : "";
      return "suspend " + proposal.leaving().map(OrgId::text).orElse("") + cause + quorum(proposal);
    }
    Organisation organisation = admitted.get();
    String replaced =
        proposal
            .leaving()
            .map(id ->
                id.equals(organisation.id()) ? ", renewing its entry" : ", in the place of " + id)
            .orElse("");
    StringBuilder text =
        new StringBuilder(
            "admit " + organisation.id() + " as " + described(organisation) + replaced);
    text.append(quorum(proposal));
    line(
        text,
        "certificate SHA-256 " + Hash.sha256(StrictBase64.decode(organisation.certificate())));
    organisation.recordKeys().forEach(key -> line(text, "record key " + key));
    organisation.nodes().forEach(node -> line(text, "node " + node));
    organisation
        .checkpointKeys()
        .ifPresent(keys -> line(text, "checkpoint keys " + keys.json().text()));
    return text.toString();
  }

  private static String described(Organisation organisation) {
    return (organisation.tier() == Tier.VALIDATOR ? "validator" : "observer")
        + " ("
        + organisation.kind()
        + ")";
  }

  private static String quorum(MemberChange proposal) {
    return "; quorum " + proposal.quorum();
  }

  private void line(StringBuilder text, String line) {
    text.append("\n    ").append(style.dim(line));
  }

  /** Members and proposals as JSON. */
  public static Json.Obj json(MembershipInForce inForce, List<Proposed> proposals) {
    return Json.object()
        .put("number", inForce.number())
        .put("hash", inForce.hash().hex())
        .put("membership", inForce.membership().json())
        .put("proposals", Json.array(proposals.stream().map(MembershipText::json).toList()))
        .build();
  }

  private static Json.Obj json(Proposed proposed) {
    ProposalView view = proposed.view();
    return Json.object()
        .put("receipt", Views.receipt(view.getReceipt()))
        .put("times", Views.times(view.getTimes()))
        .put("proposer", view.getProposer())
        .put("type", proposed.content().type().label())
        .put("content", proposed.content().members())
        .put("votes", Json.strings(view.getVotesList()))
        .put("status", view.getStatus())
        .put("notAfter", view.getNotAfter())
        .build();
  }
}
