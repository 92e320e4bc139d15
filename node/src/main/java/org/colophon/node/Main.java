package org.colophon.node;

import org.colophon.node.admin.ColophonNode;

/** Starts the {@code colophon-node} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(ColophonNode.run(arguments));
  }
}
