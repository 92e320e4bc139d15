package org.colophon.client.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.client.submit.Delivery;
import org.colophon.client.submit.Found;
import org.colophon.client.submit.Groups;
import org.colophon.client.submit.LastHeight;
import org.colophon.client.submit.Outbox;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Signatory;
import org.colophon.client.submit.Submitter;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.LookupMatch;

/**
 * Records the items of one chunk of lines: send what an earlier run signed → look up, when told to
 * → compose and check → sign → hold in the outbox → send. Safe for many threads.
 */
final class ChunkRecorder {
  /** Most records of one signature and one call: as many as a node takes at once. */
  static final int RECORDS_MAX = 1000;

  /** Statements of one call: with proofs of 10 hashes around them still below a node's 4 MiB. */
  static final int BYTES_MAX = 2 << 20;

  private final Network network;
  private final Submitter submitter;
  private final Outbox outbox;
  private final HeldRecords held;
  private final LastHeight lastHeight;
  private final Signatory signatory;
  private final RecordLines lines;
  private final boolean looksUp;
  private final Semaphore sending;

  ChunkRecorder(
      Network network,
      Submitter submitter,
      Outbox outbox,
      HeldRecords held,
      LastHeight lastHeight,
      Signatory signatory,
      RecordLines lines,
      RecordStream.Settings settings) {
    this.network = network;
    this.submitter = submitter;
    this.outbox = outbox;
    this.held = held;
    this.lastHeight = lastHeight;
    this.signatory = signatory;
    this.lines = lines;
    this.looksUp = settings.checkRegistered();
    this.sending = new Semaphore(settings.inFlight());
  }

  /**
   * What came of a chunk.
   *
   * @param outcomes by line, of all entries but the repeated ones
   * @param held files of the outbox to let go of when the outcomes are noted
   */
  record Answer(Map<Long, LineOutcome> outcomes, List<Path> held) {
    /** The outcome of an entry that is not repeated. */
    LineOutcome of(Entry entry) {
      return Objects.requireNonNull(outcomes.get(entry.line()), "no outcome");
    }
  }

  /** An item with its statement. */
  private static final class Composed {
    final Entry.Item item;
    final byte[] statement;

    Composed(Entry.Item item, byte[] statement) {
      this.item = item;
      this.statement = statement;
    }
  }

