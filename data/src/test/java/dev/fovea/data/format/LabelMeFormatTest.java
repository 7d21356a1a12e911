package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMeFormatTest {
  @TempDir private Path root;

  private static String shape(String kind, String label, String points, String flags) {
    return "{\"label\": \"%s\", \"points\": %s, \"shape_type\": \"%s\", \"flags\": {%s}}"
        .formatted(label, points, kind, flags);
  }

  private void annotate(String stem, String... shapes) throws IOException {
    MadePictures.picture(root.resolve(stem + ".png"));
    String name = stem.substring(stem.lastIndexOf('/') + 1);
    MadePictures.text(
        root.resolve(stem + ".json"),
        """
        {"version": "5.5.0", "flags": {}, "shapes": [%s], "imagePath": "%s.png",
        "imageData": "%s", "imageHeight": 10, "imageWidth": 20}
        """
            .formatted(String.join(",\n", shapes), name, "QUJD".repeat(5_250_000)));
  }

  @Test
  void rectanglesInAnyOrderOfCornersAndPolygonsAreBoxes() throws IOException {
    annotate(
        "train/a",
        shape("rectangle", "cat", "[[9, 8], [1, 2.5]]", "\"ignore\": true"),
        shape("polygon", "dog", "[[1, 2], [9, 3], [5, 8]]", ""),
        shape("point", "nose", "[[1, 2]]", ""));
    annotate("val/b");
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(LabelMeFormat.class);
    assertThat(new LabelMeFormat().splits(root)).containsExactly("train", "val");
    Dataset train = DatasetFormats.read(root, "train");
    assertThat(train.classes().names()).containsExactly("cat", "dog");
    assertThat(train.images().getFirst().name()).isEqualTo("a.png");
    assertThat(train.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(1, 2.5f, 9, 8), 0, true),
            new Annotation(new Box(1, 2, 9, 8), 1, false));
    assertThat(train.notes())
        .containsExactly(
            "1 shape became the smallest upright boxes around them.",
            "1 shape of other kinds than boxes and polygons left out.");
    assertThat(DatasetFormats.read(root, "val").classes()).isEqualTo(train.classes());
  }

  @Test
  void errorsNameTheFileAndTheKey() throws IOException {
    assertError(
        shape("rectangle", "cat", "[[9, \"x\"], [1, 2]]", ""), "shapes[0].points[0][1]", "a.json");
    assertError(shape("rectangle", "cat", "[[9, 8]]", ""), "shapes[0].points", "two points");
    assertError(shape("rectangle", "cat", "[[9], [1, 2]]", ""), "points[0]", "[x, y]");
    assertError(shape("rectangle", " ", "[[9, 8], [1, 2]]", ""), "shapes[0].label", "a text");
  }

  private void assertError(String shape, String... parts) throws IOException {
    MadePictures.picture(root.resolve("a.png"));
    MadePictures.text(
        root.resolve("a.json"),
        "{\"shapes\": [%s, %s], \"imagePath\": \"a.png\", \"imageHeight\": 10, \"imageWidth\": 20}"
            .formatted(shape, shape("rectangle", "cat", "[[0, 0], [4, 4]]", "")));
    assertThatThrownBy(() -> DatasetFormats.read(root, "all"))
        .isInstanceOf(FoveaException.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
    List<Defect> defects = new ArrayList<>();
    assertThat(new LabelMeFormat().read(root, "all", defects::add).boxCount()).isOne();
    assertThat(defects).hasSize(1);
  }

  @Test
  void aPictureOfTwoSplitsIsWrittenOnceAndAnotherOfItsNameStaysApart() throws IOException {
    annotate("one/a", shape("rectangle", "cat", "[[0, 0], [4, 4]]", ""));
    annotate("two/a", shape("rectangle", "cat", "[[1, 1], [4, 4]]", ""));
    Map<String, Dataset> splits = new LinkedHashMap<>(Conversion.read(root));
    List<LabelledImage> both = new ArrayList<>(splits.get("one").images());
    both.addAll(splits.get("two").images());
    Dataset two = splits.get("two");
    splits.put("two", new Dataset("two", two.classes(), both, List.of()));
    Path out = root.resolve("out");
    Conversion done =
        Conversion.write(splits, new LabelMeWriter(), out, PictureStore.Transfer.COPY);
    assertThat(done.pictures()).isEqualTo(2);
    Map<String, Dataset> again = Conversion.read(out);
    assertThat(again.get("one").boxCount()).isOne();
    assertThat(again.get("two").images()).hasSize(2);
    assertThat(again.get("two").images())
        .extracting(image -> image.annotations().getFirst().box().x1())
        .containsExactlyInAnyOrder(0f, 1f);
  }
}
