package dev.fovea.core;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Things made ahead by worker threads, handed out in their order.
 *
 * <p>At most {@code ahead} of them are made or waiting at any time.
 */
public final class Prefetch<T> implements AutoCloseable {
  private final LongFunction<T> make;
  private final long end;
  private final ExecutorService workers;
  private final Consumer<? super T> discard;
  private final ArrayDeque<Future<T>> waiting = new ArrayDeque<>();
  private long submitted;
  private volatile boolean closed;

  /**
   * Starts the work.
   *
   * @param make number → thing, never null; depends on the number alone
   * @param end how many there are
   * @param ahead how many to make before they are asked for, at least 1
   * @param workers who makes them; shut down by {@link #close}
   * @param discard what becomes of those that nobody took
   */
  public Prefetch(
      LongFunction<T> make,
      long end,
      int ahead,
      ExecutorService workers,
      Consumer<? super T> discard) {
    this.make = make;
    this.end = end;
    this.workers = workers;
    this.discard = discard;
    for (int i = 0; i < ahead; i++) {
      submit();
    }
  }

  /** Whether there is a next one, or its failure. */
  public synchronized boolean hasNext() {
    return !closed && !waiting.isEmpty();
  }

  /** The next one; the worker's own exception where making it failed. */
  public synchronized T next() {
    if (closed) {
      throw new IllegalStateException("the prefetch is closed");
    }
    if (waiting.isEmpty()) {
      throw new NoSuchElementException("all were taken");
    }
    try {
      T next = waiting.peek().get();
      waiting.remove();
      submit();
      return next;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw FoveaException.machine("Waiting for a worker was interrupted.", interruption);
    } catch (ExecutionException failure) {
      throw original(failure.getCause());
    }
  }

  private void submit() {
    if (submitted < end) {
      long number = submitted++;
      waiting.add(workers.submit(() -> closed ? null : make.apply(number)));
    }
  }

  private static RuntimeException original(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : FoveaException.machine("A worker failed: " + cause.getMessage() + ".", cause);
  }

  /** Ends the threads, then discards what nobody took. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.shutdown();
    awaitEnd();
    for (Future<T> future : waiting) {
      T unused = future.state() == Future.State.SUCCESS ? future.resultNow() : null;
      if (unused != null) {
        discard.accept(unused);
      }
    }
    waiting.clear();
  }

  private void awaitEnd() {
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
    }
  }
}
