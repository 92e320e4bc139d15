package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.record.Statement;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.CompiledStandards;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;

/** What proposing, voting and activating a standard have in common. */
final class StandardRules {
  private static final CompiledStandards COMPILED = new CompiledStandards();

  private StandardRules() {}

  /**
   * A standard that was proposed, while its proposal may still be agreed to.
   *
   * @param standard the document
   * @param hash what identifies it
   * @param state how it stands
   */
  record Open(Standard standard, Hash hash, StandardState state) {}

  /** The signer is a validator, which speaks for itself. */
  static OrgId validator(Statement statement, World world) throws RefusedException {
    OrgId signer = SignerRules.organisation(statement, world);
    if (!ProposalContract.isValidator(signer, world.inForce().membership())) {
      throw new RefusedException(Reason.ROLE_DENIED, "signers: " + signer + " is not a validator");
    }
    return signer;
  }

  /** The standard, compiled and tested. */
  static CompiledStandard compiled(Standard standard) throws RefusedException {
    return COMPILED.of(standard);
  }

  /** Refuses results that are not what the tests come to here. */
  static void requireSameResults(CompiledStandard compiled, Hash results) throws RefusedException {
    if (!compiled.testResults().equals(results)) {
      throw new RefusedException(Reason.RESULT_DIFFERS, "results: the tests come to others");
    }
  }

  /** A standard gives way only to a newer version of itself. */
  static void requireNewer(Standard standard, World world) throws RefusedException {
    Optional<Integer> newest = world.newestStandardVersion(standard.id());
    if (newest.isPresent() && standard.version() <= newest.get()) {
      throw new RefusedException(
          Reason.BAD_PROPOSAL,
          "version: " + standard.version() + " (expected: above " + newest.get() + ")");
    }
  }

  /** The proposed standard behind a record, or a refusal that it is not open any more. */
  static Open requireOpen(RecordId proposal, World world) throws RefusedException {
    Statement proposed = world.requireRecord("proposal", proposal).statement();
    if (!(proposed.content() instanceof StandardPropose propose)) {
      throw new RefusedException(
          Reason.UNKNOWN_RECORD, "proposal: the record proposes no standard");
    }
    Hash hash = propose.standard().hash();
    StandardState state = world.standard(hash).orElseThrow();
    if (state.isActive()) {
      throw new RefusedException(Reason.BAD_TRANSITION, "proposal: the standard is in force");
    }
    if (!state.proposal().equals(proposal)) {
      throw new RefusedException(Reason.PROPOSAL_LAPSED, "proposal: a newer one took its place");
    }
    if (hasRunOut(proposed, world.time())) {
      throw new RefusedException(Reason.PROPOSAL_LAPSED, "proposal: it ran out");
    }
    return new Open(propose.standard(), hash, state);
  }

  /** Whether a proposal is open no longer. */
  static boolean hasRunOut(Statement proposed, Timestamp now) {
    Optional<Timestamp> end = proposed.notAfter();
    return end.isEmpty() || end.get().compareTo(now) < 0;
  }
}
