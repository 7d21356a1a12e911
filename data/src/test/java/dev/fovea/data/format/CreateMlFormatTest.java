package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateMlFormatTest {
  private static final String BOX =
      "{\"label\": \"%s\", \"coordinates\": {\"x\": %s, \"y\": 5, \"width\": 8, \"height\": 4}}";

  @TempDir private Path root;

  @BeforeEach
  void pictures() throws IOException {
    MadePictures.picture(root.resolve("train/a.png"));
    MadePictures.picture(root.resolve("valid/b.png"));
    MadePictures.text(
        root.resolve("valid/_annotations.createml.json"),
        "[{\"imagefilename\": \"b.png\", \"annotation\": [" + BOX.formatted("cat", 9) + "]}]");
  }

  private void annotate(String boxes) throws IOException {
    MadePictures.text(
        root.resolve("train/annotations.json"),
        "[{\"image\": \"a.png\", \"annotations\": [" + boxes + "]}]");
  }

  @Test
  void coordinatesAreTheCentreAndTheSize() throws IOException {
    annotate(BOX.formatted("dog", 7));
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(CreateMlFormat.class);
    assertThat(new CreateMlFormat().splits(root)).containsExactly("train", "valid");
    Dataset train = DatasetFormats.read(root, "train");
    assertThat(train.classes().names()).containsExactly("cat", "dog");
    assertThat(train.images().getFirst().height()).isEqualTo(10);
    assertThat(train.images().getFirst().annotations())
        .containsExactly(new Annotation(new Box(3, 3, 11, 7), 1, false));
    assertThat(DatasetFormats.read(root, "valid").boxCount()).isOne();
  }

  @Test
  void errorsNameTheFileAndTheKey() throws IOException {
    assertError(BOX.formatted("dog", "\"7\""), "[0].annotations[0].coordinates.x", "\"7\"");
    assertError(BOX.formatted("dog", "NaN"), "coordinates.x", "finite number");
    assertError("{\"label\": \"dog\"}", "coordinates.x", "missing", "annotations.json");
    assertError(BOX.formatted("", 7), "annotations[0].label", "must be a text");
  }

  private void assertError(String box, String... parts) throws IOException {
    annotate(box + ", " + BOX.formatted("cat", 8));
    assertThatThrownBy(() -> DatasetFormats.read(root, "train"))
        .isInstanceOf(FoveaException.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
    List<Defect> defects = new ArrayList<>();
    assertThat(new CreateMlFormat().read(root, "train", defects::add).boxCount()).isOne();
    assertThat(defects).hasSize(1);
  }

  @Test
  void aFileThatBreaksOffIsNamedWithLineAndColumn() throws IOException {
    MadePictures.text(
        root.resolve("train/annotations.json"),
        "[{\"image\": \"a.png\", \"annotations\": []},\n{\"image\": ");
    assertThatThrownBy(() -> DatasetFormats.read(root, "train"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContainingAll("annotations.json", "no valid JSON", "line 2");
  }
}
