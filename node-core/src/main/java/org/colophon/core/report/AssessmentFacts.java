package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.contract.AssessmentState;
import org.colophon.core.gather.Gathering;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Membership;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Sensitivity;
import org.colophon.core.standard.Standard;

/**
 * An assessment as it stood at a report's block: what it was given, by which standard, who agreed,
 * and what it comes to. The reckoning is no fact but follows from the others: whoever reads the
 * report reckons it again.
 *
 * @param record the record that made it
 * @param assessor who made it
 * @param made what that record says
 * @param status whether it is final
 * @param confirmed who came to the same bytes, oldest first; none where every node reckons it
 * @param agreement by which standard, and who agreed to that
 * @param sealed who signed the tree in which it stands
 * @param gathering what the chain shows for its figures, and what it was left out
 * @param reckoning what it comes to; empty when an amount was not opened
 */
public record AssessmentFacts(
    RecordId record,
    SubjectId assessor,
    AssessmentMade made,
    AssessmentState.Status status,
    List<Confirmed> confirmed,
    Agreement agreement,
    Sealed sealed,
    Gathering gathering,
    Optional<Reckoning> reckoning) {
  /**
   * Somebody came to the same bytes.
   *
   * @param record whose record says so
   * @param subject who
   */
  public record Confirmed(RecordId record, SubjectId subject) {
    private static Confirmed read(Members members) throws RefusedException {
      return new Confirmed(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("subject", 63, SubjectId::new));
    }

    private Json.Obj json() {
      return Json.object().put("record", record.hex()).put("subject", subject.text()).build();
    }
  }

  /**
   * A standard that validators agreed on.
   *
   * @param standard the document
   * @param proposal the record that proposed it
   * @param activated the record that put it into force
   * @param validators who had its tests come out the same, and voted for it
   */
  public record Agreement(
      Standard standard, RecordId proposal, RecordId activated, List<OrgId> validators) {
    /** Copies the names. */
    public Agreement {
      validators = List.copyOf(validators);
    }

    private static Agreement read(Members members) throws RefusedException {
      Agreement agreement =
          new Agreement(
              Standard.read(members.object("document")),
              members.parsed("proposal", 64, RecordId::ofHex),
              members.parsed("activated", 64, RecordId::ofHex),
              members.texts("validators", 0, Membership.VALIDATORS_MAX, 63).stream()
                  .map(OrgId::new)
                  .toList());
      members.end();
      return agreement;
    }

    private Json.Obj json() {
      return Json.object()
          .put("document", standard.json())
          .put("proposal", proposal.hex())
          .put("activated", activated.hex())
          .put("validators", Json.strings(validators.stream().map(OrgId::text).toList()))
          .build();
    }
  }

  /**
   * The first seal that covers the assessment. Whoever signed it had executed the block, and so had
   * reckoned all that rests on no secret.
   *
   * @param size leaves that it covers
   * @param signers validators that signed it, by name
   * @param quorum how many had to
   * @param validators how many there were
   */
  public record Sealed(long size, List<Cosigned> signers, long quorum, long validators) {
    /** Copies the names. */
    public Sealed {
      signers = List.copyOf(signers);
    }

    private static Sealed read(Members members) throws RefusedException {
      Sealed sealed =
          new Sealed(
              members.integer("size", 1, Json.INTEGER_MAX),
              members.objects("signers", 1, Membership.VALIDATORS_MAX, Cosigned::read),
              members.integer("quorum", 1, Membership.VALIDATORS_MAX),
              members.integer("validators", 1, Membership.VALIDATORS_MAX));
      members.end();
      return sealed;
    }

    private Json.Obj json() {
      return Json.object()
          .put("size", size)
          .put("signers", Json.array(signers.stream().map(Cosigned::json).toList()))
          .put("quorum", quorum)
          .put("validators", validators)
          .build();
    }
  }

  /**
   * A validator signed a seal.
   *
   * @param validator which
   * @param time when, by its own clock
   */
  public record Cosigned(OrgId validator, Timestamp time) {
    private static Cosigned read(Members members) throws RefusedException {
      return new Cosigned(
          members.parsed("validator", 63, OrgId::new),
          new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
    }

    private Json.Obj json() {
      return Json.object().put("validator", validator.text()).put("time", time.value()).build();
    }
  }

  /** Copies the list. */
  public AssessmentFacts {
    confirmed = List.copyOf(confirmed);
  }

  /**
   * What an assessment comes to; empty when an amount is not opened.
   *
   * @throws RefusedException RESULT_DIFFERS when it comes to something else than it says
   */
  public static Optional<Reckoning> reckon(
      AssessmentMade made, Standard standard, List<Opened> openings) throws RefusedException {
    Optional<SortedMap<String, Figure>> figures =
        OpenedFigures.of(standard, made.inputs(), openings);
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    Reckoning reckoning = Reckoning.of(CompiledStandard.of(standard), figures.get());
    if (!reckoning.digest().equals(made.result())) {
      throw new RefusedException(
          org.colophon.core.Reason.RESULT_DIFFERS,
          "openings: the assessment comes to another result with them");
    }
    return Optional.of(reckoning);
  }

  /** On what the total hangs; empty with the reckoning. */
  public Optional<Sensitivity> sensitivity() {
    return reckoning.map(reckoned -> Sensitivity.of(reckoned, made.parameters()));
  }

  /** Reads what {@link #json} wrote, and reckons it again. */
  static AssessmentFacts read(Members members, List<Opened> openings) throws RefusedException {
    Members made = members.object("made");
    AssessmentMade content = AssessmentMade.read(made);
    made.end();
    Agreement agreement = Agreement.read(members.object("standard"));
    AssessmentFacts facts =
        new AssessmentFacts(
            members.parsed("record", 64, RecordId::ofHex),
            members.parsed("assessor", 63, SubjectId::new),
            content,
            members.oneOf("status", AssessmentState.Status.class),
            members.objects("confirmed", 0, AssessmentMade.Panel.ASSESSORS_MAX, Confirmed::read),
            agreement,
            Sealed.read(members.object("sealed")),
            Gathering.read(members.object("gathered")),
            reckon(content, agreement.standard, openings));
    if (!agreement.standard.hash().equals(content.standard())) {
      throw members.malformed("standard", "(expected: the document of its hash)");
    }
    Optional<Json> reckoned = members.any("reckoning");
    Optional<Json> sensitive = members.any("sensitivity");
    if (!reckoned.equals(facts.reckoning.map(Reckoning::json))
        || !sensitive.equals(facts.sensitivity().map(Sensitivity::json))) {
      throw members.malformed("reckoning", "(expected: what its figures come to)");
    }
    members.end();
    return facts;
  }

  Json.Obj json() {
    return Json.object()
        .put("record", record.hex())
        .put("assessor", assessor.text())
        .put("made", made.members())
        .put("status", status.name())
        .put("confirmed", Json.array(confirmed.stream().map(Confirmed::json).toList()))
        .put("standard", agreement.json())
        .put("sealed", sealed.json())
        .put("gathered", gathering.json())
        .putIf("reckoning", reckoning.map(Reckoning::json))
        .putIf("sensitivity", sensitivity().map(Sensitivity::json))
        .build();
  }
}
