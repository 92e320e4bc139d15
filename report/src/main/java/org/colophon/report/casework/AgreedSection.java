package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.colophon.core.OrgId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Who agreed on the standard, who came to the same result, and who signed the tree. */
final class AgreedSection {
  private AgreedSection() {}

  static List<Strip> of(Writing writing, AssessmentFacts facts) {
    List<Strip> strips = new ArrayList<>(writing.section("agreed.heading"));
    strips.addAll(
        writing.paragraph(
            "agreed.standard",
            facts.agreement().validators().stream()
                .map(OrgId::text)
                .collect(Collectors.joining(", ")),
            writing.ref(facts.agreement().activated())));
    strips.addAll(
        facts
            .made()
            .panel()
            .map(panel -> panel(writing, facts, panel))
            .orElseGet(() -> writing.paragraph("agreed.all")));
    AssessmentFacts.Sealed sealed = facts.sealed();
    strips.addAll(
        writing.lead(
            "agreed.sealed",
            Show.number(sealed.signers().size()),
            Show.number(sealed.validators()),
            Show.number(sealed.quorum())));
    strips.addAll(table(writing, facts).strips());
    return strips;
  }

  private static List<Strip> panel(
      Writing writing, AssessmentFacts facts, AssessmentMade.Panel panel) {
    return writing.paragraph(
        "agreed.panel",
        Show.number(facts.confirmed().size()),
        Show.number(panel.assessors().size()),
        Show.number(panel.needed()));
  }

  private static Table table(Writing writing, AssessmentFacts facts) {
    Table table =
        writing.table(new double[] {34, 42, 24}, "agreed.who", "agreed.what", "agreed.when");
    facts
        .confirmed()
        .forEach(one ->
            table.row(
                Cell.of(one.subject().text()).inBold(),
                Cell.of(writing.say("agreed.confirmed", writing.ref(one.record()))),
                Cell.of(Writing.minute(writing.ordered(one.record())))));
    facts
        .sealed()
        .signers()
        .forEach(one ->
            table.row(
                Cell.of(one.validator().text()).inBold(),
                Cell.of(writing.say("agreed.cosigned")),
                Cell.of(Writing.minute(one.time()))));
    return table;
  }
}
