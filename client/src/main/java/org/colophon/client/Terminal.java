package org.colophon.client;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks at an output stream. */
final class Terminal {
  private Terminal() {}

  /** Linux tells it for each stream; elsewhere the console tells it for input and output as one. */
  // JDK 22 to 24 always give a console; JDK 25 is back to null where there is none.
  @SuppressWarnings("SystemConsoleNull")
  static boolean isTerminal(int fileDescriptor) {
    Path link = Path.of("/proc/self/fd/" + fileDescriptor);
    try {
      if (Files.isSymbolicLink(link)) {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException e) {
      // Falls through to what every platform has.
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
