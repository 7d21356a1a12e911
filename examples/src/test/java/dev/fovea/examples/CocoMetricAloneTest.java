package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoMetricAloneTest {
  /** One of two objects is found, at precision 1: 51 of the 101 recall thresholds. */
  private static final double AP = 51 / 101.0;

  @Test
  void halfOfTheObjectsFoundGiveHalfOfTheCurve() {
    assertThat(CocoMetricAlone.ofNumbers().ap()).isCloseTo(AP, within(1e-12));
  }

  @Test
  void filesGiveWhatNumbersGive(@TempDir Path folder) throws IOException {
    Path truth =
        Files.writeString(
            folder.resolve("truth.json"),
            """
            {"images": [{"id": 1}, {"id": 2}],
             "categories": [{"id": 5, "name": "cell"}],
             "annotations": [
               {"id": 1, "image_id": 1, "category_id": 5, "bbox": [10, 10, 40, 40], "area": 1600},
               {"id": 2, "image_id": 2, "category_id": 5, "bbox": [30, 20, 50, 20], "area": 1000}]}
            """);
    Path detections =
        Files.writeString(
            folder.resolve("detections.json"),
            """
            [{"image_id": 1, "category_id": 5, "bbox": [10, 10, 40, 40], "score": 0.9},
             {"image_id": 2, "category_id": 5, "bbox": [90, 90, 10, 10], "score": 0.8}]
            """);
    String[] files = {truth.toString(), detections.toString()};
    assertThat(Printed.by(() -> CocoMetricAlone.main(files)))
        .isEqualTo(Printed.by(() -> CocoMetricAlone.main(new String[0])));
  }
}
