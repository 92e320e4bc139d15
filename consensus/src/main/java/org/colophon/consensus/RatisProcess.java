package org.colophon.consensus;

import java.io.ObjectInputFilter;
import java.lang.Thread.UncaughtExceptionHandler;
import org.apache.ratis.util.ExitUtils;

/** Undoes what Ratis would do to the whole process. */
final class RatisProcess {
  private static boolean tamed;

  private RatisProcess() {}

  /**
   * Once per process. Ratis would end the process when a port is taken or any thread of anybody
   * throws; with this it throws instead, and the process's own handler of uncaught exceptions
   * stays. A filter for deserialization is set for the process unless it has one.
   */
  static synchronized void tame() {
    if (tamed) {
      return;
    }
    UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    ExitUtils.disableSystemExit();
    ExitUtils.setTerminateOnUncaughtException(false);
    Thread.setDefaultUncaughtExceptionHandler(handler);
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(ExceptionsOnly.FILTER);
    }
    tamed = true;
  }
}
