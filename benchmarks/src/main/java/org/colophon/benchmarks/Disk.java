package org.colophon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk that holds a folder. What a process is charged for in /proc says little of it: Linux
 * counts the whole of a large folio for every small append. So this is the whole machine's writing.
 */
final class Disk {
  private static final int SECTOR = 512;

  private final String device;

  /** The disk of this folder. */
  Disk(Path folder) throws IOException {
    long number = ((Number) Files.getAttribute(folder, "unix:dev")).longValue();
    // makedev(3): the minor number's upper part stands above the major number.
    long major = (number >> 8) & 0xfff;
    long minor = (number & 0xff) | ((number >> 12) & 0xfff00);
    this.device = major + " " + minor + " ";
  }

  /** Bytes that were written to it since the machine started; 0 when Linux does not count them. */
  long written() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/diskstats"))) {
      String fields = line.strip().replaceAll(" +", " ");
      if (fields.startsWith(device)) {
        return Long.parseLong(fields.split(" ", -1)[9]) * SECTOR;
      }
    }
    return 0;
  }
}
