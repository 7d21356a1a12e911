package dev.fovea.data.batch;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Prefetch;
import dev.fovea.core.Preprocessing;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.transform.Example;
import dev.fovea.data.transform.Transform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endless, seeded stream of training batches.
 *
 * <p>Samples are numbered 0, 1, 2, … through all epochs; batches run across the epochs' borders.
 * What a sample is depends on the seed with its number alone, so that a loader which starts at
 * sample n gives what another one gives after n samples, bit for bit, whatever the threads do.
 */
public final class BatchLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);

  private final Dataset dataset;
  private final LoaderOptions options;
  private final SampleOrder order;
  private final BatchBuilder builder;
  private final Set<Path> warned = ConcurrentHashMap.newKeySet();
  private final Prefetch<Batch> prefetch;

  /** A loader that refuses unreadable images. */
  public BatchLoader(
      Dataset dataset,
      Preprocessing preprocessing,
      List<Transform> transforms,
      int batchSize,
      long seed,
      long firstSample) {
    this(
        dataset,
        preprocessing,
        LoaderOptions.of(transforms, batchSize, seed).startingAt(firstSample));
  }

  /** The images of {@code dataset} from the options' first sample on. */
  public BatchLoader(Dataset dataset, Preprocessing preprocessing, LoaderOptions options) {
    this.dataset = dataset;
    this.options = options;
    this.order = new SampleOrder(dataset.images().size(), options.seed());
    this.builder = new BatchBuilder(preprocessing);
    this.prefetch = LoaderOptions.prefetch(this::batch, Long.MAX_VALUE, options.ahead());
  }

  /** The order of the images {@code 0 … size−1} in an epoch. */
  public static int[] order(int size, long seed, long epoch) {
    return SampleOrder.of(size, seed, epoch);
  }

  /**
   * The next batch, which the caller closes.
   *
   * @throws FoveaException naming the file, when an image of the batch cannot be read
   */
  public Batch next() {
    return prefetch.next();
  }

  /** How many images could not be read so far and were replaced, ahead of what was taken. */
  public int skipped() {
    return warned.size();
  }

  /** Ends the threads; batches that were taken stay open. */
  @Override
  public void close() {
    prefetch.close();
  }

  private Batch batch(long number) {
    long first = options.firstSample() + number * options.batchSize();
    List<BatchBuilder.Prepared> images = new ArrayList<>();
    for (int i = 0; i < options.batchSize(); i++) {
      images.add(prepared(first + i));
    }
    return builder.build(images);
  }

  /** The sample, or the first readable one after it where unreadable ones are skipped. */
  private BatchBuilder.Prepared prepared(long sample) {
    int size = dataset.images().size();
    for (long candidate = sample; candidate < sample + size; candidate++) {
      LabelledImage source = dataset.images().get(order.image(candidate));
      try {
        Example example = BatchBuilder.decode(source);
        return new BatchBuilder.Prepared(source, transformed(example, sample));
      } catch (FoveaException failure) {
        if (options.unreadable() == Unreadable.REFUSE) {
          throw failure;
        }
        warnOnce(source.file(), failure);
      }
    }
    throw FoveaException.data(
        "None of the next "
            + size
            + " images of the data set "
            + dataset.name()
            + " can be read. Check the folder with the images.");
  }

  private Example transformed(Example example, long sample) {
    RandomGenerator random = SampleOrder.random(options.seed(), sample);
    Example changed = example;
    for (Transform transform : options.transforms()) {
      changed = transform.apply(changed, random);
    }
    return changed;
  }

  private void warnOnce(Path file, FoveaException failure) {
    if (warned.add(file)) {
      LOG.warn("{} Another image takes its place.", failure.getMessage());
    }
  }
}
