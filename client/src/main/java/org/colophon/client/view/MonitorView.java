package org.colophon.client.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.monitor.Contradiction;
import org.colophon.client.monitor.Panel;
import org.colophon.client.monitor.Round;
import org.colophon.client.monitor.SignedTree;
import org.colophon.core.OrgId;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.verifier.Style;

/** A monitor's rounds and proofs, for people and for scripts. */
public final class MonitorView {
  private MonitorView() {}

  /** A round as one JSON object. */
  public static Json.Obj json(Round round) {
    List<Json.Obj> nodes = new ArrayList<>();
    for (Panel.Answer answer : round.answers()) {
      ObjBuilder node = Json.object().put("uri", answer.node().toString());
      answer
          .tree()
          .ifPresentOrElse(
              tree -> node.put("tree", json(tree)),
              () -> node.put("error", Style.plain(answer.trouble())));
      nodes.add(node.build());
    }
    return Json.object()
        .put(
            "contradictions",
            Json.array(round.contradictions().stream().map(MonitorView::json).toList()))
        .putIf("kept", round.kept().map(MonitorView::json))
        .put("nodes", Json.array(nodes))
        .put("open", Json.array(round.open().stream().map(MonitorView::json).toList()))
        .put("outcome", round.outcome().name())
        .build();
  }

  private static Json.Obj json(SignedTree tree) {
    ObjBuilder json =
        Json.object()
            .put("root", tree.checkpoint().root().hex())
            .put("sealed", tree.isSealed())
            .put("signedBy", names(tree.signers()))
            .put("size", tree.size());
    tree.attested().ifPresent(time -> json.put("attested", time.value()));
    return json.build();
  }

  /** A contradiction as one JSON object. */
  public static Json.Obj json(Contradiction contradiction) {
    return Json.object()
        .put("file", contradiction.fileName())
        .put("first", json(contradiction.first()))
        .put("rootOfSecondAtSizeOfFirst", contradiction.prefix().root().hex())
        .put("second", json(contradiction.second()))
        .put("signedBoth", names(contradiction.signedBoth()))
        .build();
  }

  private static Json.Arr names(java.util.Collection<OrgId> organisations) {
    return Json.strings(organisations.stream().map(OrgId::text).toList());
  }

  /** A round in a few lines. */
  public static String text(Round round, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (round.outcome()) {
          case ADVANCED -> style.good("✓") + " " + advanced(round);
          case UNCHANGED -> style.good("✓") + " nothing new since " + tree(round.kept());
          case UNPROVEN ->
              style.bad("!")
                  + " no node proves that a newer seal begins with the kept one; kept stays "
                  + tree(round.kept());
          case NO_SEAL -> style.bad("!") + " no node showed a seal; kept " + tree(round.kept());
          case CONTRADICTION -> style.bad("✗") + " kept " + tree(round.kept());
        });
    text.append('\n');
    for (Panel.Answer answer : round.answers()) {
      answer
          .tree()
          .ifPresentOrElse(
              tree -> shown(answer, tree, round, style, text),
              () ->
                  text.append("  ")
                      .append(style.bad("no seal"))
                      .append(' ')
                      .append(answer.node())
                      .append(": ")
                      .append(Style.plain(answer.trouble()))
                      .append('\n'));
    }
    for (SignedTree tree : round.open()) {
      text.append("  open: size ")
          .append(tree.size())
          .append(" signed by ")
          .append(tree.signerNames())
          .append(", without a proof yet\n");
    }
    return text.toString();
  }

  private static String advanced(Round round) {
    return round.before().isPresent()
        ? tree(round.kept()) + ", begins with size " + round.before().get().size()
        : tree(round.kept()) + ", kept as the first";
  }

  private static String tree(Optional<SignedTree> tree) {
    return tree.map(t -> "size " + t.size() + " root " + t.checkpoint().root().hex())
        .orElse("nothing");
  }

  private static void shown(
      Panel.Answer answer, SignedTree tree, Round round, Style style, StringBuilder text) {
    long behind = round.kept().map(SignedTree::size).orElse(0L) - tree.size();
    text.append("  size ").append(tree.size()).append(' ').append(style.dim("" + answer.node()));
    if (behind > 0) {
      text.append("  behind by ").append(behind);
    }
    if (!tree.isSealed()) {
      text.append("  ").append(style.bad("NOT SEALED, signed by " + tree.signerNames()));
    }
    text.append('\n');
  }

  /** What a contradiction proves, in a few lines. */
  public static String text(Contradiction contradiction) {
    SignedTree first = contradiction.first();
    SignedTree second = contradiction.second();
    String text = contradiction.sentence() + "\n  " + signed(first) + "\n  " + signed(second);
    return first.size() == second.size()
        ? text
        : text
            + "\n  of which the second has, at size "
            + first.size()
            + ", the root "
            + contradiction.prefix().root();
  }

  private static String signed(SignedTree tree) {
    return "size "
        + tree.size()
        + " root "
        + tree.checkpoint().root()
        + " signed by "
        + tree.signerNames()
        + (tree.isSealed() ? " (a quorum)" : "");
  }

  /** Where a contradiction is kept, and what to do with it. */
  public static String kept(Contradiction contradiction, Path file) {
    return text(contradiction)
        + "\n  kept in "
        + file
        + "\n  anybody checks it with: colophon chain monitor --check FILE --genesis GENESIS";
  }
}
