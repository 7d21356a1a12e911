package dev.fovea.nn.torch;

import java.util.concurrent.ThreadFactory;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;

/** Process-wide settings of libtorch. */
public final class Engine {
  static {
    // Read once, when JavaCPP's first class is loaded; without it JavaCPP prints to System.err.
    if (System.getProperty("org.bytedeco.javacpp.logger") == null) {
      System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    }
  }

  private Engine() {}

  /** Loads libtorch; its operators use all processors unless another number was set. */
  public static void start() {
    openblas_full.openblas_set_num_threads(1);
  }

  /**
   * Loads libtorch, then sets how many threads its operators use.
   *
   * <p>OpenBLAS is held to one thread: ATen hands it the smallest float32 convolutions, where its
   * own threads would spin against OpenMP's (P6 and P7 at batch 1: the whole network takes twice as
   * long).
   *
   * @param threads 0 for all processors
   */
  public static void start(int threads) {
    start();
    torch.set_num_threads(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  /** How many threads an operator uses that the calling thread starts; loads libtorch. */
  public static int threads() {
    start();
    return torch.get_num_threads();
  }

  /** Makes daemon threads whose operators use {@code threads} threads each. */
  public static ThreadFactory workers(String name, int threads) {
    ThreadFactory daemons = Thread.ofPlatform().daemon().name(name, 0).factory();
    return task ->
        daemons.newThread(
            () -> {
              limitThisThread(threads);
              task.run();
            });
  }

  /**
   * libtorch's number is that of the calling thread, but also the one that other threads begin
   * with: for these it is put back, by a thread that ends.
   */
  private static void limitThisThread(int threads) {
    int others = torch.get_num_threads();
    torch.set_num_threads(threads);
    try {
      Thread.ofPlatform().start(() -> torch.set_num_threads(others)).join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
