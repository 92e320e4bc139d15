package org.colophon.core.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Scope;
import org.colophon.core.json.Json;
import org.colophon.core.provenance.Trace;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.Cursor;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;

/**
 * A page of what a grant lets somebody read of its target, oldest first, acquisitions among it.
 *
 * @param events what lies within the grant
 * @param withheld how many records of this page lie outside
 * @param next cursor of the next page; empty in the last
 * @param asOf the block up to which it was read
 */
public record ScopedTrace(
    List<TraceEvent> events, long withheld, Optional<String> next, Height asOf) {
  /** Copies the events. */
  public ScopedTrace {
    events = List.copyOf(events);
  }

  /** The page that the reader asked for. */
  public static ScopedTrace of(LedgerQuery ledger, Reader reader) throws RefusedException {
    ReadRequest request = reader.request();
    String list = "scope/" + request.under().orElseThrow().grant() + "/" + request.target().text();
    LeafIndex from = Cursor.parse(list, request.cursor()).orElse(new LeafIndex(0));
    TreeSet<LeafIndex> leaves = new TreeSet<>();
    int looked = looked(request);
    // One more than the page tells whether there is another page, and where it begins.
    for (Link link : links(request.target())) {
      leaves.addAll(ledger.reader().linked(link, from, looked + 1));
    }
    List<TraceEvent> events = new ArrayList<>();
    long withheld = 0;
    for (LeafIndex leaf : leaves.stream().limit(looked).toList()) {
      RecordAt record = ledger.recordAt(leaf);
      if (!reader.mayRead(ledger, record)) {
        withheld++;
      } else if (events.size() < request.size()) {
        events.add(Trace.event(ledger, record));
      } else {
        break;
      }
    }
    Optional<String> next =
        leaves.stream()
            .skip(events.size() + withheld)
            .findFirst()
            .map(leaf -> Cursor.of(list, leaf));
    return new ScopedTrace(events, withheld, next, ledger.asOf());
  }

  /** How many records a page goes through; an export passes those over that it withholds. */
  private static int looked(ReadRequest request) {
    return request.under().orElseThrow().verb() == Scope.Verb.EXPORT
        ? ReadRequest.SIZE_MAX
        : request.size();
  }

  private static List<Link> links(ReadRequest.Target target) {
    return switch (target) {
      case ReadRequest.Target.Work(var work) -> List.of(Link.work(work), Link.access(work));
      case ReadRequest.Target.Party(var party) -> List.of(Link.subject(party), Link.access(party));
    };
  }

  /**
   * What was given out, in a text whose salted digest the journal's row holds.
   *
   * @param opened whose private matter the reader can open with it; empty for a mere read
   * @param exported what leaves with its evidence; empty for a mere read
   */
  public byte[] answer(Optional<List<RecordId>> opened, Optional<List<ExportedRecord>> exported) {
    return Json.object()
        .put("asOf", asOf.value())
        .putIf(
            "evidence",
            exported.map(all -> Json.strings(all.stream().map(one -> one.digest().hex()).toList())))
        .putIf("keys", opened.map(ScopedTrace::ids))
        .put("records", ids(events.stream().map(e -> e.record().id()).toList()))
        .put("withheld", withheld)
        .build()
        .bytes();
  }

  private static Json ids(List<RecordId> records) {
    return Json.strings(records.stream().map(RecordId::hex).toList());
  }
}
