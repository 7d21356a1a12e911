package dev.fovea.data.batch;

import dev.fovea.core.FoveaException;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Batches made ahead by worker threads, handed out in their order.
 *
 * <p>At most {@code ahead} batches are made or waiting at any time.
 */
final class Prefetch implements AutoCloseable {
  private static final int THREADS = 2;

  private final LongFunction<Batch> make;
  private final long end;
  private final ArrayDeque<Future<Batch>> waiting = new ArrayDeque<>();
  private final ExecutorService workers;
  private long submitted;
  private boolean closed;

  /**
   * Starts the work.
   *
   * @param make batch number → batch; depends on the number alone
   * @param end the number of batches
   * @param ahead how many batches to make before they are asked for, at least 1
   */
  Prefetch(LongFunction<Batch> make, long end, int ahead) {
    this.make = make;
    this.end = end;
    this.workers =
        Executors.newFixedThreadPool(
            Math.min(THREADS, ahead),
            Thread.ofPlatform().daemon().name("fovea-loader-", 0).factory());
    for (int i = 0; i < ahead; i++) {
      submit();
    }
  }

  synchronized boolean hasNext() {
    return !closed && !waiting.isEmpty();
  }

  /** The next batch, which the caller closes; the worker's own exception where making it failed. */
  synchronized Batch next() {
    if (closed) {
      throw new IllegalStateException("the loader is closed");
    }
    if (waiting.isEmpty()) {
      throw new NoSuchElementException("all batches were taken");
    }
    try {
      Batch batch = waiting.peek().get();
      waiting.remove();
      submit();
      return batch;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw FoveaException.machine("Waiting for a batch was interrupted.", interruption);
    } catch (ExecutionException failure) {
      throw original(failure.getCause());
    }
  }

  private void submit() {
    if (submitted < end) {
      long number = submitted++;
      waiting.add(workers.submit(() -> make.apply(number)));
    }
  }

  private static RuntimeException original(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : FoveaException.machine("A batch could not be made: " + cause.getMessage() + ".", cause);
  }

  /** Ends the threads, then frees the batches that nobody took. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    waiting.forEach(future -> future.cancel(false));
    workers.shutdown();
    awaitEnd();
    for (Future<Batch> future : waiting) {
      if (future.state() == Future.State.SUCCESS) {
        future.resultNow().close();
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
