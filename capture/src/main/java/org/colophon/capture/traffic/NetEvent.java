package org.colophon.capture.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One line of Chromium's log.
 *
 * @param type its name
 * @param phase whether something begins or ends with it
 * @param source number of the request or socket that it belongs to
 * @param time when, by this machine's clock
 * @param params what it says
 */
record NetEvent(String type, Phase phase, long source, Instant time, JsonNode params) {
  /** Of what takes time. */
  enum Phase {
    BEGIN,
    END,
    NONE
  }

  boolean begins() {
    return phase == Phase.BEGIN;
  }

  boolean ends() {
    return phase == Phase.END;
  }

  /** Whether it carries what went over the network. */
  boolean hasBytes() {
    return params.has("bytes");
  }

  long dependsOn() {
    return params.path("source_dependency").path("id").asLong(-1);
  }
}
