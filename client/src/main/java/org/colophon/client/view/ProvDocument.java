package org.colophon.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.Receipt;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.provenance.ProvJson;
import org.colophon.core.query.Times;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.rpc.proto.TraceEvent;

/** A trace as PROV-JSON: the bytes that a node gives as {@code prov.json}. */
public final class ProvDocument {
  private ProvDocument() {}

  /**
   * The document of a work's trace.
   *
   * @throws RefusedException when an event holds no statement
   */
  public static Json.Obj of(Genesis genesis, WorkId work, List<TraceEvent> events)
      throws RefusedException {
    RecordParser parser = new RecordParser(genesis.limits().recordBytesMax());
    List<ProvJson.Event> told = new ArrayList<>();
    for (TraceEvent event : events) {
      told.add(event(parser.parseStatement(event.getStatement().toByteArray()), event));
    }
    return ProvJson.of(genesis.chain(), work, told);
  }

  private static ProvJson.Event event(Statement statement, TraceEvent event) {
    Receipt receipt =
        new Receipt(
            statement.id(),
            new Height(event.getReceipt().getHeight()),
            new LeafIndex(event.getReceipt().getIndex()),
            new Timestamp(event.getReceipt().getTime()));
    return new ProvJson.Event(
        statement, receipt, times(statement, event.getTimes()), event.getSummary());
  }

  private static Times times(Statement statement, org.colophon.rpc.proto.Times times) {
    return new Times(
        statement.issuedAt(),
        new Timestamp(times.getOrdered()),
        time(times.getAttested())
            .map(median ->
                new Attestation(
                    median,
                    new Timestamp(times.getAttestedEarliest()),
                    new Timestamp(times.getAttestedLatest()))),
        time(times.getNotBefore()),
        times.getDisputedByList().stream().map(OrgId::new).toList());
  }

  /** A time of the protocol, where 0 is none. */
  private static Optional<Timestamp> time(long value) {
    return value == 0 ? Optional.empty() : Optional.of(new Timestamp(value));
  }
}
