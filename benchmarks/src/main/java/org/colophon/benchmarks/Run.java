package org.colophon.benchmarks;

/** The workloads by their names, each of which leaves the network running as it found it. */
final class Run {
  private final Stage stage;
  private final Writing writing;
  private final Reading reading;
  private final Permissions permissions;
  private final Faults faults;
  private final Offline offline;

  Run(Stage stage) {
    this.stage = stage;
    this.writing = new Writing(stage);
    this.reading = new Reading(stage);
    this.permissions = new Permissions(stage, reading);
    this.faults = new Faults(stage);
    this.offline = new Offline(stage);
  }

  /** Makes the network ready to be measured. */
  void warm() throws Exception {
    writing.warm();
  }

  /** Runs one workload. */
  void workload(String name) throws Exception {
    switch (name) {
      case "baseline" -> new Baselines(stage).run();
      case "single" -> writing.single();
      case "batch" -> writing.batch("");
      case "stream" -> new Streaming(stage).run();
      case "query" -> reading.query("");
      case "licence-check" -> permissions.licenceCheck("");
      case "scope-trace" -> permissions.scopeTrace("");
      case "mixed" -> reading.mixed();
      case "failover" -> faults.failover();
      case "verify" -> offline.verify();
      case "replay" -> faults.replay();
      case "fsck" -> offline.fsck();
      case "growth" -> new Growth(stage, writing, reading, permissions).run();
      case "pages" -> new Pages(stage).run();
      case "start" -> offline.start();
      default -> throw new IllegalArgumentException(name);
    }
  }

  /** Puts figures beside those that bound them. */
  void compare() {
    stage
        .results()
        .ratio(
            "single, 256 in flight / etcd, 256 in flight",
            "single, 256 in flight",
            "records/s",
            "etcd, 256 in flight",
            "records/s");
    stage
        .results()
        .ratio(
            "batch / bare Ratis, 1,000 an entry",
            "batch",
            "records/s",
            "bare Ratis, 1,000 an entry",
            "records/s");
    stage
        .results()
        .ratio("fsck / raw loop on all cores", "fsck", "records/s", "raw loop", "records/s");
    stage
        .results()
        .ratio(
            "restarted node / raw loop on all cores",
            "restarted node",
            "records/s",
            "raw loop",
            "records/s");
  }
}
