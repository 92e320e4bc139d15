package org.colophon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process used since it began, as Linux counts it.
 *
 * @param cpuSeconds user and system time
 * @param residentBytes resident now
 */
record Use(double cpuSeconds, long residentBytes) {
  static final Use NONE = new Use(0, 0);

  /** Ticks of /proc: 100 a second on every Linux that Java runs on (proc(5), sysconf(3)). */
  private static final double TICKS = 100;

  private static final int UTIME = 11;

  /** Reads it of a process that runs. */
  static Use of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(proc.resolve("stat"));
    // The name of the program may hold blanks; the fields are counted from behind it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double cpu = (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS;
    return new Use(cpu, field(proc.resolve("status"), "VmRSS:") * 1024);
  }

  /** Of this process. */
  static Use own() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  private static long field(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IOException(file + ": no " + name);
  }

  Use plus(Use other) {
    return new Use(cpuSeconds + other.cpuSeconds, residentBytes + other.residentBytes);
  }

  /** What was used since then; what is resident stays as it is. */
  Use since(Use before) {
    return new Use(cpuSeconds - before.cpuSeconds, residentBytes);
  }
}
