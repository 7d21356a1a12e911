package dev.fovea.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and {@code kill} as a request: the process ends only after the work has saved its state.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().unstarted(this::request);
  private volatile boolean requested;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void request() {
    requested = true;
    System.err.println("fovea: stopping after this step; the state is saved ...");
    try {
      finished.await();
    } catch (InterruptedException giveUp) {
      Thread.currentThread().interrupt();
    }
  }

  boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
