package org.colophon.node.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.colophon.config.NodeConfig;
import org.slf4j.LoggerFactory;

/** Sets how much the node writes about itself. */
final class Logging {
  private Logging() {}

  static void setLevel(NodeConfig.Level level) {
    if (LoggerFactory.getLogger("org.colophon") instanceof Logger logger) {
      logger.setLevel(Level.toLevel(level.name()));
    }
  }
}
