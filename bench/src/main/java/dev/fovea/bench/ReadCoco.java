package dev.fovea.bench;

import dev.fovea.core.Preprocessing;
import dev.fovea.data.Dataset;
import dev.fovea.data.batch.Batch;
import dev.fovea.data.batch.BatchLoader;
import dev.fovea.data.format.CocoFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;

/**
 * A COCO data set read, then its first batches: {@code ReadCoco FOLDER BATCHES}. Prints the boxes
 * and the most heap that was in use at once, garbage included; run with little heap ({@code
 * -Xmx512m}) on what {@code bench/large-coco.py} makes.
 */
public final class ReadCoco {
  private static final int BATCH = 8;

  private ReadCoco() {}

  public static void main(String[] arguments) {
    Dataset dataset = new CocoFormat().read(Path.of(arguments[0]), "train");
    System.out.printf(
        "%d images, %d boxes, heap at most %d MB%n",
        dataset.images().size(), dataset.boxCount(), peakMegabytes());
    int batches = Integer.parseInt(arguments[1]);
    Preprocessing small = Preprocessing.imagenet(48, 64);
    try (BatchLoader loader = new BatchLoader(dataset, small, List.of(), BATCH, 1, 0)) {
      for (int i = 0; i < batches; i++) {
        try (Batch batch = loader.next()) {
          if (batch.images() != BATCH) {
            throw new IllegalStateException("a batch of " + batch.images());
          }
        }
      }
    }
    System.out.printf("%d images iterated, heap at most %d MB%n", batches * BATCH, peakMegabytes());
  }

  private static long peakMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        / 1_000_000;
  }
}
