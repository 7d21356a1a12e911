package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoFormatTest {
  private static final String IMAGES =
      "{\"id\": 5, \"file_name\": \"a.png\", \"width\": 20, \"height\": 10}";
  private static final String CATEGORIES =
      "{\"id\": 9, \"name\": \"zebra\"}, {\"id\": 3, \"name\": \"ant\"}";

  @TempDir private Path root;

  private void write(String file, String images, String categories, String annotations)
      throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(
        target,
        "{\"info\": {\"a\": [1]}, \"annotations\": ["
            + annotations
            + "],\n\"images\": ["
            + images
            + "], \"categories\": ["
            + categories
            + "]}");
  }

  private void picture(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.write(target, new byte[1]);
  }

  private static String box(long category, String numbers, String more) {
    return "{\"id\": 70, \"segmentation\": [[1, 2], {\"x\": 3}], \"image_id\": 5,"
        + " \"category_id\": "
        + category
        + ", \"bbox\": "
        + numbers
        + more
        + "}";
  }

  @Test
  void recordsAreJoinedWhateverTheirOrder() throws IOException {
    String crowd = box(9, "[0, 0, 5, 5]", ", \"iscrowd\": 1, \"area\": 3.5");
    write("train.json", IMAGES, CATEGORIES, box(3, "[1.5, 2, 4, 3]", "") + ", " + crowd);
    picture("train/a.png");
    Dataset dataset = new CocoFormat().read(root, "train");
    assertThat(dataset.classes().names()).containsExactly("ant", "zebra");
    assertThat(dataset.classes().ids()).containsExactly(3L, 9L);
    assertThat(dataset.images().getFirst().id()).isEqualTo(5);
    assertThat(dataset.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(1.5f, 2, 5.5f, 5), 0, false, 12, 70),
            new Annotation(new Box(0, 0, 5, 5), 1, true, 3.5, 70));
  }

  @Test
  void picturesAreFoundInEveryUsualPlace() throws IOException {
    write("annotations/instances_val2017.json", IMAGES, CATEGORIES, "");
    picture("val2017/a.png");
    write("one/train.json", IMAGES, CATEGORIES, "");
    picture("one/train2017/a.png");
    write("two/test/_annotations.coco.json", IMAGES, CATEGORIES, "");
    picture("two/test/a.png");
    CocoFormat format = new CocoFormat();
    assertThat(format.splits(root)).containsExactly("val2017");
    assertThat(format.read(root, "val2017").images().getFirst().file()).exists();
    assertThat(format.read(root, "val").images().getFirst().file()).exists();
    assertThat(format.read(root.resolve("one"), "train").images().getFirst().file()).exists();
    assertThat(format.read(root.resolve("two"), "test").images().getFirst().file()).exists();
  }

  @Test
  void missingPicturesAreToldWithTheFoldersLookedIn() throws IOException {
    write("train.json", IMAGES, CATEGORIES, "");
    assertThatThrownBy(() -> new CocoFormat().read(root, "train"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("train.json")
        .hasMessageContaining("a.png")
        .hasMessageContaining(root.resolve("train2017").toString());
  }

  @Test
  void boxesWithoutAreaAreDroppedWithACount() throws IOException {
    write(
        "train.json",
        IMAGES,
        CATEGORIES,
        box(3, "[1, 2, 0, 3]", "") + "," + box(3, "[1, 2, 3, 0]", ""));
    picture("train/a.png");
    Dataset dataset = new CocoFormat().read(root, "train");
    assertThat(dataset.notes()).containsExactly("2 boxes with zero area dropped.");
    assertThat(dataset.images().getFirst().annotations()).isEmpty();
  }

  @Test
  void errorsNameTheFileAndTheElement() throws IOException {
    assertError(box(3, "[1, 2, -4, 3]", ""), "annotations[0] (id 70)", "ends before it begins");
    assertError(box(4, "[1, 2, 4, 3]", ""), "annotations[0]", "category 4", "[3, 9]");
    assertError(box(3, "[1, \"2\", 4, 3]", ""), "annotations[0]", "'2' in bbox");
    assertError(box(3, "[1, 2, 4]", ""), "annotations[0]", "four numbers");
    assertError(box(3, "[1, 2, 4, 5, 6]", ""), "annotations[0]", "more than four");
    assertError(box(3, "[1, 2, 4, 1e999]", ""), "annotations[0]", "bbox");
    assertError("{\"bbox\": [1, 2, 3, 4], \"category_id\": 3}", "annotations[0]", "image_id");
    assertError(
        "{\"bbox\": [1, 2, 3, 4], \"category_id\": 3, \"image_id\": 6}",
        "annotations[0]",
        "image 6");
    assertError("7", "annotations[0]", "no object");
    assertError("}", "no valid JSON", "line 1");
  }

  private void assertError(String annotation, String... parts) throws IOException {
    write("train.json", IMAGES, CATEGORIES, annotation);
    picture("train/a.png");
    assertThatThrownBy(() -> new CocoFormat().read(root, "train"))
        .isInstanceOf(FoveaException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains("train.json").contains(List.of(parts)))
        .extracting(e -> ((FoveaException) e).kind())
        .isEqualTo(FoveaException.Cause.DATA);
  }

  @Test
  void aSplitWithoutImagesIsRefused() throws IOException {
    write("train.json", "", CATEGORIES, "");
    assertThatThrownBy(() -> new CocoFormat().read(root, "train"))
        .hasMessageContaining("train.json is empty");
    assertThatThrownBy(() -> new CocoFormat().read(root, "tarin"))
        .hasMessageContaining("Did you mean train?");
  }

  @Test
  void idsThatRepeatAreRefused() throws IOException {
    write("train.json", IMAGES + "," + IMAGES, CATEGORIES, "");
    picture("train/a.png");
    assertThatThrownBy(() -> new CocoFormat().read(root, "train")).hasMessageContaining("id 5");
    write("train.json", IMAGES, CATEGORIES + ", {\"id\": 3, \"name\": \"bee\"}", "");
    assertThatThrownBy(() -> new CocoFormat().read(root, "train")).hasMessageContaining("same id");
    write("train.json", IMAGES, CATEGORIES + ", {\"id\": 4, \"name\": \"ant\"}", "");
    assertThatThrownBy(() -> new CocoFormat().read(root, "train")).hasMessageContaining("ant");
  }

  @Test
  void aFolderOfNoFormatIsAnsweredWithTheFormats() throws IOException {
    Files.writeString(root.resolve("detections.json"), "[{\"bbox\": [1]}]");
    Files.writeString(root.resolve("other.json"), "{\"AP\": 1}");
    assertThatThrownBy(() -> DatasetFormats.recognise(root))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("VOC (Annotations/*.xml")
        .hasMessageContaining("COCO (");
    assertThatThrownBy(() -> DatasetFormats.recognise(root.resolve("nowhere")))
        .hasMessageContaining("nowhere does not exist");
  }
}
