package org.colophon.node.delivery;

import java.time.Instant;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;

/**
 * What a court's system is told: a delivery is whole, and the record that submits it is sealed.
 *
 * @param chain of which chain
 * @param court to whom
 * @param delivery SHA-256 of its index
 * @param submission the record
 * @param sender who signed it
 * @param size bytes of all chunks
 * @param time of the record's block
 */
record WebhookEvent(
    ChainId chain,
    OrgId court,
    Hash delivery,
    RecordId submission,
    SubjectId sender,
    long size,
    Timestamp time) {
  /** By it a receiver knows that it was told before. */
  String id() {
    return "dlv_" + submission.hex();
  }

  /** The payload, as Standard Webhooks has it: the same bytes at each attempt. */
  String payload() {
    return Json.object()
        .put("type", "delivery.submitted")
        .put("timestamp", Instant.ofEpochMilli(time.value()).toString())
        .put(
            "data",
            Json.object()
                .put("chain", chain.text())
                .put("court", court.text())
                .put("delivery", delivery.hex())
                .put("submission", submission.hex())
                .put("sender", sender.text())
                .put("size", size)
                .put("time", time.value())
                .build())
        .build()
        .text();
  }
}
