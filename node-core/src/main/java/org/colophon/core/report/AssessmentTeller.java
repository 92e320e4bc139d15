package org.colophon.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Link;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Licence;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Transfer;
import org.colophon.core.contract.StandardState;
import org.colophon.core.gather.Gathering;
import org.colophon.core.gather.Sought;
import org.colophon.core.query.AssessmentView;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.StandardView;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Standard;

/** Tells of an assessment as it stood at a report's block, and names all that it rests on. */
final class AssessmentTeller {
  private final Scene scene;

  AssessmentTeller(Scene scene) {
    this.scene = scene;
  }

  /**
   * An assessment.
   *
   * @param openings what opens its amounts; all of them, or nothing is reckoned
   */
  AssessmentFacts of(AssessmentView view, List<Opened> openings) throws RefusedException {
    AssessmentMade made = view.made();
    StandardView standard =
        StandardView.of(scene.ledger(), made.standard(), scene.asOf()).orElseThrow();
    AssessmentFacts facts =
        new AssessmentFacts(
            scene.named().add(view.record()),
            view.record().statement().author(),
            made,
            view.status(),
            confirmations(view),
            agreement(standard),
            sealed(view.record()),
            gathering(made, standard),
            AssessmentFacts.reckon(made, standard.proposed().standard(), openings));
    scene.named().add(made.allegation());
    made.inputs().stream().flatMap(AssessmentTeller::named).forEach(scene.named()::add);
    scene.named().addAll(facts.gathering().records());
    return facts;
  }

  /** The assessor's own record confirms it too, when it is one of the panel. */
  private List<AssessmentFacts.Confirmed> confirmations(AssessmentView view)
      throws RefusedException {
    List<RecordAt> records = new ArrayList<>();
    boolean isOne =
        view.made()
            .panel()
            .filter(panel -> panel.assessors().contains(view.record().statement().author()))
            .isPresent();
    if (isOne) {
      records.add(view.record());
    }
    int max = AssessmentMade.Panel.ASSESSORS_MAX;
    scene.all(Link.assessment(view.record().id()), max, "confirmations").forEach(records::add);
    return records.stream()
        .map(record ->
            new AssessmentFacts.Confirmed(scene.named().add(record), record.statement().author()))
        .toList();
  }

  /** Nobody votes once it is in force, so the votes that stand are those of then. */
  private AssessmentFacts.Agreement agreement(StandardView view) {
    RecordId activated =
        view.course().steps().stream()
            .filter(step -> step.status() == StandardState.Status.ACTIVE)
            .findFirst()
            .orElseThrow()
            .record();
    return new AssessmentFacts.Agreement(
        view.proposed().standard(),
        scene.named().add(view.record()),
        scene.named().add(activated),
        view.votes());
  }

  private AssessmentFacts.Sealed sealed(RecordAt record) {
    TreeSize size = record.header().checkpointSize();
    SealFacts seal = SealFacts.covering(scene.ledger(), size);
    List<AssessmentFacts.Cosigned> cosigned =
        seal.signers().stream()
            .map(one -> new AssessmentFacts.Cosigned(one.validator(), one.time()))
            .toList();
    return new AssessmentFacts.Sealed(
        scene.ledger().reader().firstSealCovering(size).orElseThrow().size().value(),
        cosigned,
        seal.quorum(),
        seal.validators());
  }

  private Gathering gathering(AssessmentMade made, StandardView standard) throws RefusedException {
    Sought sought =
        Sought.ofAllegation(
            scene.ledger(),
            scene.asOf(),
            made.allegation(),
            made.window(),
            comparables(made, standard.proposed().standard()));
    return Gathering.of(scene.ledger(), scene.asOf(), sought, standard.proposed().standard());
  }

  /** Deals that the assessment names for what is comparable, also in other works. */
  private List<RecordId> comparables(AssessmentMade made, Standard standard) {
    return made.inputs().stream()
        .filter(given ->
            standard
                .input(given.name())
                .flatMap(Input::query)
                .filter(AssessmentTeller::isOfDeals)
                .isPresent())
        .flatMap(AssessmentTeller::named)
        .distinct()
        .filter(id ->
            switch (scene.ledger().record(id).orElseThrow().statement().content()) {
              case Licence _, Transfer _, PriceReference _ -> true;
              default -> false;
            })
        .toList();
  }

  private static boolean isOfDeals(Input.Query query) {
    return query == Input.Query.LICENCE_FEES || query == Input.Query.SALE_PRICES;
  }

  /** The records that a figure names. */
  private static Stream<RecordId> named(GivenInput input) {
    return switch (input.given()) {
      case GivenInput.Shown shown -> shown.records().stream();
      case GivenInput.Brought brought -> brought.records().stream();
      case GivenInput.Secret secret -> secret.parts().stream().map(GivenInput.Part::record);
      case GivenInput.Supposed _ -> Stream.empty();
    };
  }
}
