package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoResultsTest {
  private static final CocoTruth TRUTH =
      new CocoTruth(
          new GroundTruth(List.of(7L, 5_000_000_000L), 2, List.of()),
          new ClassNames(List.of("a", "b"), List.of(3L, 90L)));

  @TempDir Path folder;

  @Test
  void numbersAreReadAsTheyAreWritten() throws IOException {
    assertThat(
            read(
                "[{\"image_id\":5000000000,\"category_id\":90,"
                    + "\"bbox\":[0.1,2,3e1,4.000000000000001],"
                    + "\"score\":1,\"segmentation\":{\"counts\":\"x\"},\"area\":-5,\"id\":null}]"))
        .containsExactly(
            new DetectedObject(5_000_000_000L, 1, 1, new CocoBox(0.1, 2, 30, 4.000000000000001)));
  }

  @Test
  void anEmptyListIsNoDetections() throws IOException {
    assertThat(read(" [ ] \n")).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    List<DetectedObject> detections =
        List.of(
            new DetectedObject(7, 0, 0.1f, new CocoBox(-0.1, 1 / 3.0, 1e-300, 0)),
            new DetectedObject(5_000_000_000L, 1, -3, new CocoBox(1e17, 2, 3, 4)));

    CocoResults.write(file(), detections, TRUTH.classes());

    assertThat(CocoResults.read(file(), TRUTH)).isEqualTo(detections);
  }

  @Test
  void errorsNamePlaceAndRemedy() {
    refused(
        one("\"score\":NaN"), "[1].score (line 2, column 10) is NaN, but must be a finite number");
    refused(
        one("\"score\":\"high\""),
        "[1].score (line 2, column 10) is the text \"high\", but must be a finite number");
    refused(
        one("\"score\":1e999"),
        "[1].score (line 2, column 10) is 1e999, but must be a finite number");
    refused(
        one("\"image_id\":8"),
        "[1].image_id (line 2, column 13) is 8, which is none of the ground truth's 2 images;"
            + " detections and ground truth must be of the same data set");
    refused(
        one("\"category_id\":0"),
        "[1].category_id (line 2, column 16) is 0, which is none of the ground truth's 2"
            + " categories; the data set's own ids are needed, not class indices");
    refused(
        one("\"bbox\":[1,2,-3,4]"),
        "[1].bbox (line 2, column 18) has the negative size -3.0 x 4.0; COCO boxes are"
            + " [x, y, width, height], not two corners");
    refused(
        one("\"bbox\":[1,2,3]"),
        "[1].bbox (line 2, column 15) has 3 numbers, but must be [x, y, width, height]");
    refused(one("\"image_id\":7"), "[1] (line 2, column 1) has no \"category_id\"");
    refused(
        "{\"annotations\":[]}",
        "the document (line 1, column 1) must be a list: [{\"image_id\":…, \"category_id\":…,"
            + " \"bbox\":[x, y, width, height], \"score\":…}, …]");
    refused(
        "[] []",
        "the document (line 1, column 4) is followed by more; one JSON document is needed");
  }

  private static String one(String field) {
    return "[{\"image_id\":7,\"category_id\":3,\"bbox\":[1,2,3,4],\"score\":0.5},\n{"
        + field
        + "}]";
  }

  private Path file() {
    return folder.resolve("dt.json");
  }

  private List<DetectedObject> read(String text) throws IOException {
    Files.writeString(file(), text);
    return CocoResults.read(file(), TRUTH);
  }

  private void refused(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FoveaException.class)
        .hasMessage(file() + ": " + problem)
        .extracting(e -> ((FoveaException) e).kind())
        .isEqualTo(FoveaException.Cause.DATA);
  }
}
