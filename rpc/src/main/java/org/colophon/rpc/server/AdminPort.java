package org.colophon.rpc.server;

import java.util.List;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;

/** What the operator's port asks of the node behind it. All methods may be called by any thread. */
public interface AdminPort {
  /** Whether the node does its work at all; when not, only a new start helps. */
  boolean isLive();

  /** What keeps the node from taking records now; nothing when it is ready. */
  List<Hindrance> hindrances();

  /** How the node is, for people and programs. */
  Json.Obj status();

  /** All meters in Prometheus' text format 0.0.4, UTF-8. */
  byte[] metrics();

  /** The levels of the log that were set, by the loggers' names. */
  Json.Obj levels();

  /**
   * Sets the level of a logger until the node stops.
   *
   * @throws RefusedException MALFORMED when it is no level, NOT_FOUND when no such logger may be
   *     set
   */
  void setLevel(String logger, String level) throws RefusedException;

  /**
   * What keeps a node from taking records.
   *
   * @param name such as NO_LEADER
   * @param detail what was found
   * @param remedy what the operator can do
   */
  record Hindrance(String name, String detail, String remedy) {}
}
