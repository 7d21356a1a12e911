package dev.fovea.cli;

import dev.fovea.core.Prefetch;
import dev.fovea.nn.torch.Engine;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Pictures that a detector looks at side by side, with an equal share of the threads each.
 *
 * <p>Two threads find more in two pictures than both together in one after the other: nothing waits
 * for the other's share of an operator, and while one decodes or suppresses, the other computes.
 */
final class SideBySide {
  /** Each has the memory of a detection: 39 MB for 853×512 pixels with ResNet-50 in bf16. */
  private static final int MOST = 4;

  private final int pictures;
  private final int threads;
  private final IntFunction<ThreadFactory> workers;

  private SideBySide(int pictures, int allThreads, IntFunction<ThreadFactory> workers) {
    this.pictures = Math.clamp(Math.min(pictures, allThreads), 1, MOST);
    this.threads = allThreads / this.pictures;
    this.workers = workers;
  }

  /** Shares out libtorch's threads; loads libtorch. */
  static SideBySide ofEngine(int pictures) {
    return new SideBySide(
        pictures, Engine.threads(), threads -> Engine.workers("fovea-detector-", threads));
  }

  /**
   * For a detector that brings its threads itself, {@link #threads()} of them.
   *
   * @param allThreads 0 for all processors
   */
  static SideBySide of(int pictures, int allThreads) {
    return new SideBySide(
        pictures,
        allThreads == 0 ? Runtime.getRuntime().availableProcessors() : allThreads,
        threads -> Thread.ofPlatform().daemon().name("fovea-detector-", 0).factory());
  }

  /** Of each picture, at least 1. */
  int threads() {
    return threads;
  }

  /** What {@code look} gives for each picture, in their order. */
  <P, T> Prefetch<T> over(List<P> all, Function<P, T> look) {
    return new Prefetch<>(
        number -> look.apply(all.get(Math.toIntExact(number))),
        all.size(),
        2 * pictures,
        Executors.newFixedThreadPool(pictures, workers.apply(threads)),
        unused -> {});
  }
}
