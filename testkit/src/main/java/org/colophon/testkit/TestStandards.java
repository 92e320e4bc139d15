package org.colophon.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Interval;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.ShippedStandards;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;

/**
 * Standards of damages, votes for them and assessments, as records.
 *
 * @param records makes the records
 * @param until when proposals run out
 */
public record TestStandards(TestRecords records, Timestamp until) {
  /** Art. 54 of the Copyright Law, as it is shipped. */
  public static final Standard COPYRIGHT = ShippedStandards.of("cn.copyright.54").orElseThrow();

  /** What the court of the worked example finds, beside intent and seriousness. */
  public static final SortedMap<String, Long> FOUND =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(Map.of("contribution", 4_000L, "multiple", 20_000L)));

  /** The 168 days of the worked example. */
  public static final Interval WINDOW =
      new Interval(
          TestRecords.WINDOW.from(), TestRecords.WINDOW.from().plus(168L * 24 * 3600 * 1000));

  /** Art. 54 under another id: a standard of its own. */
  public static Standard named(String id) {
    return changed('"' + COPYRIGHT.id() + '"', '"' + id + '"');
  }

  /** Art. 54 with some of its text changed. */
  public static Standard changed(String from, String to) {
    String text = COPYRIGHT.json().text();
    if (!text.contains(from)) {
      throw new AssertionError("the standard does not say " + from);
    }
    try {
      return Standard.parse(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** A standard that must compile. */
  public static CompiledStandard compiled(Standard standard) {
    try {
      return CompiledStandard.of(standard);
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** Proposes a standard that compiles. */
  public TestRecord propose(Actor proposer, Standard standard) {
    return propose(proposer, standard, compiled(standard).testResults());
  }

  /** Proposes a standard with any results. */
  public TestRecord propose(Actor proposer, Standard standard, Hash results) {
    return records
        .record(new StandardPropose(standard, results))
        .by(proposer, Role.MEMBER)
        .notAfter(until);
  }

  /** Votes for a proposed standard. */
  public TestRecord vote(Actor voter, TestRecord proposal, Hash results) {
    return records.record(new StandardVote(proposal.id(), results)).by(voter, Role.MEMBER);
  }

  /** Votes for art. 54. */
  public TestRecord vote(Actor voter, TestRecord proposal) {
    return vote(voter, proposal, compiled(COPYRIGHT).testResults());
  }

  /** Puts a standard into force. */
  public TestRecord activate(Actor validator, TestRecord proposal) {
    return records.record(new StandardActivate(proposal.id())).by(validator, Role.MEMBER);
  }

  /** What puts a standard into force: one validator proposes and activates, the others agree. */
  public List<TestRecord> inForce(Standard standard, Actor proposer, List<Actor> others) {
    TestRecord proposal = propose(proposer, standard);
    Hash results = compiled(standard).testResults();
    List<TestRecord> all = new ArrayList<>(List.of(proposal));
    others.forEach(other -> all.add(vote(other, proposal, results)));
    all.add(activate(proposer, proposal));
    return all;
  }

  /** An input that is assumed. */
  public static GivenInput supposed(String name, Json value) {
    return new GivenInput(name, new GivenInput.Supposed(value));
  }

  /** An input that records show. */
  public static GivenInput shown(String name, Json value, RecordId... records) {
    return new GivenInput(name, new GivenInput.Shown(value, List.of(records)));
  }

  /** An input that somebody brings, though the chain could show it. */
  public static GivenInput brought(String name, Json value, RecordId... records) {
    return new GivenInput(name, new GivenInput.Brought(value, List.of(records)));
  }

  /** What a standard comes to for inputs that stand in clear. */
  public static Hash result(Standard standard, List<GivenInput> inputs) {
    SortedMap<String, Figure> figures = new TreeMap<>();
    try {
      for (GivenInput input : inputs) {
        var spec = standard.input(input.name()).orElseThrow();
        figures.put(
            input.name(),
            switch (input.given()) {
              case GivenInput.Shown(Json value, List<RecordId> shownBy) ->
                  Figure.recorded(spec.value(value), shownBy);
              case GivenInput.Brought(Json value, List<RecordId> broughtBy) ->
                  Figure.brought(spec.value(value), broughtBy);
              case GivenInput.Supposed(Json value) -> Figure.assumed(spec.value(value));
              case GivenInput.Secret _ -> throw new AssertionError("secret");
            });
      }
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
    return Reckoning.of(compiled(standard), figures).digest();
  }

  /** An assessment under art. 54 of figures that stand in clear, with the result that they have. */
  public TestRecord assess(Actor assessor, RecordId allegation, List<GivenInput> inputs) {
    return assess(assessor, allegation, inputs, result(COPYRIGHT, inputs), Optional.empty());
  }

  /** An assessment under art. 54 with any result. */
  public TestRecord assess(
      Actor assessor,
      RecordId allegation,
      List<GivenInput> inputs,
      Hash result,
      Optional<AssessmentMade.Panel> panel) {
    return assess(assessor, assessment(allegation, inputs, result, panel));
  }

  /** What an assessment under art. 54 says. */
  public static AssessmentMade assessment(
      RecordId allegation,
      List<GivenInput> inputs,
      Hash result,
      Optional<AssessmentMade.Panel> panel) {
    return new AssessmentMade(
        COPYRIGHT.hash(),
        allegation,
        Optional.empty(),
        WINDOW,
        inputs,
        new TreeMap<>(Map.of("punitive_reading", "BASE_TIMES_ONE_PLUS_M")),
        result,
        panel);
  }

  /** Any assessment. */
  public TestRecord assess(Actor assessor, AssessmentMade made) {
    return records.record(made).by(assessor, Role.ASSESSOR);
  }

  /** The same assessment for another time. */
  public static AssessmentMade within(AssessmentMade made, Interval window) {
    return new AssessmentMade(
        made.standard(),
        made.allegation(),
        made.caseOf(),
        window,
        made.inputs(),
        made.parameters(),
        made.result(),
        made.panel());
  }

  /** An assessor has come to a result. */
  public TestRecord confirm(Actor assessor, RecordId assessment, Hash result) {
    return records.record(new AssessmentConfirmed(assessment, result)).by(assessor, Role.ASSESSOR);
  }
}
