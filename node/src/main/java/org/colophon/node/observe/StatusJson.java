package org.colophon.node.observe;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.colophon.core.chain.Tip;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.port.NodePort;
import org.colophon.rpc.server.AdminPort.Hindrance;

/** The status of a node as the operator's port gives it. Times are ms UTC, sizes are bytes. */
final class StatusJson {
  private StatusJson() {}

  static Json.Obj of(Parts parts, List<Hindrance> hindrances) {
    NodePort.Status status = parts.service().status();
    Tip tip = parts.ledger().tip();
    long now = parts.clockMs().getAsLong();
    ObjBuilder json =
        Json.object()
            .put("alarms", Json.strings(status.alarms()))
            .put("applied", parts.ledger().applied().index())
            .put("chain", parts.ledger().genesis().chain().text())
            .put("changesUsedPercent", ChangesRoom.usedPercent(parts.ledger()))
            .put("clock", now)
            .put("disk", disk(parts.disk().state()))
            .put("epoch", tip.epoch())
            .put("hindrances", Json.array(hindrances.stream().map(StatusJson::hindrance).toList()))
            .put("height", status.height().value())
            .put("leader", status.leader().map(leader -> leader.text()).orElse(""))
            .put("level", status.levels().inForce().number())
            .put("levelKnown", status.levels().known().number())
            .put("node", status.node().text())
            .put("organisation", status.organisation().text())
            .put("peers", peers(parts, status))
            .put("pendingRecords", parts.batcher().pendingRecords())
            .put("ready", hindrances.isEmpty())
            .put("role", status.role().name())
            .put("sealedHeight", tip.sealed().height().value())
            .put("sealedTime", tip.sealed().attested().value())
            .put("size", status.size().value())
            .put("term", status.term())
            .put("unsealedBlocks", tip.unsealedBlocks())
            .put("unstampedSeals", status.stamping().unstampedSeals())
            .put("validities", validities(status, now))
            .put("version", parts.version());
    PeerAnswer.ownAheadMs(parts.peers().answers()).ifPresent(ms -> json.put("clockAheadMs", ms));
    return json.build();
  }

  private static Json disk(DiskWatch.State disk) {
    return Json.object()
        .put("free", disk.room().freeBytes())
        .put("full", disk.isFull())
        .put("total", disk.room().totalBytes())
        .put("watermark", disk.watermarkBytes())
        .build();
  }

  private static Json hindrance(Hindrance hindrance) {
    return Json.object()
        .put("detail", hindrance.detail())
        .put("name", hindrance.name())
        .put("remedy", hindrance.remedy())
        .build();
  }

  private static Json validities(NodePort.Status status, long now) {
    return Json.array(
        status.validities().stream()
            .<Json>map(validity ->
                Json.object()
                    .put("days", days(validity.until().value() - now))
                    .put("due", validity.isDue())
                    .put("until", validity.until().value())
                    .put("what", validity.what())
                    .build())
            .toList());
  }

  /** Whole days; negative once it has ended. */
  static long days(long ms) {
    return Math.floorDiv(ms, TimeUnit.DAYS.toMillis(1));
  }

  private static Json peers(Parts parts, NodePort.Status status) {
    long applied = parts.ledger().applied().index();
    List<PeerAnswer> answers = parts.peers().answers();
    return Json.array(
        status.peers().stream()
            .<Json>map(peer -> {
              ObjBuilder json =
                  Json.object().put("node", peer.node().text()).put("votes", peer.votes());
              if (peer.matchIndex() >= 0) {
                json.put("lag", Math.max(0, applied - peer.matchIndex()));
              }
              answers.stream()
                  .filter(answer -> answer.node().equals(peer.node().text()))
                  .forEach(answer -> {
                    json.put("reached", answer.isReached());
                    answer.status().ifPresent(said -> json.put("levelKnown", said.getLevelKnown()));
                    answer.aheadMs().ifPresent(ms -> json.put("clockAheadMs", ms));
                  });
              return json.build();
            })
            .toList());
  }
}
