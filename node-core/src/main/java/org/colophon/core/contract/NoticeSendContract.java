package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/**
 * Who holds a share of rights gives a platform notice. A notice against somebody who may do what it
 * objects to is accepted all the same: who reads it is told what allows it.
 */
final class NoticeSendContract implements Contract<NoticeSend> {
  @Override
  public void apply(NoticeSend content, Statement statement, World world) throws RefusedException {
    SubjectId owner = SignerRules.single(statement, world, Role.OWNER).subject();
    HeldRights.require(owner, content.work(), content.rights(), world);
    if (!SignerRules.isPlatform(content.respondent(), world)) {
      throw new RefusedException(
          Reason.UNKNOWN_KEY, "respondent: no platform of that name is registered");
    }
    for (RecordId evidence : content.evidence()) {
      world.requireRecord("evidence", evidence);
    }
    world.putNotice(world.id(), NoticeState.OPEN);
    world.link(Link.work(content.work()));
    world.link(Link.subject(content.respondent()));
  }
}
