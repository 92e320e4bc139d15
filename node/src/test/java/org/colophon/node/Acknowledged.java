package org.colophon.node;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.core.ChainId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statements;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;

/** A client that declares works without end and keeps what it was told was accepted. */
final class Acknowledged implements Runnable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LedgerClient client;
  private final ChainId chain;
  private final SubjectId subject;
  private final SigningKey key;
  private final Random random;
  private final int perCall;
  final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
  final List<String> oddities = java.util.Collections.synchronizedList(new ArrayList<>());
  final AtomicBoolean stop = new AtomicBoolean();
  final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong made = new AtomicLong();

  Acknowledged(
      LedgerClient client, ChainId chain, String subject, SigningKey key, long seed, int perCall) {
    this.client = client;
    this.chain = chain;
    this.subject = new SubjectId(subject);
    this.key = key;
    this.random = new Random(seed);
    this.perCall = perCall;
  }

  @Override
  public void run() {
    while (!stop.get()) {
      List<byte[]> statements = new ArrayList<>();
      for (int i = 0; i < perCall; i++) {
        statements.add(declaration());
      }
      List<byte[]> records = Records.signBatch(chain, statements, key);
      try {
        for (Outcome outcome : client.submit(records)) {
          keep(outcome);
        }
      } catch (java.io.IOException e) {
        // The outcome is unknown: nothing was acknowledged, so nothing is expected.
        unanswered.incrementAndGet();
      }
    }
  }

  /** Waits until so many more records were acknowledged. */
  void awaitMore(int count) throws InterruptedException {
    int wanted = receipts.size() + count;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (receipts.size() < wanted) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "acknowledged: " + receipts.size() + " (expected: " + wanted + ")");
      }
      Thread.sleep(50);
    }
  }

  private void keep(Outcome outcome) {
    if (!outcome.hasReceipt()) {
      String reason = outcome.getRefusal().getReason();
      if (!List.of("UNAVAILABLE", "OVERLOADED", "UNSEALED").contains(reason)) {
        oddities.add(outcome.toString());
      }
      return;
    }
    Receipt second = receipts.put(outcome.getReceipt().getId(), outcome.getReceipt());
    if (second != null) {
      oddities.add("acknowledged twice: " + outcome);
    }
  }

  byte[] declaration() {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    // No long numbers: a title that looks like somebody's number is refused.
    String label = "work " + made.incrementAndGet() + " of " + subject;
    WorkDeclare work =
        new WorkDeclare(
            Optional.empty(),
            label,
            WorkDeclare.IpKind.COPYRIGHT,
            "art3.1",
            List.of(new WorkDeclare.Author(subject, WorkDeclare.SHARES_WHOLE)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new ContentDigest(
                    Hash.sha256(label.getBytes(StandardCharsets.UTF_8)),
                    Optional.empty(),
                    label.length(),
                    "text/plain")),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            WorkDeclare.AiUse.NONE);
    return Statements.compose(
        chain,
        List.of(new Signer(key.name(), Role.CREATOR, subject)),
        new Timestamp(System.currentTimeMillis()),
        Optional.empty(),
        nonce,
        work);
  }
}
