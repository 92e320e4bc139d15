package org.colophon.node.observe;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.colophon.config.NodeConfig;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.node.sealing.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disk under the data folder. Below its watermark the node takes no records, long
 * before a write would fail; above it again, with something to spare, it does.
 */
public final class DiskWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final long LOOK_MS = 2_000;

  /** Part of the watermark that must be free beside it before records are taken again. */
  private static final int SPARE_PART = 4;

  private final NodeConfig.Disk settings;
  private final Space space;
  private final Alarms alarms;
  private final List<Runnable> whenFull = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-disk").daemon().factory());
  private volatile State state;

  /** Asks a disk how much room it has. */
  @FunctionalInterface
  public interface Space {
    /** The room now. */
    Room room() throws IOException;
  }

  /**
   * The room on a disk.
   *
   * @param freeBytes that this process may still write
   * @param totalBytes of the disk
   */
  public record Room(long freeBytes, long totalBytes) {
    /** The room on the disk under a folder. */
    public static Room of(Path folder) throws IOException {
      FileStore disk = Files.getFileStore(folder);
      return new Room(disk.getUsableSpace(), disk.getTotalSpace());
    }
  }

  /**
   * How the disk was at the last look.
   *
   * @param room on it
   * @param watermarkBytes with less than this free it counts as full
   * @param isFull whether records are refused for it
   */
  public record State(Room room, long watermarkBytes, boolean isFull) {
    /** With less room than this a node that refuses records goes on refusing them. */
    public long enoughBytes() {
      return watermarkBytes + watermarkBytes / SPARE_PART;
    }

    private State next(Room now, long watermark) {
      State with = new State(now, watermark, isFull);
      long needed = isFull ? with.enoughBytes() : watermark;
      return new State(now, watermark, now.freeBytes() < needed);
    }
  }

  private DiskWatch(NodeConfig.Disk settings, Space space, Alarms alarms) throws IOException {
    this.settings = settings;
    this.space = space;
    this.alarms = alarms;
    Room room = space.room();
    this.state = new State(room, 0, false);
    look();
  }

  /** Looks at once, and every two seconds from then on. */
  public static DiskWatch start(NodeConfig.Disk settings, Space space, Alarms alarms)
      throws IOException {
    DiskWatch watch = new DiskWatch(settings, space, alarms);
    ScheduledFuture<?> _ =
        watch.timer.scheduleWithFixedDelay(watch::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** The bytes that must stay free on a disk. */
  public static long watermark(NodeConfig.Disk settings, Room room) {
    return Math.max(
        (long) settings.freeMb() << 20, room.totalBytes() / 100 * settings.freePercent());
  }

  /** Calls {@code listener} each time the disk has become full, on this watch's own thread. */
  public void whenFull(Runnable listener) {
    whenFull.add(listener);
  }

  /** A disk that cannot be looked at is taken to be as it was. */
  void look() {
    try {
      Room room = space.room();
      State before = state;
      State now = before.next(room, watermark(settings, room));
      state = now;
      if (now.isFull() && !before.isFull()) {
        alarms.raise(Alarms.DISK_FULL);
        LOG.error("records are refused: {}", text(now));
        whenFull.forEach(Runnable::run);
      } else if (!now.isFull() && before.isFull()) {
        alarms.clear(Alarms.DISK_FULL);
        LOG.info("records are taken again: {} bytes are free", room.freeBytes());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the disk cannot be looked at: {}", e.toString());
    }
  }

  /** How the disk is. */
  public State state() {
    return state;
  }

  /** Why no records are taken now, when it is for the disk. */
  public Optional<Refusal> refusal() {
    State now = state;
    return now.isFull() ? Optional.of(new Refusal(Reason.DISK_FULL, text(now))) : Optional.empty();
  }

  private static String text(State state) {
    return "disk: "
        + state.room().freeBytes()
        + " bytes free (expected: at least "
        + state.enoughBytes()
        + ")";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
