package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Assessment;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.contract.AssessmentState.Status;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.core.standard.Acts;
import org.colophon.core.standard.Choices;
import org.colophon.core.standard.Comparison;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Reckoning;
import org.colophon.crypto.Hash;

/**
 * A court, a procuratorate or a party reckons what an infringement comes to. What rests on no
 * secret every node reckons again; the rest is final when enough of the named assessors confirm it.
 */
final class AssessmentContract implements Contract<Assessment> {
  @Override
  public void apply(Assessment content, Statement statement, World world) throws RefusedException {
    SubjectId signer = SignerRules.single(statement, world, Role.ASSESSOR).subject();
    switch (content) {
      case AssessmentMade made -> make(made, signer, world);
      case AssessmentConfirmed confirmed -> confirm(confirmed, signer, world);
    }
  }

  private static void make(AssessmentMade made, SubjectId signer, World world)
      throws RefusedException {
    InfringementState infringement = world.requireInfringement("allegation", made.allegation());
    Statement allegation = world.requireRecord("allegation", made.allegation()).statement();
    InfringementAllege alleged = (InfringementAllege) allegation.content();
    requireCompetent(signer, allegation.author(), alleged, world);
    CaseRules.require(made.caseOf(), world);
    CompiledStandard compiled = requireInForce(made.standard(), world);
    requireWindow(made, alleged, compiled);
    Acts acts = new Acts(alleged.work(), made.window(), true, alleged.respondent());
    Comparison comparison = new Comparison(alleged.rights(), compiled.standard().currency());
    RecountRules recount = new RecountRules(made.allegation(), acts, comparison, world);
    SortedMap<String, Figure> figures = new TreeMap<>();
    for (GivenInput given : made.inputs()) {
      Input input = requireInput(given, compiled);
      figure(given.given(), input, made.allegation(), infringement, recount, world)
          .ifPresent(figure -> figures.put(input.name(), figure));
    }
    FindingRules.requireTaken(made, compiled.standard(), infringement, world);
    requireReadings(made, compiled);
    world.putAssessment(world.id(), begun(made, signer, allegation, compiled, figures, world));
    world.link(Link.work(alleged.work()));
    world.link(Link.assessment(made.allegation()));
    made.caseOf().ifPresent(opened -> world.link(Link.assessment(opened)));
    world.link(Link.subject(allegation.author()));
    alleged.respondent().ifPresent(respondent -> world.link(Link.subject(respondent)));
  }

  private static AssessmentState begun(
      AssessmentMade made,
      SubjectId signer,
      Statement allegation,
      CompiledStandard compiled,
      SortedMap<String, Figure> figures,
      World world)
      throws RefusedException {
    if (made.panel().isEmpty()) {
      if (!Reckoning.of(compiled, figures).digest().equals(made.result())) {
        throw new RefusedException(Reason.RESULT_DIFFERS, "result: another comes out here");
      }
      return new AssessmentState(List.of(), Course.begin(world.id(), Status.FINAL, world.time()));
    }
    AssessmentMade.Panel panel = made.panel().get();
    requirePanel(panel, allegation, world);
    AssessmentState pending =
        new AssessmentState(List.of(), Course.begin(world.id(), Status.PENDING, world.time()));
    return panel.assessors().contains(signer)
        ? pending.confirmed(signer, panel.needed(), world)
        : pending;
  }

  /** Nobody else sees the figures, so who confirms them is an authority, and no party. */
  private static void requirePanel(AssessmentMade.Panel panel, Statement allegation, World world)
      throws RefusedException {
    Optional<SubjectId> respondent = ((InfringementAllege) allegation.content()).respondent();
    for (SubjectId assessor : panel.assessors()) {
      OrgKind kind =
          world
              .organisation(new OrgId(assessor.text()))
              .orElseThrow(() ->
                  new RefusedException(
                      Reason.UNKNOWN_ORGANISATION, "panel: " + assessor + " is not a member"))
              .kind();
      if (!SignerRules.JUDICIAL.contains(kind) && kind != OrgKind.IP_OFFICE) {
        throw new RefusedException(
            Reason.ROLE_DENIED, "panel: " + assessor + " is neither a court nor an IP office");
      }
      if (assessor.equals(allegation.author()) || respondent.equals(Optional.of(assessor))) {
        throw new RefusedException(Reason.ROLE_DENIED, "panel: " + assessor + " is a party");
      }
    }
  }

