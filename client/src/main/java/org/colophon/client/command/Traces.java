package org.colophon.client.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.TraceResponse;

/** Reads a trace to its end. */
final class Traces {
  /** A work with more records than this is cut off aloud, not read for ever. */
  private static final int EVENTS_MAX = 100_000;

  private Traces() {}

  static List<TraceEvent> all(Session session, String work) throws IOException {
    List<TraceEvent> events = new ArrayList<>();
    String cursor = "";
    do {
      TraceResponse page = session.network().trace(work, cursor, session.lastHeight().value());
      events.addAll(page.getEventsList());
      if (page.getNextCursor().equals(cursor) && !cursor.isEmpty() || events.size() > EVENTS_MAX) {
        throw new NetworkException("the trace does not end", null);
      }
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
    return events;
  }
}
