package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.content.Content;
import org.colophon.core.record.Statement;

/** The rules of one record type. Pure: it sees the statement and the world, and nothing else. */
interface Contract<C extends Content> {
  /**
   * Checks the rules, then changes the world. Who signs in a role that {@link SignerRules} does not
   * know by its key in force (a key that is only being registered) is checked here.
   *
   * @throws RefusedException with the rule's reason; what was changed before is forgotten
   */
  void apply(C content, Statement statement, World world) throws RefusedException;
}
