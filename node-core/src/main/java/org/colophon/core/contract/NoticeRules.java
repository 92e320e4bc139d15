package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** Who answers a notice. */
final class NoticeRules {
  private NoticeRules() {}

  /**
   * A notice as its respondent finds it.
   *
   * @param owner who sent it
   * @param content what it says
   * @param state what came of it so far
   */
  record Received(SubjectId owner, NoticeSend content, NoticeState state) {
    /** Lets an answer be found where the notice is. */
    void link(World world) {
      world.link(Link.work(content.work()));
      world.link(Link.subject(owner));
    }
  }

  /** The notice of that id, of which the one signer is the respondent. */
  static Received require(RecordId id, Statement answer, World world) throws RefusedException {
    SubjectId platform = SignerRules.single(answer, world, Role.PLATFORM).subject();
    Statement statement = world.requireRecord("notice", id).statement();
    if (!(statement.content() instanceof NoticeSend notice)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "notice: not a notice");
    }
    if (!notice.respondent().equals(platform)) {
      throw new RefusedException(Reason.ROLE_DENIED, "notice: sent to another platform");
    }
    return new Received(statement.author(), notice, world.notice(id));
  }
}