  private static void confirm(AssessmentConfirmed confirmed, SubjectId signer, World world)
      throws RefusedException {
    AssessmentState state = world.requireAssessment("confirms", confirmed.confirms());
    Statement first = world.requireRecord("confirms", confirmed.confirms()).statement();
    AssessmentMade made = (AssessmentMade) first.content();
    if (made.panel().isEmpty() || !made.panel().get().assessors().contains(signer)) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + signer + " is not one of its assessors");
    }
    if (world.organisation(new OrgId(signer.text())).isEmpty()) {
      throw new RefusedException(
          Reason.UNKNOWN_ORGANISATION, "signers: " + signer + " is not a member");
    }
    if (state.confirmedBy().contains(signer)) {
      throw new RefusedException(Reason.ALREADY_VOTED, "signers: " + signer + " has confirmed it");
    }
    if (!made.result().equals(confirmed.result())) {
      throw new RefusedException(
          Reason.RESULT_DIFFERS, "result: (expected: that of the assessment)");
    }
    world.putAssessment(
        confirmed.confirms(), state.confirmed(signer, made.panel().get().needed(), world));
    world.link(Link.assessment(confirmed.confirms()));
    world.link(Link.subject(first.author()));
  }

  private static void requireCompetent(
      SubjectId signer, SubjectId claimant, InfringementAllege alleged, World world)
      throws RefusedException {
    boolean isJudicial =
        world
            .organisation(new OrgId(signer.text()))
            .filter(member -> SignerRules.JUDICIAL.contains(member.kind()))
            .isPresent();
    boolean isParty =
        signer.equals(claimant) || alleged.respondent().filter(signer::equals).isPresent();
    if (!isJudicial && !isParty) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + signer + " is neither a court nor a party");
    }
  }

  private static CompiledStandard requireInForce(Hash standard, World world)
      throws RefusedException {
    StandardState state =
        world
            .standard(standard)
            .filter(StandardState::isActive)
            .orElseThrow(() ->
                new RefusedException(Reason.NOT_IN_FORCE, "standard: no such one is in force"));
    Statement proposed = world.record(state.proposal()).orElseThrow().statement();
    return StandardRules.compiled(((StandardPropose) proposed.content()).standard());
  }

  private static void requireWindow(
      AssessmentMade made, InfringementAllege alleged, CompiledStandard compiled)
      throws RefusedException {
    if (!alleged.window().covers(made.window())) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "from: " + made.window() + " (expected: within what was alleged)");
    }
    if (!compiled.standard().appliesTo(made.window().from(), made.window().until())) {
      throw new RefusedException(
          Reason.BAD_INTERVAL,
          "from: " + made.window() + " (expected: acts that the standard applies to)");
    }
  }

  private static void requireReadings(AssessmentMade made, CompiledStandard compiled)
      throws RefusedException {
    Json.Obj chosen = Json.object().put("parameters", Choices.json(made.parameters())).build();
    SortedMap<String, String> _ =
        Choices.read(Members.of("", chosen), compiled.standard().parametersByName());
  }

  private static Input requireInput(GivenInput given, CompiledStandard compiled)
      throws RefusedException {
    return compiled
        .standard()
        .input(given.name())
        .orElseThrow(() ->
            new RefusedException(Reason.MALFORMED, "inputs: (expected: names of the standard's)"));
  }

  /** The figure that is given, when everybody may know it; refused when it is not what it says. */
  private static Optional<Figure> figure(
      GivenInput.Given given,
      Input input,
      RecordId allegation,
      InfringementState infringement,
      RecountRules recount,
      World world)
      throws RefusedException {
    return switch (given) {
      case GivenInput.Shown(Json value, List<RecordId> records) -> {
        requireRecords(records, world);
        Figure figure = Figure.recorded(input.value(value), records);
        if (input.source() == Input.Source.FINDING) {
          FindingRules.require(input, figure, allegation, infringement, world);
        }
        recount.requireShown(input, figure);
        yield Optional.of(figure);
      }
      case GivenInput.Brought(Json value, List<RecordId> records) -> {
        requireRecords(records, world);
        Figure figure = Figure.brought(input.value(value), records);
        recount.requireBrought(input, figure);
        yield Optional.of(figure);
      }
      case GivenInput.Supposed(Json value) -> {
        if (input.source() == Input.Source.CHAIN) {
          throw new RefusedException(
              Reason.MALFORMED, "inputs: what the chain shows is not assumed");
        }
        yield Optional.of(Figure.assumed(input.value(value)));
      }
      case GivenInput.Secret secret -> {
        CommittedRules.require(input, secret, world);
        recount.requireCommitted(input, secret);
        yield Optional.empty();
      }
    };
  }

  private static void requireRecords(List<RecordId> records, World world) throws RefusedException {
    for (RecordId record : records) {
      StateView.Located _ = world.requireRecord("inputs", record);
    }
  }
}
