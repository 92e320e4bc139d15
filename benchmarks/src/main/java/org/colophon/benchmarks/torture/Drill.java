package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.rpc.proto.StatusView;

/** Makes faults happen, and puts right again what an operator would put right. */
final class Drill {
  private static final int CLOCK_MAX_S = 20;
  private static final int SYNC_DELAY_MAX_US = 150_000;
  private static final int FLAP_MS = 150;
  private static final int LOST_MAX = 30;
  private static final int KILOBITS_MIN = 200;
  private static final int KILOBITS_MAX = 4_000;
  private static final int RPC_PORT = 7400;
  private static final int TORN_MAX = 4_096;
  private static final int PROGRESS_S = 90;
  private static final int CAUGHT_UP_S = 240;

  /** An emptied node executes the whole ledger again, beside four others under load. */
  private static final int CAUGHT_UP_LEAVES_S = 1_000;

  private static final int LOOK_MS = 300;
  private static final String FILL = "fill";

  private final List<Member> members;
  private final Wires wires;
  private final Consortium consortium;
  private final History history;
  private final Assembly assembly;
  private final Journal journal;

  Drill(
      List<Member> members,
      Wires wires,
      Consortium consortium,
      Assembly assembly,
      History history,
      Journal journal) {
    this.assembly = assembly;
    this.members = members;
    this.wires = wires;
    this.consortium = consortium;
    this.history = history;
    this.journal = journal;
  }

  /** A fault from its beginning to the network's next acknowledgement. */
  void run(Fault planned) throws IOException {
    Fault fault = aimed(planned);
    journal.say(fault + " " + fault.targets().stream().map(consortium::name).toList());
    begin(fault);
    end(fault);
    restartEnded();
    long healed = System.nanoTime();
    if (fault.kind().damagesStores()) {
      awaitCaughtUp(fault.targets().getFirst());
    }
    awaitProgress(fault, healed);
    Pause.ms(fault.calmMs());
  }

  private Fault aimed(Fault fault) throws IOException {
    if (!fault.targets().contains(Fault.LEADER)) {
      return fault;
    }
    int leader = consortium.leader().orElse(0);
    List<Integer> targets =
        fault.targets().stream().map(target -> target == Fault.LEADER ? leader : target).toList();
    return targets.stream().distinct().count() == targets.size()
        ? new Fault(fault.kind(), targets, fault.heldMs(), fault.calmMs(), fault.draw())
        : new Fault(
            fault.kind(),
            List.of(leader, (leader + 1) % members.size()),
            fault.heldMs(),
            fault.calmMs(),
            fault.draw());
  }

  private void begin(Fault fault) throws IOException {
    SplittableRandom draw = new SplittableRandom(fault.draw());
    int target = fault.targets().isEmpty() ? 0 : fault.targets().getFirst();
    Member member = members.get(target);
    switch (fault.kind()) {
      case KILL -> member.kill();
      case KILL_ALL -> {
        for (Member each : members) {
          each.kill();
        }
      }
      case RESTART -> member.stop();
      case FREEZE -> member.freeze();
      case CUT -> wires.connect(target, false);
      case CUT_ONE_WAY -> wires.deliver(target, fault.targets().getLast(), false);
      case FLAP -> {
        flap(target, fault.heldMs());
        return;
      }
      case LOSS -> wires.lose(target, draw.nextInt(1, LOST_MAX + 1));
      case SLOW_WIRE -> wires.slow(target, draw.nextInt(KILOBITS_MIN, KILOBITS_MAX));
      case NO_STAMPS -> {
        for (int node = 0; node < members.size(); node++) {
          wires.closePort(node, RPC_PORT);
        }
      }
      case MEMBERS -> {
        assembly.change();
        return;
      }
      case CLOCK -> member.setClock(draw.nextInt(-CLOCK_MAX_S, CLOCK_MAX_S + 1));
      case SLOW_DISK -> member.setSyncDelay(draw.nextInt(SYNC_DELAY_MAX_US));
      case FULL_DISK -> fill(member);
      case FLIPPED_BIT -> {
        member.kill();
        damaged(member, draw, false);
      }
      case TORN_FILE -> {
        member.kill();
        damaged(member, draw, true);
      }
      case LOST_DISK -> {
        member.kill();
        member.loseDisk();
        member.start();
        Pause.ms(fault.heldMs());
        member.kill();
        return;
      }
    }
    Pause.ms(fault.heldMs());
  }

