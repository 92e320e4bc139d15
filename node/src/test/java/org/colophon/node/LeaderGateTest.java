package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.colophon.config.NodeConfig;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.EntryCodec;
import org.colophon.node.archive.ArchiveWatch;
import org.colophon.node.observe.DiskWatch;
import org.colophon.node.sealing.Alarms;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaderGateTest {
  @TempDir private Path folder;

  @Test
  void aLeaderWithoutRoomTakesNoRecordsAndGoesOnSealing() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(11);
    TestLedger ledger = consortium.openWith(consortium.actor("alice"));
    byte[] records =
        EntryCodec.records(
            List.of(
                consortium
                    .records()
                    .deposit(consortium.actor("alice"), consortium.hash("content"))
                    .bytes()));
    DiskWatch.Room room = new DiskWatch.Room(99L << 20, 1L << 40);
    Alarms alarms = Alarms.open(folder);
    try (DiskWatch disk = DiskWatch.start(new NodeConfig.Disk(100, 0), () -> room, alarms);
        ArchiveWatch archive = new ArchiveWatch(alarms);
        LevelWatch level = new LevelWatch(alarms)) {
      LeaderGate gate =
          new LeaderGate(ledger.ledger(), disk, archive, level, () -> ledger.nextStamp().value());

      assertThat(gate.admit(records).map(Refusal::reason)).contains(Reason.DISK_FULL);
      assertThat(gate.admit(EntryCodec.candidate())).isEmpty();
    }
  }
}
