package dev.fovea.core;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A fixed number of daemon threads that take what is handed over, in its order.
 *
 * <p>The JDK's thread pools would do, but for the first thread that a process starts by one: it
 * makes JDK 25 generate method handles for some 20 ms, a tenth of a short command's time.
 */
final class WorkerThreads implements AutoCloseable {
  private static final Runnable END = () -> {};

  private final int most;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private int started;
  private boolean closed;

  /** Starts none yet. */
  WorkerThreads(int most) {
    this.most = most;
  }

  /**
   * Hands a task over, which must not throw; a thread is started for it while there are fewer than
   * {@code most}.
   *
   * @throws IllegalStateException after {@link #close}
   */
  synchronized void execute(Runnable task) {
    if (closed) {
      throw new IllegalStateException("these threads have been told to end");
    }
    tasks.add(task);
    if (started < most) {
      Thread thread = new Thread(this::work, "fovea-worker-" + started);
      thread.setDaemon(true);
      thread.start();
      started++;
    }
  }

  private void work() {
    while (true) {
      try {
        Runnable task = tasks.take();
        if (task == END) {
          return;
        }
        task.run();
      } catch (InterruptedException meantForTheTask) {
        continue;
      }
    }
  }

  /** Lets the threads end when they have run what was handed over. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      for (int i = 0; i < started; i++) {
        tasks.add(END);
      }
    }
  }
}
