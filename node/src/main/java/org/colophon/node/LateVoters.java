package org.colophon.node;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.colophon.core.NodeId;
import org.colophon.core.chain.MembershipInForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may lead though this node's ledger knows it as an observer: one that became a validator
 * since. A node whose ledger is empty or old would hear nothing from such a leader, and from nobody
 * else. So when one speaks, the others are asked which membership they can prove; its next message
 * finds the answer.
 */
final class LateVoters implements Predicate<NodeId> {
  private static final Logger LOG = LoggerFactory.getLogger(LateVoters.class);
  private static final long PAUSE_NANOS = 5_000_000_000L;

  private final Consortium consortium;
  private final Supplier<MembershipInForce> asking;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile long again = System.nanoTime();

  /**
   * Asks when it has to.
   *
   * @param asking for the newest membership that another node proves; may take seconds
   */
  LateVoters(Consortium consortium, Supplier<MembershipInForce> asking) {
    this.consortium = consortium;
    this.asking = asking;
  }

  @Override
  public boolean test(NodeId node) {
    if (consortium.isValidators(node)) {
      return true;
    }
    if (System.nanoTime() - again >= 0 && underWay.compareAndSet(false, true)) {
      Thread.ofVirtual().name("colophon-late-voters").start(this::ask);
    }
    return false;
  }

  /** Nobody makes this node ask without a pause. */
  private void ask() {
    try {
      consortium.learn(asking.get());
    } catch (RuntimeException e) {
      LOG.warn("the others could not be asked for the membership", e);
    } finally {
      again = System.nanoTime() + PAUSE_NANOS;
      underWay.set(false);
    }
  }
}
