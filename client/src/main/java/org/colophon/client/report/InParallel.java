package org.colophon.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Asks much of nodes, a few questions at a time. */
final class InParallel {
  /** Most questions at once. */
  private static final int AT_ONCE = 16;

  private InParallel() {}

  /** Answers one question. */
  @FunctionalInterface
  interface Question<T, R> {
    /** The answer. */
    R ask(T about) throws Exception;
  }

  /**
   * The answers, in the order of the questions.
   *
   * @throws Exception what the first of them that failed threw
   */
  static <T, R> List<R> ask(List<T> all, Question<T, R> question) throws Exception {
    Semaphore places = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> asked = new ArrayList<>();
      for (T one : all) {
        asked.add(threads.submit(in(places, () -> question.ask(one))));
      }
      return answers(asked);
    }
  }

  private static <R> Callable<R> in(Semaphore places, Callable<R> task) {
    return () -> {
      places.acquire();
      try {
        return task.call();
      } finally {
        places.release();
      }
    };
  }

  private static <R> List<R> answers(List<Future<R>> asked) throws Exception {
    List<R> answers = new ArrayList<>();
    try {
      for (Future<R> one : asked) {
        answers.add(one.get());
      }
      return answers;
    } catch (ExecutionException e) {
      asked.forEach(one -> one.cancel(true));
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