  private void end(Fault fault) throws IOException {
    int target = fault.targets().isEmpty() ? 0 : fault.targets().getFirst();
    Member member = members.get(target);
    switch (fault.kind()) {
      case FREEZE -> member.thaw();
      case CUT -> wires.connect(target, true);
      case CUT_ONE_WAY -> wires.deliver(target, fault.targets().getLast(), true);
      case LOSS -> wires.unfilter(target);
      case SLOW_WIRE -> wires.hasten(target);
      case NO_STAMPS -> {
        for (int node = 0; node < members.size(); node++) {
          wires.unfilter(node);
        }
      }
      case CLOCK -> member.setClock(0);
      case SLOW_DISK -> member.setSyncDelay(0);
      case FULL_DISK -> Files.deleteIfExists(member.data().resolve(FILL));
      default -> {
        // What was ended is started below.
      }
    }
  }

  private void flap(int target, long heldMs) throws IOException {
    for (long gone = 0; gone < heldMs; gone += 2 * FLAP_MS) {
      wires.connect(target, false);
      Pause.ms(FLAP_MS);
      wires.connect(target, true);
      Pause.ms(FLAP_MS);
    }
  }

  /** Writes until nothing more goes onto the disk of the node's data. */
  private static void fill(Member member) throws IOException {
    Path fill = member.data().resolve(FILL);
    try (FileChannel file =
        FileChannel.open(fill, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
      while (true) {
        zeros.clear();
        file.write(zeros);
      }
    } catch (IOException e) {
      // Now it is full.
    }
  }

  private void damaged(Member member, SplittableRandom draw, boolean torn) throws IOException {
    List<Path> files = member.files();
    Path file = files.get(draw.nextInt(files.size()));
    long size = Files.size(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (torn) {
        long cut = draw.nextLong(1, Math.min(size, TORN_MAX) + 1);
        channel.truncate(size - cut);
        journal.say(
            "  " + member.name() + ": " + cut + " bytes less in " + member.data().relativize(file));
      } else {
        long at = draw.nextLong(size);
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, at);
        one.put(0, (byte) (one.get(0) ^ (1 << draw.nextInt(8)))).rewind();
        channel.write(one, at);
        journal.say(
            "  " + member.name() + ": a bit at " + at + " of " + member.data().relativize(file));
      }
    }
  }

  /** Starts what has ended. */
  private void restartEnded() throws IOException {
    for (Member member : members) {
      member.exit().ifPresent(code -> journal.say("  " + member.name() + " had ended: " + code));
      member.start();
    }
  }

  /**
   * Waits for a node whose files were damaged; when it refuses them it loses them, as documented.
   */
  private void awaitCaughtUp(int node) throws IOException {
    Member member = members.get(node);
    long limitS = CAUGHT_UP_S + history.newestIndex() / CAUGHT_UP_LEAVES_S;
    long end = System.nanoTime() + limitS * 1_000_000_000L;
    while (!hasCaughtUp(node)) {
      if (System.nanoTime() > end) {
        history.found(member.name() + " has not caught up after " + limitS + " s");
        return;
      }
      if (!member.isRunning()) {
        journal.say("  " + member.name() + " refused its files: " + member.exit().orElse(-1));
        member.loseDisk();
        member.start();
      }
      Pause.ms(LOOK_MS);
    }
  }

  private boolean hasCaughtUp(int node) throws IOException {
    long acknowledged = history.newestIndex();
    Optional<StatusView> status = consortium.status(node);
    return status.isPresent()
        && status.get().getSize() > acknowledged
        && status.get().getAlarmsList().isEmpty();
  }

  private void awaitProgress(Fault fault, long since) throws IOException {
    while (history.newestNanos() < since) {
      if (System.nanoTime() - since > PROGRESS_S * 1_000_000_000L) {
        history.found("nothing was acknowledged within " + PROGRESS_S + " s after " + fault);
        return;
      }
      restartEnded();
      Pause.ms(LOOK_MS);
    }
    journal.say("  goes on after " + (System.nanoTime() - since) / 1_000_000 + " ms");
  }
}
