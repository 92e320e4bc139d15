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
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaderGateTest {
  @TempDir private Path folder;

  @Test
  void aLeaderWithoutRoomTakesNoRecordsAndGoesOnSealing() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(11);
    TestLedger ledger = consortium.openWith(consortium.actor("alice"));
    byte[] records = entry(deposit(consortium, consortium.actor("alice"), 0));
    DiskWatch.Room room = new DiskWatch.Room(99L << 20, 1L << 40);
    Alarms alarms = Alarms.open(folder);
    try (DiskWatch disk = DiskWatch.start(new NodeConfig.Disk(100, 0), () -> room, alarms);
        ArchiveWatch archive = new ArchiveWatch(alarms);
        LevelWatch level = new LevelWatch(alarms)) {
      LeaderGate gate =
          new LeaderGate(
              ledger.ledger(), disk, archive, level, () -> ledger.nextStamp().value(), 1_000);

      assertThat(gate.admit(records).map(Refusal::reason)).contains(Reason.DISK_FULL);
      assertThat(gate.admit(EntryCodec.candidate())).isEmpty();
    }
  }

  @Test
  void aLeaderDoesNotRunAheadOfTheOthersButGoesOnSealing() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(12);
    Actor alice = consortium.actor("alice");
    TestLedger ledger = consortium.openWith(alice);
    DiskWatch.Room room = new DiskWatch.Room(1L << 40, 1L << 40);
    Alarms alarms = Alarms.open(folder);
    try (DiskWatch disk = DiskWatch.start(new NodeConfig.Disk(100, 0), () -> room, alarms);
        ArchiveWatch archive = new ArchiveWatch(alarms);
        LevelWatch level = new LevelWatch(alarms)) {
      long leaves = ledger.ledger().tip().header().checkpointSize().value();
      LeaderGate gate =
          new LeaderGate(
              ledger.ledger(), disk, archive, level, () -> ledger.nextStamp().value(), leaves + 3);
      // Two leaves each: the record and its block's header.
      for (int number = 0; number < 2; number++) {
        TestRecord deposit = deposit(consortium, alice, number);
        assertThat(gate.admit(entry(deposit))).isEmpty();
        ledger.accept(deposit);
      }
      assertThat(gate.admit(entry(deposit(consortium, alice, 2))).map(Refusal::reason))
          .contains(Reason.UNSEALED);
      assertThat(gate.admit(EntryCodec.candidate())).isEmpty();
      ledger.seal();
      assertThat(gate.admit(entry(deposit(consortium, alice, 2)))).isEmpty();
    }
  }

  private static TestRecord deposit(TestConsortium consortium, Actor actor, int number) {
    return consortium.records().deposit(actor, consortium.hash("content " + number));
  }

  private static byte[] entry(TestRecord record) {
    return EntryCodec.records(List.of(record.bytes()));
  }
}
