package org.colophon.rpc.server;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Wakes threads that wait for something to become true; no wake-up is lost. Conditions are looked
 * at outside the lock: whoever raises the signal, the committing thread above all, never waits for
 * a waiter's disk.
 */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private long raises;

  /** Lets every waiter look again. */
  void raise() {
    lock.lock();
    try {
      raises++;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the condition holds; false when the time is over first. */
  boolean await(BooleanSupplier condition, Duration max) throws InterruptedException {
    long left = max.toNanos();
    while (true) {
      long seen = raises();
      if (condition.getAsBoolean()) {
        return true;
      }
      left = awaitRaise(seen, left);
      if (left <= 0) {
        return condition.getAsBoolean();
      }
    }
  }

  private long raises() {
    lock.lock();
    try {
      return raises;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the nanoseconds that are left. */
  private long awaitRaise(long seen, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (raises == seen && left > 0) {
        left = raised.awaitNanos(left);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }
}
