package org.colophon.core.contract;

import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** Economic rights pass from an owner to an acquirer; moral rights never do. */
final class TransferContract implements Contract<Transfer> {
  @Override
  public void apply(Transfer content, Statement statement, World world) throws RefusedException {
    Parties parties = Parties.of(statement, world, Role.OWNER, 1, Role.ACQUIRER);
    SubjectId owner = parties.givers().getFirst();
    SubjectId acquirer = parties.taker().orElseThrow();
    if (content.rights().stream().anyMatch(Right::isMoral)) {
      throw new RefusedException(Reason.MORAL_RIGHT, "rights: moral rights cannot be transferred");
    }
    Title title = world.requireTitle(content.work());
    for (Right right : content.rights().stream().sorted().toList()) {
      requireHeld(title, owner, right, content.share());
    }
    Objections.requireUndisputedBut(acquirer, content.work(), world);
    Pledges.requireConsent(content.work(), content.rights(), parties, world);
    List<Right> rights = content.rights().stream().sorted().toList();
    Title passed = title.pass(rights, owner, acquirer, content.share(), content.allEconomic());
    if (passed.common().size() > Title.HOLDERS_MAX
        || passed.separate().values().stream().anyMatch(s -> s.size() > Title.HOLDERS_MAX)) {
      throw new RefusedException(
          Reason.TOO_LARGE, "work: over " + Title.HOLDERS_MAX + " holders of one right");
    }
    world.putTitle(content.work(), passed);
    world.link(Link.work(content.work()));
    world.link(Link.title(content.work()));
    world.link(Link.subject(acquirer));
  }

  private static void requireHeld(Title title, SubjectId owner, Right right, long share)
      throws RefusedException {
    long held = title.share(owner, right);
    if (held == 0) {
      throw new RefusedException(Reason.NOT_OWNER, right + ": the owner holds no share of it");
    }
    if (held < share) {
      throw new RefusedException(
          Reason.EXCEEDS_SHARE,
          right + ": " + share + " basis points (expected: at most " + held + ")");
    }
  }
}
