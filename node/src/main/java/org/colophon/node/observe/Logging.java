package org.colophon.node.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import java.util.Locale;
import org.colophon.config.NodeConfig;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.slf4j.LoggerFactory;

/**
 * How much the node writes about itself, and in which form. Only this program's own loggers are
 * set: the finest levels of the libraries below write what goes over the network.
 */
public final class Logging {
  private static final String OURS = "org.colophon";

  private Logging() {}

  /** Applies the settings; called once, before the node starts. */
  public static void apply(NodeConfig.Log settings) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(Level.toLevel(settings.level().name()));
      if (settings.format() == NodeConfig.Format.JSON) {
        writeJson(context);
      }
    }
  }

  private static void writeJson(LoggerContext context) {
    Iterator<Appender<ILoggingEvent>> appenders =
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (appenders.hasNext()) {
      if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> stream) {
        stream.setEncoder(json(context));
      }
    }
  }

  /**
   * One object a line: time, level, thread, logger, context with the request's id, message, error.
   */
  static JsonEncoder json(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }

  /**
   * Sets the level of one of this program's loggers until the node stops.
   *
   * @throws RefusedException MALFORMED when it is no level, NOT_FOUND when there is no such logger
   */
  static void setLevel(String logger, String level) throws RefusedException {
    NodeConfig.Level wanted = level(level);
    boolean ours = logger.equals(OURS) || logger.startsWith(OURS + ".");
    if (ours && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger found = context.exists(logger);
      if (found != null) {
        found.setLevel(Level.toLevel(wanted.name()));
        LoggerFactory.getLogger(Logging.class).info("the level of {} is {} now", logger, wanted);
        return;
      }
    }
    throw new RefusedException(
        Reason.NOT_FOUND, "logger: (expected: " + OURS + ", or a package or class of it)");
  }

  private static NodeConfig.Level level(String text) throws RefusedException {
    try {
      return NodeConfig.Level.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Reason.MALFORMED, "level: (expected: ERROR, WARN, INFO, DEBUG or TRACE)");
    }
  }

  /** The levels that were set, by the loggers' names. */
  static Json.Obj levels() {
    ObjBuilder levels = Json.object();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (Logger logger : context.getLoggerList()) {
        if (logger.getLevel() != null) {
          levels.put(logger.getName(), logger.getLevel().levelStr);
        }
      }
    }
    return levels.build();
  }
}
