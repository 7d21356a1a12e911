package dev.fovea.data.batch;

import dev.fovea.core.Prefetch;
import dev.fovea.core.Preprocessing;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.Iterator;
import java.util.List;

/** The batches of a data set once through, in its order, without transforms. */
public final class EvaluationLoader implements Iterator<Batch>, AutoCloseable {
  private final List<LabelledImage> images;
  private final int batchSize;
  private final BatchBuilder builder;
  private final Prefetch<Batch> prefetch;

  /**
   * Starts reading.
   *
   * @param batchSize images in each batch, at least 1; the last batch may have fewer
   */
  public EvaluationLoader(Dataset dataset, Preprocessing preprocessing, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch of " + batchSize + " images");
    }
    this.images = dataset.images();
    this.batchSize = batchSize;
    this.builder = new BatchBuilder(preprocessing);
    this.prefetch =
        LoaderOptions.prefetch(
            this::batch, Math.ceilDiv(images.size(), batchSize), LoaderOptions.DEFAULT_AHEAD);
  }

  @Override
  public boolean hasNext() {
    return prefetch.hasNext();
  }

  /**
   * The next batch, which the caller closes.
   *
   * @throws dev.fovea.core.FoveaException naming the file, when an image cannot be read
   */
  @Override
  public Batch next() {
    return prefetch.next();
  }

  /** Ends the threads; batches that were taken stay open. */
  @Override
  public void close() {
    prefetch.close();
  }

  private Batch batch(long number) {
    int first = Math.toIntExact(number * batchSize);
    List<LabelledImage> wanted = images.subList(first, Math.min(first + batchSize, images.size()));
    return builder.build(
        wanted.stream()
            .map(image -> new BatchBuilder.Prepared(image, BatchBuilder.decode(image)))
            .toList());
  }
}
