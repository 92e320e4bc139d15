package org.colophon.client.monitor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.ChangePart;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.Changes;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.ProofView;

/**
 * All known nodes, asked side by side, each once and for a bounded time. No answer of one node can
 * hide that of another or end the monitor.
 */
public final class Panel {
  private static final int PATH_LENGTH_MAX = 128;

  private final Network network;
  private final List<URI> nodes;
  private final TreeJudge judge;

  /** These nodes, whose notes that judge judges. */
  public Panel(Network network, List<URI> nodes, TreeJudge judge) {
    this.network = network;
    this.nodes = List.copyOf(nodes);
    this.judge = judge;
  }

  /**
   * What one node showed.
   *
   * @param node who
   * @param tree its newest seal, when it is signed by any validator at all
   * @param handovers the seals of changes of the membership that were not followed before
   * @param trouble why there is none; comes from outside
   */
  public record Answer(
      URI node, Optional<SignedTree> tree, List<SignedTree> handovers, String trouble) {
    /** Copies the handovers. */
    public Answer {
      handovers = List.copyOf(handovers);
    }
  }

  /**
   * What each node shows as its newest seal, in the order of the nodes.
   *
   * @param known the changes of the membership that were followed before
   */
  public List<Answer> newest(List<ChangePart> known) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> questions = new ArrayList<>();
      nodes.forEach(node -> questions.add(() -> newest(node, known)));
      List<Answer> answers = new ArrayList<>();
      List<Future<Answer>> futures = threads.invokeAll(questions);
      for (int i = 0; i < nodes.size(); i++) {
        answers.add(answerOf(nodes.get(i), futures.get(i)));
      }
      return answers;
    }
  }

  private Answer newest(URI node, List<ChangePart> known)
      throws NetworkException, RefusedException {
    CheckpointView view = network.checkpoint(node);
    SignedTree tree = judge.judgeShown(view.getSeal().getNote(), Changes.parse(view), known);
    List<SignedTree> handovers =
        tree.changes().equals(known) ? List.of() : judge.handovers(tree.changes());
    return new Answer(node, Optional.of(tree), handovers, "");
  }

  /** Whatever a node sent, it stays that node's trouble. */
  private static Answer answerOf(URI node, Future<Answer> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String trouble = String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
      return new Answer(node, Optional.empty(), List.of(), trouble);
    }
  }

  /**
   * What the tree is at a smaller size: the first answer whose path leads to the tree's root, from
   * whichever node; the others are told to stop.
   */
  public Optional<Prefix> prefix(long size, SignedTree tree) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Prefix>> questions = new ArrayList<>();
      nodes.forEach(node -> questions.add(() -> prefix(node, size, tree)));
      return Optional.of(threads.invokeAny(questions));
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  private Prefix prefix(URI node, long size, SignedTree tree) throws NetworkException {
    ProofView view = network.consistencyProof(node, size, tree.size());
    List<String> path = view.getProof().getPathList();
    if (path.size() > PATH_LENGTH_MAX) {
      throw new NetworkException("path: " + path.size() + " hashes", null);
    }
    Prefix prefix =
        new Prefix(Hash.ofHex(view.getOldRoot()), path.stream().map(Hash::ofHex).toList());
    if (!prefix.isOf(tree, size)) {
      throw new NetworkException("path: does not lead to the root that was sealed", null);
    }
    return prefix;
  }
}
