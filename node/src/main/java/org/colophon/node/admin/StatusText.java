package org.colophon.node.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.core.json.Json;
import org.colophon.core.json.Json.Obj;

/** A node's status as lines for people. */
final class StatusText {
  private final Obj status;
  private final List<String> lines = new ArrayList<>();

  StatusText(Obj status) {
    this.status = status;
  }

  List<String> lines() {
    line("node", text("node") + " of " + text("organisation") + ", version " + text("version"));
    line("chain", text("chain"));
    line("level", text("level") + " in force, " + text("levelKnown") + " known here");
    line("changes", text("changesUsedPercent") + " % of what the chain takes of its membership");
    String leader = text("leader");
    line(
        "order",
        text("role")
            + (leader.isEmpty() ? ", no leader known" : ", leader " + leader)
            + ", term "
            + text("term"));
    line("height", text("height") + ", " + text("unsealedBlocks") + " blocks unsealed");
    line("sealed", "height " + text("sealedHeight") + ", attested " + time("sealedTime"));
    line("queue", text("pendingRecords") + " records wait");
    line("clock", clock());
    if (status.members().get("disk") instanceof Obj disk) {
      line(
          "disk",
          mib(disk, "free")
              + " free of "
              + mib(disk, "total")
              + ", watermark "
              + mib(disk, "watermark")
              + ("true".equals(text(disk, "full")) ? ", FULL" : ""));
    }
    items("peers").forEach(this::peer);
    items("validities")
        .forEach(one ->
            line(
                text(one, "what"),
                text(one, "days")
                    + " days left"
                    + ("true".equals(text(one, "due")) ? ", renew it" : "")));
    if (status.members().get("alarms") instanceof Json.Arr(List<Json> alarms)
        && !alarms.isEmpty()) {
      line("ALARMS", String.join(", ", alarms.stream().map(StatusText::plain).toList()));
    }
    List<Obj> hindrances = items("hindrances");
    line("ready", hindrances.isEmpty() ? "yes" : "NO");
    hindrances.forEach(one -> {
      line("", text(one, "name") + ": " + text(one, "detail"));
      line("", "  do: " + text(one, "remedy"));
    });
    return lines;
  }

  private void peer(Obj peer) {
    List<String> words = new ArrayList<>();
    words.add("true".equals(text(peer, "votes")) ? "votes" : "listens");
    String reached = text(peer, "reached");
    if (!reached.isEmpty()) {
      words.add("true".equals(reached) ? "reached" : "NOT REACHED");
    }
    if (peer.members().containsKey("levelKnown")) {
      words.add("knows level " + text(peer, "levelKnown"));
    }
    if (peer.members().containsKey("lag")) {
      words.add(text(peer, "lag") + " entries behind");
    }
    if (peer.members().containsKey("clockAheadMs")) {
      words.add("clock " + signed(text(peer, "clockAheadMs")) + " ms");
    }
    line("peer", text(peer, "node") + ": " + String.join(", ", words));
  }

  private String clock() {
    String ahead = text("clockAheadMs");
    return time("clock")
        + (ahead.isEmpty() ? "" : ", " + signed(ahead) + " ms against the median of the others");
  }

  private static String signed(String number) {
    return number.startsWith("-") ? number : "+" + number;
  }

  private void line(String label, String value) {
    lines.add(String.format(Locale.ROOT, "%-10s %s", label, value));
  }

  private String text(String name) {
    return text(status, name);
  }

  /** What stands there, as text; empty when it is missing. */
  private static String text(Obj object, String name) {
    Json value = object.members().get(name);
    return value == null ? "" : plain(value);
  }

  private static String plain(Json value) {
    return value instanceof Json.Str(String text) ? text : value.text();
  }

  private String time(String name) {
    return status.members().get(name) instanceof Json.Int(long ms)
        ? Instant.ofEpochMilli(ms).toString()
        : "";
  }

  private static String mib(Obj object, String name) {
    return object.members().get(name) instanceof Json.Int(long bytes)
        ? String.format(Locale.ROOT, "%,d MiB", bytes >> 20)
        : "?";
  }

  private List<Obj> items(String name) {
    return status.members().get(name) instanceof Json.Arr(List<Json> items)
        ? items.stream().filter(Obj.class::isInstance).map(Obj.class::cast).toList()
        : List.of();
  }
}
