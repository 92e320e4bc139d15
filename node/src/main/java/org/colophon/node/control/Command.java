package org.colophon.node.control;

import java.io.IOException;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Members;

/** Something that the daemon does when its operator asks. */
@FunctionalInterface
public interface Command {
  /**
   * Does it.
   *
   * @param arguments members of the request, the command's name taken
   * @throws IOException when it was not done; the message goes to the operator
   * @throws RefusedException when the arguments are not well formed
   */
  Answer run(Members arguments) throws IOException, RefusedException;
}
