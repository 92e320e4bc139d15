package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.consensus.RaftNode;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.NodeId;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Reply;
import org.colophon.core.membership.Genesis;
import org.colophon.node.sealing.LastSigned;
import org.colophon.storage.StoreSettings;
import org.colophon.testkit.PortRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories of each released format, as {@link FormatWriter} wrote them then. */
final class FormatTest {
  @TempDir private Path directory;

  private DataLayout unpack(String name) throws Exception {
    Path data = directory.resolve("data");
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = data.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    return new DataLayout(data);
  }

  @Test
  void oneIsExecutedAgainAndGoneOnWith() throws Exception {
    isExecutedAgainAndGoneOnWith(
        "/formats/1.zip",
        "court-1-node",
        5,
        "dd36521488715a51848ab7cadc42c9412b8413f7c8ed6c8b747729d9b2c3d284");
  }

  private void isExecutedAgainAndGoneOnWith(String name, String node, long height, String root)
      throws Exception {
    DataLayout layout = unpack(name);
    Fsck.Report report = Fsck.check(layout, at -> {});
    assertThat(report.findings()).isEmpty();
    assertThat(report.height().value()).isEqualTo(height);
    Genesis genesis = layout.read();
    assertThat(LastSigned.sizeIn(layout.lastSigned(), genesis.chain())).contains(report.size());
    Stores stores = new Stores(genesis, layout, StoreSettings.DEFAULT);
    Ledger ledger =
        Ledger.open(
            genesis,
            stores.open(),
            (present, copy) -> {
              throw new AssertionError("nothing is installed");
            },
            Runnable::run);
    assertThat(ledger.tip().header().root().hex()).isEqualTo(root);
    try (RaftNode raft = alone(layout, genesis, new NodeId(node), ledger)) {
      byte[] reply = raft.submit(EntryCodec.candidate()).get(120, TimeUnit.SECONDS);
      assertThat(Reply.parse(reply)).isInstanceOf(Reply.Proposed.class);
    } finally {
      ledger.store().close();
    }
  }

  /** The group of one goes on with its log, over a port that nobody else uses. */
  private static RaftNode alone(DataLayout layout, Genesis genesis, NodeId node, Ledger ledger)
      throws Exception {
    int port = PortRun.of(1);
    return RaftNode.start(
        RaftSettings.of(
            node,
            NodeDaemon.groupOf(genesis.chain(), 0),
            new RaftSettings.Bind("127.0.0.1", port),
            layout.raft(),
            List.of(new RaftSettings.Member(node, "127.0.0.1", port, true)),
            new RaftSettings.Security.Unprotected()),
        ledger,
        (leader, into) -> {
          throw new AssertionError("nothing is fetched");
        },
        (position, cause) -> {
          throw new AssertionError("halted at " + position, cause);
        });
  }
}
