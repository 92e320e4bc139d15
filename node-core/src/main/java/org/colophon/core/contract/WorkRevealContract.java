package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;

/** The signer of a commitment opens it; its priority is the commitment's. */
final class WorkRevealContract implements Contract<WorkReveal> {
  @Override
  public void apply(WorkReveal content, Statement statement, World world) throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.CREATOR, Role.AGENT, Role.DEPOSITOR);
    StateView.Located committed = world.requireRecord("record", content.record());
    if (!committed.statement().author().equals(signer.subject())) {
      throw new RefusedException(Reason.ROLE_DENIED, "record: signed by another subject");
    }
    Hash commitment =
        committed
            .statement()
            .content()
            .contentCommitment()
            .orElseThrow(() ->
                new RefusedException(
                    Reason.COMMITMENT_MISMATCH, "record: carries no content commitment"));
    Hash opened = ContentCommitment.of(content.salt(), signer.subject(), content.digest());
    if (!opened.equals(commitment)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "salt, digest: do not open the commitment of the record");
    }
    if (world.isRevealed(content.record())) {
      throw new RefusedException(Reason.ALREADY_REVEALED, "record: opened already");
    }
    Optional<WorkId> work = WorkOf.record(committed.statement(), world);
    world.putReveal(content.record(), content.digest());
    if (committed.statement().content().claimsContent()) {
      world.claimContent(
          content.digest(), new ContentClaim(committed.index(), content.record(), work));
    }
    world.link(Link.digest(content.digest()));
    work.ifPresent(w -> world.link(Link.work(w)));
  }
}
