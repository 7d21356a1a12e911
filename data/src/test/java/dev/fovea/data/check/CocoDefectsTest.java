package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each defect planted in an otherwise clean annotation file is found, by kind and place. */
class CocoDefectsTest {
  private static final String FIRST = "annotations[0] (id 11) in";

  @TempDir private Path root;

  @BeforeEach
  void cleanData() throws IOException {
    MadeData.coco(root);
  }

  @Test
  void aCleanDataSetHasNoFindings() {
    assertThat(MadeData.told(root)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "ERROR not-finite; [2, 3, 10, 8]; [NaN, 3, 10, 8]",
        "ERROR not-finite; [2, 3, 10, 8]; [2, 3, Infinity, 8]",
        "ERROR not-a-number; [2, 3, 10, 8]; [2, \"3\", 10, 8]",
        "ERROR not-a-number; \"image_id\": 1,; \"image_id\": 1.5,",
        "ERROR missing-field; \"bbox\": [2, 3, 10, 8],; ''",
        "ERROR missing-field; \"category_id\": 1,; ''",
        "ERROR malformed; [2, 3, 10, 8]; [2, 3, 10, 8, 9]",
        "ERROR box-swapped; [2, 3, 10, 8]; [2, 3, -10, 8]",
        "WARNING box-empty; [2, 3, 10, 8]; [2, 3, 10, 0]",
        "WARNING negative-area; \"area\": 80; \"area\": -80",
        "ERROR unknown-image; \"image_id\": 1,; \"image_id\": 7,",
        "ERROR unknown-class; \"category_id\": 1,; \"category_id\": 7,",
        "ERROR box-outside; [2, 3, 10, 8]; [64, 3, 10, 8]",
        "WARNING box-beyond-edge; [2, 3, 10, 8]; [2, 41, 10, 9]",
        "ERROR box-scale; [2, 3, 10, 8]; [128, 144, 640, 384]",
        "ERROR box-normalised; [2, 3, 10, 8]; [0.2, 0.3, 0.4, 0.4]",
        "WARNING box-tiny; [2, 3, 10, 8]; [20, 30, 0.4, 8]",
        "ERROR not-a-number; \"image_id\": 1,; \"image_id\": \"1\",",
        "NOTE box-whole-image; [2, 3, 10, 8]; [0, 0, 64, 48]",
      })
  void anAnnotationsDefectIsFoundWithItsLineAndId(String kind, String from, String to)
      throws IOException {
    plant(from, to);
    assertThat(MadeData.told(root))
        .anySatisfy(
            told -> assertThat(told).startsWith(kind + " " + FIRST).contains("json (line 5)"));
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "ERROR malformed annotations[0] in;{\"id\": 11, \"image_id\": 1, \"category_id\": 1,"
            + " \"bbox\": [2, 3, 10, 8], \"area\": 80}; 7",
        "ERROR stated-size images[0] (id 1) in; 64; 0",
        "ERROR missing-field images[0] (id 1) in; \"file_name\": \"a.png\",; ''",
        "ERROR duplicate-image-id; \"id\": 2, \"file_name\"; \"id\": 1, \"file_name\"",
        "ERROR duplicate-annotation-id annotations[1] (id 11) in; \"id\": 12,; \"id\": 11,",
        "ERROR duplicate-class-id; {\"id\": 2, \"name\"; {\"id\": 1, \"name\"",
        "ERROR duplicate-class-name; dog; cat",
        "ERROR image-listed-twice; b.png; a.png",
        "NOTE image-without-boxes; \"image_id\": 2,; \"image_id\": 1,",
        "WARNING class-alike; dog; Cat",
        "WARNING class-name; dog; ' dog '",
        "NOTE class-without-boxes; {\"id\": 2, \"name\";"
            + " {\"id\": 3, \"name\": \"bat\"}, {\"id\": 2, \"name\"",
        "ERROR classes-differ; dog; cow",
        "WARNING box-duplicate annotations[1] (id 13) in; 80}; '80},\n"
            + "{\"id\": 13, \"image_id\": 1, \"category_id\": 1, \"bbox\": [2, 3, 10, 8]}'",
        "WARNING box-two-classes annotations[1] (id 13) in; 80}; '80},\n"
            + "{\"id\": 13, \"image_id\": 1, \"category_id\": 2, \"bbox\": [2, 3, 10, 8]}'",
        "WARNING box-near-duplicate annotations[1] (id 13) in; 80}; '80},\n"
            + "{\"id\": 13, \"image_id\": 1, \"category_id\": 1, \"bbox\": [2, 3, 10, 7.5]}'",
        "WARNING box-near-two-classes annotations[1] (id 13) in; 80}; '80},\n"
            + "{\"id\": 13, \"image_id\": 1, \"category_id\": 2, \"bbox\": [2, 3, 10, 7.5]}'",
        "ERROR boxes-as-corners annotations[0] (id 13) in; \"annotations\": [; '\"annotations\": ["
            + "{\"id\": 13, \"image_id\": 1, \"category_id\": 2, \"bbox\": [40, 10, 60, 30]},"
            + "{\"id\": 14, \"image_id\": 1, \"category_id\": 2, \"bbox\": [30, 20, 45, 40]},'",
        "ERROR picture-size; 64; 63",
        "ERROR picture-missing; b.png; d.png",
        "WARNING picture-orphaned; b.png; d.png",
      })
  void aListsDefectIsFound(String kind, String from, String to) throws IOException {
    plant(from, to);
    assertThat(MadeData.told(root)).anySatisfy(told -> assertThat(told).startsWith(kind + " "));
  }

  @Test
  void boxesThatOverlapLessThanTwoHandsWouldAreTwoObjects() throws IOException {
    String beside =
        "80},\n{\"id\": 13, \"image_id\": 1, \"category_id\": 1, \"bbox\": [4, 3, 10, 8]}";
    plant("80}", beside);
    assertThat(MadeData.told(root)).isEmpty();
  }

  private void plant(String from, String to) throws IOException {
    String changed = MadeData.TRAIN.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    assertThat(changed).isNotEqualTo(MadeData.TRAIN);
    Files.writeString(root.resolve("train.json"), changed);
  }
}
