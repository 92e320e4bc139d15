package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Takedown;
import org.colophon.core.record.Statement;

/** The respondent of a notice says what it did, once. */
final class TakedownContract implements Contract<Takedown> {
  @Override
  public void apply(Takedown content, Statement statement, World world) throws RefusedException {
    NoticeRules.Received notice = NoticeRules.require(content.notice(), statement, world);
    if (notice.state().takedown().isPresent()) {
      throw new RefusedException(Reason.ALREADY_ANSWERED, "notice: acted on already");
    }
    world.putNotice(
        content.notice(), new NoticeState(notice.state().counter(), Optional.of(world.id())));
    notice.link(world);
  }
}
