package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoInputsTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path truth(long first, long second) throws IOException {
    return file(
        "gt.json",
        """
        {"images": [{"id": 7}, {"id": 5000000000}], "annotations": [],
         "categories": [{"id": %d}, {"id": %d}]}
        """
            .formatted(first, second));
  }

  private static String detection(long image, long category) {
    return "{\"image_id\":%d,\"category_id\":%d,\"bbox\":[1,2,3,4],\"score\":0.5}"
        .formatted(image, category);
  }

  private void sameAsInTurn(Path truthFile, Path results) {
    CocoTruth truth = CocoTruth.read(truthFile);
    CocoInputs inputs = CocoInputs.read(truthFile, results);
    assertThat(inputs.truth().imageIds()).isEqualTo(truth.imageIds());
    assertThat(inputs.detections()).isNotEmpty().isEqualTo(CocoResults.read(results, truth));
  }

  @Test
  void atOnceIsAsInTurn() throws IOException {
    String two = "[" + detection(5_000_000_000L, 3) + "," + detection(7, 90) + "]";
    sameAsInTurn(truth(90, 3), file("dt.json", two));
    String large = "[" + detection(7, 1L << 40) + "," + detection(7, -3) + "]";
    sameAsInTurn(truth(1L << 40, -3), file("dt.json", large));
  }

  @Test
  void mistakesAreToldAsInTurn() throws IOException {
    Path truth = truth(90, 3);
    for (String entry :
        new String[] {detection(8, 90), detection(7, 0), detection(7, 1L << 40), "{}", "7"}) {
      Path results = file("dt.json", "[" + detection(7, 90) + "," + entry + "]");
      String problem = problem(() -> CocoResults.read(results, CocoTruth.read(truth)));
      assertThat(problem).contains("dt.json: [1]");
      assertThat(problem(() -> CocoInputs.read(truth, results))).isEqualTo(problem);
    }
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path none = folder.resolve("none.json");
    Path truth = truth(90, 3);
    assertThat(problem(() -> CocoInputs.read(none, none))).contains("none.json is no file");
    assertThatThrownBy(() -> CocoInputs.read(truth, none))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("none.json is no file");
  }

  private static String problem(Runnable reading) {
    try {
      reading.run();
    } catch (FoveaException e) {
      return e.getMessage();
    }
    throw new AssertionError("no mistake was found");
  }
}
