package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;

/** Any registered subject may record what a tool took down; what it is worth is for a court. */
final class EvidenceCaptureContract implements Contract<EvidenceCapture> {
  @Override
  public void apply(EvidenceCapture content, Statement statement, World world)
      throws RefusedException {
    SignerRules.single(statement, world, Role.DEPOSITOR, Role.CREATOR, Role.OWNER);
    if (content.about().isPresent()) {
      world.requireRecord("about", content.about().get());
    }
    for (Hash digest : content.contentDigests()) {
      world.link(Link.digest(digest));
    }
    WorkOf.record(statement, world).ifPresent(work -> world.link(Link.work(work)));
  }
}
