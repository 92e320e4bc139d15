package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Correction;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * Who signed a record corrects it, in the capacity in which it was signed. Where several signed, a
 * correction is the word of one of them: it is shown as that, and changes nothing that they agreed.
 */
final class CorrectionContract implements Contract<Correction> {
  /** Most corrections in a line, each of the one before. */
  static final int HOPS_MAX = 16;

  @Override
  public void apply(Correction content, Statement statement, World world) throws RefusedException {
    Signer signer = SignerRules.alone(statement, world);
    Statement corrected = world.requireRecord("corrects", content.corrects()).statement();
    boolean signedIt =
        corrected.signers().stream()
            .anyMatch(s -> s.subject().equals(signer.subject()) && s.role() == signer.role());
    if (!signedIt) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: (expected: a signer of the record, in the same role)");
    }
    requireCommitted(content, corrected, world);
    Corrections before = world.corrections(content.corrects());
    if (before.records().size() == Corrections.RECORDS_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE, "corrects: corrected " + Corrections.RECORDS_MAX + " times already");
    }
    world.putCorrections(content.corrects(), before.with(world.id()));
    WorkOf.record(statement, world).ifPresent(work -> world.link(Link.work(work)));
  }

  /**
   * What the corrected record commits to is not put right in clear, neither directly nor by way of
   * a correction of a correction.
   */
  private static void requireCommitted(Correction content, Statement corrected, World world)
      throws RefusedException {
    Statement at = corrected;
    for (int hop = 0; hop < HOPS_MAX; hop++) {
      for (Correction.Item item : content.corrections()) {
        if (item.value().isPresent() && at.content().commitsTo(item.member())) {
          throw new RefusedException(
              Reason.CLEAR_PERSONAL_DATA, item.member() + ": (expected: a commitment, as it was)");
        }
      }
      if (!(at.content() instanceof Correction earlier)) {
        return;
      }
      at = world.requireRecord("corrects", earlier.corrects()).statement();
    }
    throw new RefusedException(
        Reason.TOO_LARGE, "corrects: over " + HOPS_MAX + " corrections of corrections");
  }
}
