package dev.fovea.data.batch;

import dev.fovea.core.Prefetch;
import dev.fovea.data.transform.Transform;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongFunction;

/**
 * How a {@link BatchLoader} draws its batches.
 *
 * @param transforms applied in their order to every image
 * @param batchSize images in each batch, at least 1
 * @param seed of the order and of the transforms
 * @param firstSample the sample number to begin with: 0, or where an earlier run stopped
 * @param unreadable what becomes of an image that cannot be read
 * @param ahead batches made before they are asked for, at least 1; memory holds as many, besides
 *     those that the caller has not closed
 */
public record LoaderOptions(
    List<Transform> transforms,
    int batchSize,
    long seed,
    long firstSample,
    Unreadable unreadable,
    int ahead) {
  /** Batches made ahead unless said otherwise: one ready while the next is made. */
  public static final int DEFAULT_AHEAD = 2;

  private static final int THREADS = 2;

  public LoaderOptions {
    transforms = List.copyOf(transforms);
    if (batchSize < 1 || firstSample < 0 || ahead < 1) {
      throw new IllegalArgumentException(
          "batch size " + batchSize + ", first sample " + firstSample + ", ahead " + ahead);
    }
  }

  /** Batches made ahead; those that nobody took are freed. */
  static Prefetch<Batch> prefetch(LongFunction<Batch> make, long end, int ahead) {
    ThreadFactory daemons = Thread.ofPlatform().daemon().name("fovea-loader-", 0).factory();
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(THREADS, ahead), daemons);
    return new Prefetch<>(make, end, ahead, workers, Batch::close);
  }

  /** Options that refuse unreadable images, from the first sample. */
  public static LoaderOptions of(List<Transform> transforms, int batchSize, long seed) {
    return new LoaderOptions(transforms, batchSize, seed, 0, Unreadable.REFUSE, DEFAULT_AHEAD);
  }

  /** The same from another sample on. */
  public LoaderOptions startingAt(long sample) {
    return new LoaderOptions(transforms, batchSize, seed, sample, unreadable, ahead);
  }

  /** The same with another way with unreadable images. */
  public LoaderOptions withUnreadable(Unreadable policy) {
    return new LoaderOptions(transforms, batchSize, seed, firstSample, policy, ahead);
  }
}
