package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The threads of Winograd convolutions. Each takes parts of a convolution from its pixels to its
 * outputs, with operators of one thread, so that the results are the same bits for any number.
 *
 * <p>A caller whose operators use one thread does all parts itself. Many may call at once.
 */
public final class TileWorkers implements AutoCloseable {
  private final Precision precision;
  private final ExecutorService threads;
  private final ConcurrentLinkedQueue<TileBuffers> idle = new ConcurrentLinkedQueue<>();
  private final TileBuffers shared;

  /**
   * For convolutions in {@code precision}.
   *
   * @param count of threads, which are started when they are needed
   */
  TileWorkers(Precision precision, int count) {
    this.precision = precision;
    threads = Executors.newFixedThreadPool(count, Engine.workers("fovea-tiles", 1));
    shared = new TileBuffers(precision.type());
  }

  /**
   * As many as libtorch's operators use, where a Winograd convolution is the faster one: in
   * float32, and in training in bfloat16 on a processor that multiplies it without AMX, whose
   * direct convolutions are too fast to be saved (docs/performance.md). Without the module {@code
   * jdk.incubator.vector} there are none.
   */
  public static Optional<TileWorkers> forTraining(Precision precision) {
    return precision == Precision.BFLOAT16 && !Precision.isVectorBfloat16()
        ? Optional.empty()
        : whereThereAreVectors(precision);
  }

  /** Likewise for inference: in float32. */
  static Optional<TileWorkers> forInference(Precision precision) {
    return precision == Precision.FLOAT32 ? whereThereAreVectors(precision) : Optional.empty();
  }

  private static Optional<TileWorkers> whereThereAreVectors(Precision precision) {
    return ModuleLayer.boot()
        .findModule("jdk.incubator.vector")
        .map(vectors -> new TileWorkers(precision, Engine.threads()));
  }

  /** What the convolutions are computed in. */
  Precision precision() {
    return precision;
  }

  /** Buffers that all threads write parts of, for one caller. */
  TileBuffers shared() {
    return shared;
  }

  /** Runs {@code task} for {@code 0 … count − 1}; when all have ended, a failure is thrown here. */
  void forEach(int count, BiConsumer<Integer, TileBuffers> task) {
    if (Engine.threads() == 1) {
      IntStream.range(0, count).forEach(part -> run(part, task));
      return;
    }
    List<CompletableFuture<Void>> parts =
        IntStream.range(0, count)
            .mapToObj(part -> CompletableFuture.runAsync(() -> run(part, task), threads))
            .toList();
    // join() waits even when interrupted: the threads may still write into the caller's memory.
    CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).join();
  }

  private void run(int part, BiConsumer<Integer, TileBuffers> task) {
    TileBuffers buffers =
        Optional.ofNullable(idle.poll()).orElseGet(() -> new TileBuffers(precision.type()));
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      task.accept(part, buffers);
    } finally {
      idle.add(buffers);
    }
  }

  /** Ends the threads and frees their buffers; nothing may be running. */
  @Override
  public void close() {
    threads.close();
    idle.forEach(TileBuffers::close);
    shared.close();
  }
}