  /**
   * Records them; repeated ones are passed over.
   *
   * @throws NetworkException when something was not answered for
   * @throws RefusedException when the signer is refused, whatever it signs
   */
  Answer record(List<Entry> entries) throws IOException, InterruptedException, RefusedException {
    Map<Long, LineOutcome> outcomes = new HashMap<>();
    List<Entry.Item> items = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Item item -> items.add(item);
        case Entry.Refused refused ->
            outcomes.put(refused.line(), LineOutcome.refused(refused, refused.refusal()));
        case Entry.Repeated _ -> {
          // Decided when all lines before it are noted.
        }
      }
    }
    deliverHeld(items, outcomes);
    if (looksUp) {
      lookUp(left(items, outcomes), outcomes);
    }
    List<Composed> composed = new ArrayList<>();
    for (Entry.Item item : left(items, outcomes)) {
      try {
        composed.add(new Composed(item, compose(item.content())));
      } catch (RefusedException e) {
        outcomes.put(item.line(), LineOutcome.refused(item, e.refusal()));
      }
    }
    List<Path> files = new ArrayList<>();
    for (List<Composed> group :
        Groups.of(composed, c -> c.statement.length, RECORDS_MAX, BYTES_MAX)) {
      List<byte[]> records = signatory.signGroup(group.stream().map(c -> c.statement).toList());
      // Before it is sent: whatever happens then, the next run sends the same bytes.
      files.add(outbox.hold(records));
      List<Delivery> deliveries = send(records);
      for (int i = 0; i < group.size(); i++) {
        Composed one = group.get(i);
        RecordId id = new RecordId(Hash.sha256(one.statement));
        note(one.item, id, deliveries.get(i), outcomes);
      }
    }
    return new Answer(outcomes, files);
  }

  /** What stands and is noted needs its earlier record no more. */
  void noted(List<LineOutcome> outcomes) throws IOException {
    for (LineOutcome outcome : outcomes) {
      if (outcome.status().stands() && outcome.sha256().isPresent()) {
        held.noted(outcome.sha256().get());
      }
    }
  }

  private static List<Entry.Item> left(List<Entry.Item> items, Map<Long, LineOutcome> outcomes) {
    return items.stream().filter(item -> !outcomes.containsKey(item.line())).toList();
  }

  /** Sends what is held for these lines; what is refused never stood and is composed anew. */
  private void deliverHeld(List<Entry.Item> items, Map<Long, LineOutcome> outcomes)
      throws IOException, InterruptedException, RefusedException {
    List<Entry.Item> of = new ArrayList<>();
    List<byte[]> records = new ArrayList<>();
    for (Entry.Item item : items) {
      for (byte[] record : held.of(item.sha256())) {
        of.add(item);
        records.add(record);
      }
    }
    if (records.isEmpty()) {
      return;
    }
    List<Delivery> deliveries = send(records);
    RecordParser parser = new RecordParser(signatory.genesis().limits().recordBytesMax());
    for (int i = 0; i < records.size(); i++) {
      if (deliveries.get(i) instanceof Delivery.Accepted accepted) {
        RecordId id = parser.parse(records.get(i)).statement().id();
        note(of.get(i), id, accepted, outcomes);
      }
    }
  }

  private void lookUp(List<Entry.Item> items, Map<Long, LineOutcome> outcomes)
      throws NetworkException {
    Found found =
        Found.of(
            items.stream().map(Entry.Item::sha256).toList(),
            network,
            lastHeight.value(),
            Progress.SILENT);
    for (Entry.Item item : items) {
      for (LookupMatch match : found.claimsOf(signatory.subject(), item.sha256())) {
        if (match.getType().equals(RecordType.WORK_DECLARE.label())) {
          outcomes.putIfAbsent(
              item.line(),
              LineOutcome.standing(
                  item,
                  LineOutcome.Status.ALREADY_REGISTERED,
                  Optional.of(match.getWork()),
                  match.getReceipt()));
        }
      }
    }
  }

  private byte[] compose(Content content) throws RefusedException {
    return signatory.compose(lines.role(content, signatory.subject()), content);
  }

  private List<Delivery> send(List<byte[]> records) throws IOException, InterruptedException {
    List<Delivery> deliveries;
    sending.acquire();
    try {
      deliveries = submitter.send(records);
    } finally {
      sending.release();
    }
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Delivery.Unanswered(String why)) {
        throw new NetworkException(why, null);
      }
    }
    return deliveries;
  }

  private void note(
      Entry.Item item, RecordId id, Delivery delivery, Map<Long, LineOutcome> outcomes)
      throws IOException, RefusedException {
    switch (delivery) {
      case Delivery.Accepted(var receipt, boolean _) -> {
        if (!receipt.getId().equals(id.hex())) {
          throw new NetworkException("a receipt of another record came back", null);
        }
        lastHeight.seen(receipt.getHeight());
        outcomes.put(
            item.line(),
            LineOutcome.standing(item, LineOutcome.Status.REGISTERED, workOf(item, id), receipt));
      }
      case Delivery.Refused(Refusal refusal) -> {
        if (lines.isOfSigner(refusal.reason(), item.content(), signatory.subject())) {
          throw new RefusedException(refusal);
        }
        outcomes.put(item.line(), LineOutcome.refused(item, refusal));
      }
      case Delivery.Unanswered(String why) -> throw new NetworkException(why, null);
    }
  }

  /** The work that an item opens or is about. */
  private static Optional<String> workOf(Entry.Item item, RecordId id) {
    return item.content().workNamed(new WorkId(id.hash())).map(WorkId::hex);
  }
}
