package dev.fovea.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that share out numbered blocks of work.
 *
 * <p>Which thread takes which block is left to chance: a task that writes only what belongs to its
 * block, combined by the caller in the order of the blocks, gives the same bits for any number of
 * threads. The calling thread works too, so one thread means no other thread at all. Safe to call
 * from many threads at once, from inside a block as well.
 */
public final class Parallel implements AutoCloseable {
  private final int threads;
  private final WorkerThreads helpers;

  /**
   * Starts no thread yet; threads are daemons, made when first needed.
   *
   * @param threads at least 1, the caller's own included
   * @throws FoveaException if {@code threads} is less than 1
   */
  public Parallel(int threads) {
    if (threads < 1) {
      throw FoveaException.user(
          "The number of threads is " + threads + ", but it must be at least 1.");
    }
    this.threads = threads;
    this.helpers = new WorkerThreads(threads - 1);
  }

  /** As many threads as the machine has processors. */
  public static Parallel ofProcessors() {
    return new Parallel(Runtime.getRuntime().availableProcessors());
  }

  /** The number of threads that work at once, the caller's own included. */
  public int threads() {
    return threads;
  }

  /**
   * Runs {@code task} once for each of {@code 0 … blocks − 1}; returns when all have ended.
   *
   * <p>If a block throws, blocks that have not begun are left out, then the first failure is thrown
   * here.
   */
  public void forEach(int blocks, IntConsumer task) {
    Share share = new Share(blocks, task);
    int helping = Math.min(threads, blocks) - 1;
    for (int i = 0; i < helping; i++) {
      helpers.execute(share);
    }
    share.run();
    share.awaitEnd();
  }

  /** Lets the threads end. Blocks already running come to their end. */
  @Override
  public void close() {
    helpers.close();
  }

  /** The blocks of one call. A helper that comes too late finds none left and returns. */
  private static final class Share implements Runnable {
    private final int blocks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch left;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Share(int blocks, IntConsumer task) {
      this.blocks = blocks;
      this.task = task;
      this.left = new CountDownLatch(blocks);
    }

    @Override
    public void run() {
      for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            task.accept(block);
          }
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          left.countDown();
        }
      }
    }

    /** Waits even when interrupted: other threads may still write into the caller's memory. */
    void awaitEnd() {
      boolean interrupted = false;
      while (true) {
        try {
          left.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      // No switch over types: the JVM generates a class for the first one of a process.
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      } else if (thrown instanceof Error e) {
        throw e;
      }
    }
  }
}
