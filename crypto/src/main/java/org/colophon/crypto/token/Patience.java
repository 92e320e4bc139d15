package org.colophon.crypto.token;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a token one thing after the other, on a thread of its own, and waits no longer than a limit:
 * a call into a module cannot be ended from outside, and a device that hangs must not hang whoever
 * needs a signature. While it hangs, all are refused; once it answers, it is asked again.
 */
final class Patience {
  private static final int WAITING_MAX = 16;
  private static final long IDLE_SECONDS = 30;

  private final String token;
  private final Duration limit;
  private final ThreadPoolExecutor thread;

  /**
   * With one token.
   *
   * @param token as errors name it
   * @param limit of a whole question, waiting for others included
   */
  Patience(String token, Duration limit) {
    this.token = token;
    this.limit = limit;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("colophon-token-", 0).daemon().factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /** What a token is asked. */
  @FunctionalInterface
  interface Question<T> {
    /** Asks it. */
    T ask() throws TokenException;
  }

  /**
   * The token's answer. One that comes too late goes to nobody.
   *
   * @throws TokenException when the token refuses, or does not answer within the limit
   */
  <T> T answer(Question<T> question) throws TokenException {
    FutureTask<T> task = new FutureTask<>(question::ask);
    try {
      thread.execute(task);
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new TokenException(token + ": does not answer, and " + WAITING_MAX + " wait for it");
    } catch (TimeoutException e) {
      boolean _ = task.cancel(false);
      throw new TokenException(token + ": no answer within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      boolean _ = task.cancel(false);
      Thread.currentThread().interrupt();
      throw new TokenException(token + ": interrupted before it answered");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TokenException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(token + ": a defect", e.getCause());
    }
  }
}
