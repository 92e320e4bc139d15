package org.colophon.core.contract;

import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;

/** Who may speak for rights in a work. */
final class HeldRights {
  private HeldRights() {}

  /** The owner holds a share of each of the rights; of a moral one it is an author. */
  static void require(SubjectId owner, WorkId work, Set<Right> rights, World world)
      throws RefusedException {
    Title title = world.requireTitle(work);
    for (Right right : rights) {
      boolean holds = right.isMoral() ? world.isAuthor(owner, work) : title.share(owner, right) > 0;
      if (!holds) {
        throw new RefusedException(Reason.NOT_OWNER, right + ": the owner holds no share of it");
      }
    }
  }
}
