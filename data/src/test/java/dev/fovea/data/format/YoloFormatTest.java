package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoloFormatTest {
  @TempDir private Path root;

  private void configure(String yaml) throws IOException {
    Files.writeString(root.resolve("data.yaml"), yaml);
  }

  /** A picture of 20 x 10 pixels with its text. */
  private void picture(String image, String text, String... lines) throws IOException {
    Files.createDirectories(root.resolve(image).getParent());
    ImageWriter.write(new Image(20, 10, new byte[600]), root.resolve(image));
    Files.createDirectories(root.resolve(text).getParent());
    Files.write(root.resolve(text), List.of(lines));
  }

  private Dataset read(String split) {
    return DatasetFormats.read(root, split);
  }

  @Test
  void boxesAreSharesOfThePictureAroundTheirCentre() throws IOException {
    configure("train: images/train\nval: images/val\nnames: [cat, dog]\nnc: 2\n");
    picture(
        "images/train/a.png", "labels/train/a.txt", "1 0.5 0.5 0.5 0.2", "", "0 0.25 0.5 0.1 1");
    picture("images/val/b.png", "labels/val/b.txt");
    Dataset dataset = read("train");
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(YoloFormat.class);
    assertThat(dataset.classes().names()).containsExactly("cat", "dog");
    assertThat(dataset.images().getFirst().width()).isEqualTo(20);
    assertThat(dataset.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(5, 4, 15, 6), 1, false),
            new Annotation(new Box(4, 0, 6, 10), 0, false));
    assertThat(read("val").boxCount()).isZero();
  }

  @Test
  void aPolygonsBoxIsTaken() throws IOException {
    configure("val: images\nnames: {0: cat}\n");
    picture("images/a.png", "labels/a.txt", "0 0.1 0.2 0.5 0.9 0.3 0.1");
    assertThat(read("val").images().getFirst().annotations())
        .containsExactly(new Annotation(new Box(2, 1, 10, 9), 0, false));
  }

  @Test
  void severalFoldersListsAndRoboflowsPathsAreFound() throws IOException {
    configure(
        "train: [one/images, two/images]\nval: ../valid/images\ntest: list.txt\nnames: [cat]\n");
    picture("one/images/a.png", "one/labels/a.txt", "0 0.5 0.5 1 1");
    picture("two/images/b.png", "two/labels/b.txt", "0 0.5 0.5 1 1", "0 0.5 0.5 0.5 1");
    picture("valid/images/c.png", "valid/labels/c.txt", "0 0.5 0.5 1 1");
    Files.writeString(root.resolve("list.txt"), "./one/images/a.png\ntwo/images/b.png\n");
    assertThat(DatasetFormats.recognise(root).splits(root)).containsExactly("train", "val", "test");
    assertThat(read("train").boxCount()).isEqualTo(3);
    assertThat(read("val").boxCount()).isEqualTo(1);
    assertThat(read("test").boxCount()).isEqualTo(3);
  }

  @Test
  void errorsNameTheFileTheLineAndTheValue() throws IOException {
    configure("train: images\nnames: {0: cat, 3: dog}\n");
    assertError("0 0.5 0.5 one 1", "a.txt (line 2)", "'0 0.5 0.5 one 1'");
    assertError("0 0.5 0.5 1", "a.txt (line 2)", "4 numbers");
    assertError("1 0.5 0.5 1 1", "a.txt (line 2)", "the class 1", "[0, 3]");
    assertError("0 0.5 0.5 -1 1", "a.txt (line 2)", "ends before it begins");
    assertError("0 0.5 0.5 NaN 1", "a.txt (line 2)", "no finite number");
  }

  private void assertError(String line, String... parts) throws IOException {
    picture("images/a.png", "labels/a.txt", "3 0.5 0.5 1 1", line);
    assertThatThrownBy(() -> read("train"))
        .isInstanceOf(FoveaException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(List.of(parts)));
  }

  @Test
  void otherYamlFilesAreNoDataSets() throws IOException {
    configure("data:\n  train: train\nnames: cat\n");
    assertThat(new YoloFormat().recognises(root)).isFalse();
  }
}
