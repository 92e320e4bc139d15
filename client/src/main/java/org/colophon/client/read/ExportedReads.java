package org.colophon.client.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;

/** What an export is made of: the reads, each with what opens its row, and their records. */
public final class ExportedReads {
  private final StringBuilder lines = new StringBuilder();
  private final List<Json> records = new ArrayList<>();
  private final Set<RecordId> leases = new LinkedHashSet<>();
  private long withheld;
  private long asOf;
  private long reads;

  /** Takes a read that was checked, and puts its records' evidence into the file. */
  public void add(SignedRead asked, ScopedTraceView page, ReadRow row, ExportFile file)
      throws IOException {
    reads++;
    withheld += page.getWithheld();
    asOf = page.getAsOfHeight();
    leases.add(row.lease());
    lines.append(line(asked, page, row).text()).append('\n');
    for (int i = 0; i < page.getEvidenceCount(); i++) {
      byte[] bundle = page.getEvidence(i).toByteArray();
      String record = page.getEvents(i).getReceipt().getId();
      String name = String.format("records/%04d-%s.zip", records.size() + 1, record);
      file.add(name, bundle);
      records.add(
          Json.object()
              .put("file", name)
              .put("record", record)
              .put("sha256", Hash.sha256(bundle).hex())
              .build());
    }
  }

  private static Json line(SignedRead asked, ScopedTraceView page, ReadRow row) {
    return Json.object()
        .put("row", row.json())
        .put("request", asked.getRequest().toStringUtf8())
        .put("sig", StrictBase64.encode(asked.getSignature().toByteArray()))
        .put("salt", page.getSalt())
        .put("answer", page.getAnswer().toStringUtf8())
        .build();
  }

  /** The leases in which the reads are counted. */
  public Set<RecordId> leases() {
    return leases;
  }

  /** How many records were taken. */
  public int records() {
    return records.size();
  }

  /** How many reads that took. */
  public long reads() {
    return reads;
  }

  /** How many records of the target lie outside the grant. */
  public long withheld() {
    return withheld;
  }

  /** The reads, one a line, as the node's journal has them. */
  public byte[] lines() {
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What the file holds.
   *
   * @param settled the records that settled leases, of those that are settled
   */
  public Json.Obj contents(
      String chain, RecordId grant, ReadRequest.Target target, List<RecordId> settled) {
    ObjBuilder members =
        Json.object()
            .put("asOf", asOf)
            .put("chain", chain)
            .put("format", "colophon-export-1")
            .put("grant", grant.hex())
            .put("leases", ids(List.copyOf(leases)))
            .put("reads", reads)
            .put("records", Json.array(records))
            .put("settlements", ids(settled))
            .put("withheld", withheld);
    members.put(target instanceof ReadRequest.Target.Work ? "work" : "party", target.text());
    return members.build();
  }

  private static Json ids(List<RecordId> ids) {
    return Json.strings(ids.stream().map(RecordId::hex).toList());
  }
}
