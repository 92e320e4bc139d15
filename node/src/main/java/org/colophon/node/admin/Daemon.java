package org.colophon.node.admin;

import java.io.IOException;
import org.colophon.config.NodeConfig;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.node.DataLayout;
import org.colophon.node.control.ControlClient;

/** The running daemon of a node, as its operator's commands ask it. */
final class Daemon {
  private Daemon() {}

  /**
   * Has the daemon do something.
   *
   * @throws IOException when it does not run here, or did not do it
   */
  static Members ask(NodeConfig settings, String command, Json.Obj arguments) throws IOException {
    DataLayout layout = new DataLayout(settings.node().data());
    try (ControlClient daemon =
        ControlClient.reach(layout.control())
            .orElseThrow(() ->
                new IOException(
                    settings.node().id()
                        + ": does not run here (expected: its daemon at "
                        + layout.control()
                        + ")"))) {
      return daemon.ask(command, arguments);
    }
  }
}
