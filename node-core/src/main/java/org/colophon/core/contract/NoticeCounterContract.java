package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.record.Statement;

/** The respondent of a notice answers it, once. A licence that it names is one of the work. */
final class NoticeCounterContract implements Contract<NoticeCounter> {
  @Override
  public void apply(NoticeCounter content, Statement statement, World world)
      throws RefusedException {
    NoticeRules.Received notice = NoticeRules.require(content.notice(), statement, world);
    if (notice.state().counter().isPresent()) {
      throw new RefusedException(Reason.ALREADY_ANSWERED, "notice: countered already");
    }
    if (content.licence().isPresent()) {
      StandingLicence licence = world.requireLicence("licence", content.licence().get());
      if (!licence.state().work().equals(notice.content().work())) {
        throw new RefusedException(Reason.EXCEEDS_PARENT, "licence: of another work");
      }
    }
    world.putNotice(
        content.notice(), new NoticeState(Optional.of(world.id()), notice.state().takedown()));
    notice.link(world);
  }
}
