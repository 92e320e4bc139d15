package org.colophon.client.command;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.client.ExitCodes;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.view.Views;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.AuthorityView;
import org.colophon.rpc.proto.StampingView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.ValidityView;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;

/** Shows how the nodes are. */
@Command(
    name = "status",
    header = "Shows how each node of the profile is.",
    footer = {
      "%nExamples:",
      "  colophon chain status",
      "  colophon chain status --json | jq '.nodes[] | select(.alarms != [])'",
      "%nWith --json: {\"chain\",\"nodes\":[{\"uri\",\"status\"|\"error\"}]}. Exit code 3 when no node"
          + " answers, 1 when one raises an alarm.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainStatusCommand extends JsonCommand {
  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      List<Json.Obj> nodes = new ArrayList<>();
      int answered = 0;
      boolean alarmed = false;
      if (!json) {
        print("chain " + style().bold(session.genesis().chain().text()));
      }
      for (URI uri : session.profile().nodes()) {
        ObjBuilder node = Json.object().put("uri", uri.toString());
        try {
          StatusView status = session.network().status(uri);
          answered++;
          alarmed |= status.getAlarmsCount() > 0;
          node.put("status", Views.status(status));
          show(uri, status, session.genesis().chain().text());
        } catch (NetworkException e) {
          node.put("error", Style.plain(String.valueOf(e.getMessage())));
          showMissing(uri, e);
        }
        nodes.add(node.build());
      }
      if (json) {
        print(
            Json.object()
                .put("chain", session.genesis().chain().text())
                .put("nodes", Json.array(nodes))
                .build());
      }
      return answered == 0 ? ExitCodes.NETWORK : alarmed ? ExitCodes.REFUSED : ExitCodes.OK;
    }
  }

  private void show(URI uri, StatusView status, String chain) {
    if (json) {
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%-24s %-10s block %-8d leaves %-9d sealed %-9d %s",
            Style.plain(status.getNode()),
            Style.plain(status.getRole()),
            status.getHeight(),
            status.getSize(),
            status.getSealedSize(),
            style().dim(uri.toString()));
    print(line);
    if (status.getLevel() != status.getLevelKnown()) {
      print(
          style()
              .dim(
                  "  level "
                      + status.getLevel()
                      + " in force, its release knows up to "
                      + status.getLevelKnown()));
    }
    for (String alarm : status.getAlarmsList()) {
      print("  " + style().bad("ALARM " + Style.plain(alarm)));
    }
    showStamping(status.getStamping());
    showValidities(status);
    if (!status.getChain().equals(chain)) {
      print("  " + style().bad("ANOTHER CHAIN " + Style.plain(status.getChain())));
    }
  }

  /** Says what is wrong with the time-stamps; all being well takes no line. */
  private void showStamping(StampingView stamping) {
    if (stamping.getUnstampedSeals() > 0) {
      print(
          "  "
              + style().warn("newest seals without a time-stamp: " + stamping.getUnstampedSeals()));
    }
    for (AuthorityView authority : stamping.getAuthoritiesList()) {
      if (!authority.getFailure().isEmpty()) {
        print(
            "  "
                + style().warn("authority " + Style.plain(authority.getName()))
                + " "
                + Style.plain(authority.getFailure()));
      }
    }
  }

  /** Says what must be renewed; the rest takes no line. */
  private void showValidities(StatusView status) {
    for (ValidityView validity : status.getValiditiesList()) {
      if (validity.getDue()) {
        boolean isOver = validity.getUntil() <= context().clock().millis();
        String words =
            Style.plain(validity.getWhat())
                + (isOver ? " has ended: " : " ends: ")
                + Style.time(validity.getUntil());
        print("  " + (isOver ? style().bad(words) : style().warn(words)));
      }
    }
  }

  private void showMissing(URI uri, NetworkException e) {
    if (!json) {
      print(
          style().bad(String.format(Locale.ROOT, "%-24s", "no answer"))
              + " "
              + uri
              + "  "
              + style().dim(Style.plain(String.valueOf(e.getMessage()))));
    }
  }
}
