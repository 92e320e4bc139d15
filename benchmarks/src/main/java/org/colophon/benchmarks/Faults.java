package org.colophon.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.colophon.client.net.Network;

/** Nodes that are killed, were away, or lost all they had. */
final class Faults {
  private static final int CALLERS = 32;

  private final Stage stage;

  Faults(Stage stage) {
    this.stage = stage;
  }

  /** The leader ends by SIGKILL while declarations come. */
  void failover() throws Exception {
    Cluster cluster = stage.cluster();
    String leader = cluster.leader();
    List<String> others = new ArrayList<>(cluster.nodes());
    others.remove(leader);
    ConcurrentLinkedQueue<Works.Made> fresh =
        new ConcurrentLinkedQueue<>(stage.works().singles(stage.recordsFor(6_000)));
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                double seconds = stage.length().warm() + stage.length().counted() / 3;
                Thread.sleep((long) (seconds * 1000));
                cluster.kill(leader);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    // The callers begin at a follower: what is measured is the order's pause, not a lost socket.
    try (Network network = cluster.connect(others.getFirst())) {
      Flow flow =
          Flow.run(
              CALLERS,
              stage.length(),
              () -> {
                Works.Made made = fresh.poll();
                if (made == null) {
                  throw new IllegalStateException("more records are needed");
                }
                return stage.submit(network, List.of(made)).size();
              });
      killer.join();
      stage.results().put("leader killed", "longest pause s", flow.longestGap());
      stage.results().put("leader killed", "failed calls", flow.failed());
      stage.results().put("leader killed", "records/s", flow.rate());
    }
    long begin = System.nanoTime();
    cluster.start();
    stage.results().put("leader killed", "s until all are back", secondsSince(begin));
  }

  /** A node that was away comes back, and one that lost all of its data. */
  void replay() throws Exception {
    for (boolean emptied : List.of(false, true)) {
      replay(emptied ? "new node" : "restarted node", emptied);
    }
  }

  private void replay(String name, boolean emptied) throws Exception {
    Cluster cluster = stage.cluster();
    String away = cluster.nodes().getLast();
    cluster.kill(away);
    if (emptied) {
      Folders.delete(cluster.data(away));
    }
    String leader = cluster.leader();
    try (Network network = cluster.connect(leader)) {
      long before = emptied ? 0 : network.status(cluster.uri(leader)).getSize();
      for (List<Works.Made> batch : stage.batches(stage.recordsFor(2_000))) {
        stage.submit(network, batch);
      }
      long goal = network.status(cluster.uri(leader)).getSize();
      long begin = System.nanoTime();
      // The command that starts it comes back long after the node answers.
      FutureTask<Void> started =
          new FutureTask<>(() -> {
            cluster.start();
            return null;
          });
      Thread.ofPlatform().start(started);
      while (!started.isDone() && sizeAt(network, cluster.uri(away)) < 0) {
        Thread.sleep(20);
      }
      double answers = secondsSince(begin);
      while (sizeAt(network, cluster.uri(away)) < goal) {
        if (started.isDone()) {
          started.get();
        }
        Thread.sleep(20);
      }
      double seconds = secondsSince(begin);
      started.get();
      stage.results().put(name, "s until it answers", answers);
      stage.results().put(name, "leaves behind", (double) (goal - before));
      stage.results().put(name, "s to catch up", seconds);
      stage.results().put(name, "records/s", (goal - before) / seconds);
    }
  }

  private static long sizeAt(Network network, URI node) {
    try {
      return network.status(node).getSize();
    } catch (IOException e) {
      return -1;
    }
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
