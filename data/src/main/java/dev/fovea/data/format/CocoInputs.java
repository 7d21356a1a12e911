package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Parallel;
import dev.fovea.core.eval.DetectedObjects;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What COCO's metric compares.
 *
 * @param truth of a data set
 * @param detections of the same data set
 */
public record CocoInputs(CocoTruth truth, DetectedObjects detections) {
  /**
   * Reads both files at once: {@link CocoTruth#read}, and {@link CocoResults#read} without waiting
   * for it.
   *
   * @throws FoveaException as those do
   */
  public static CocoInputs read(Path truthFile, Path resultsFile) {
    AtomicReference<CocoTruth> truth = new AtomicReference<>();
    AtomicReference<Optional<DetectedObjects>> early = new AtomicReference<>();
    try (Parallel parallel = new Parallel(2)) {
      parallel.forEach(
          2,
          file -> {
            if (file == 0) {
              truth.set(CocoTruth.read(truthFile));
            } else {
              early.set(CocoResults.readUnresolved(resultsFile));
            }
          });
    }
    CocoTruth expected = truth.get();
    DetectedObjects detections =
        early
            .get()
            .flatMap(new KnownIds(expected)::resolve)
            .orElseGet(() -> CocoResults.read(resultsFile, expected));
    return new CocoInputs(expected, detections);
  }
}
