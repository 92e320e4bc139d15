package org.colophon.node.observe;

import java.util.List;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.port.Ordering;
import org.colophon.rpc.server.AdminPort;

/** Answers the operator's port from the parts of the node. */
public final class Operator implements AdminPort {
  private final Parts parts;
  private final Meters meters;

  /** Answers from these parts and meters. */
  public Operator(Parts parts, Meters meters) {
    this.parts = parts;
    this.meters = meters;
  }

  @Override
  public boolean isLive() {
    return parts.service().status().role() != Ordering.Role.CLOSED;
  }

  @Override
  public List<Hindrance> hindrances() {
    return Readiness.of(parts.service(), parts.alarms());
  }

  @Override
  public Json.Obj status() {
    return StatusJson.of(parts, hindrances());
  }

  @Override
  public byte[] metrics() {
    return meters.scrape();
  }

  @Override
  public Json.Obj levels() {
    return Logging.levels();
  }

  @Override
  public void setLevel(String logger, String level) throws RefusedException {
    Logging.setLevel(logger, level);
  }
}
