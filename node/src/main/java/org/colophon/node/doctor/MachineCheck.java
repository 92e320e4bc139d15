package org.colophon.node.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.colophon.config.NodeConfig;
import org.colophon.crypto.signature.Signatures;
import org.colophon.node.DataLayout;
import org.colophon.node.NodeDaemon;
import org.colophon.node.observe.DiskWatch;
import org.colophon.rpc.server.Examination.Finding;

/** Looks at the machine: its disk, the Java that runs, and what the process may open. */
final class MachineCheck {
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb2", "smbfs", "fuse.sshfs", "9p", "afs");
  private static final Set<String> GONE_AT_RESTART = Set.of("tmpfs", "ramfs");
  private static final int JAVA = 25;
  private static final long FILES_MIN = 4_096;

  private MachineCheck() {}

  static List<Finding> of(NodeConfig config) {
    List<Finding> findings = new ArrayList<>();
    disk(config, findings);
    findings.add(java());
    findings.add(openFiles());
    return findings;
  }

  private static void disk(NodeConfig config, List<Finding> findings) {
    Path folder = new DataLayout(config.node().data()).nearest();
    try {
      DiskWatch.Room room = DiskWatch.Room.of(folder);
      long watermark = DiskWatch.watermark(config.disk(), room);
      String found = mib(room.freeBytes()) + " free of " + mib(room.totalBytes());
      String remedy = "make room on the disk of " + folder + ", or move the data to a larger one";
      if (room.freeBytes() < watermark) {
        findings.add(
            Finding.error("disk", found + ", below the watermark of " + mib(watermark), remedy));
      } else if (room.freeBytes() < 2 * watermark) {
        findings.add(
            Finding.warning("disk", found + ", near the watermark of " + mib(watermark), remedy));
      } else {
        findings.add(Finding.ok("disk", found));
      }
      findings.add(fileSystem(Files.getFileStore(folder).type()));
    } catch (IOException e) {
      findings.add(
          Finding.error("disk", folder + " cannot be looked at: " + e, "let the node read it"));
    }
  }

  private static Finding fileSystem(String type) {
    String local = "move the data folder to a local disk: what fsync promises is what counts";
    if (REMOTE.contains(type.toLowerCase(Locale.ROOT))) {
      return Finding.error("file system", type + " is on another machine", local);
    }
    if (GONE_AT_RESTART.contains(type)) {
      return Finding.error("file system", type + " forgets everything at a restart", local);
    }
    return Finding.ok("file system", type);
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    String found =
        "colophon-node "
            + NodeDaemon.VERSION
            + ", Java "
            + Runtime.version()
            + ", signatures by "
            + Signatures.providerName();
    return feature == JAVA
        ? Finding.ok("versions", found)
        : Finding.warning("versions", found, "run it on Java " + JAVA + ", on which it is tested");
  }

  private static Finding openFiles() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      long max = unix.getMaxFileDescriptorCount();
      return max < FILES_MIN
          ? Finding.warning(
              "open files", "at most " + max, "raise the limit (ulimit -n) to " + FILES_MIN)
          : Finding.ok("open files", "at most " + max);
    }
    return Finding.ok("open files", "not known on this system");
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }
}
