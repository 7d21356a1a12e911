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
 */
public final class TileWorkers implements AutoCloseable {
  private final ExecutorService threads;
  private final ThreadLocal<TileBuffers> buffers = ThreadLocal.withInitial(this::newBuffers);
  private final ConcurrentLinkedQueue<TileBuffers> made = new ConcurrentLinkedQueue<>();
  private final TileBuffers shared = new TileBuffers();

  /** Of {@code count} threads, which are started when they are needed. */
  TileWorkers(int count) {
    threads = Executors.newFixedThreadPool(count, Engine.workers("fovea-tiles", 1));
  }

  /**
   * As many as libtorch's operators use, where a Winograd convolution is the faster one: in
   * bfloat16 on a processor that multiplies it without AMX, whose direct convolutions are too fast
   * to be saved (docs/performance.md).
   */
  public static Optional<TileWorkers> of(Precision precision) {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors && precision == Precision.BFLOAT16 && Precision.isVectorBfloat16()
        ? Optional.of(new TileWorkers(Engine.threads()))
        : Optional.empty();
  }

  /** Buffers that all threads write parts of, for the one caller. */
  TileBuffers shared() {
    return shared;
  }

  /** Runs {@code task} for {@code 0 … count − 1}; when all have ended, a failure is thrown here. */
  void forEach(int count, BiConsumer<Integer, TileBuffers> task) {
    List<CompletableFuture<Void>> parts =
        IntStream.range(0, count)
            .mapToObj(part -> CompletableFuture.runAsync(() -> run(part, task), threads))
            .toList();
    // join() waits even when interrupted: the threads may still write into the caller's memory.
    CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).join();
  }

  private void run(int part, BiConsumer<Integer, TileBuffers> task) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      task.accept(part, buffers.get());
    }
  }

  private TileBuffers newBuffers() {
    TileBuffers mine = new TileBuffers();
    made.add(mine);
    return mine;
  }

  /** Ends the threads and frees their buffers; nothing may be running. */
  @Override
  public void close() {
    threads.close();
    made.forEach(TileBuffers::close);
    shared.close();
  }
}
