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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenImagesFormatTest {
  private static final String HEADER =
      "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,"
          + "IsDepiction,IsInside";

  @TempDir private Path root;

  @BeforeEach
  void data() throws IOException {
    write(
        "oidv6-train-annotations-bbox.csv",
        HEADER,
        "00a1,xclick,/m/02,1,0.5,0.75,0.2,0.4,0,0,0,0,0",
        "00a1,xclick,/m/01,1,0,1,0,1,0,0,1,0,0",
        "00a2,xclick,/m/01,1,0,1,0,1,0,0,0,0,0");
    write("validation-annotations-bbox.csv", HEADER, "00b1,x,/m/03,1,0,1,0,1,0,0,0,0,0");
    write("class-descriptions-boxable.csv", "/m/01,Tree", "/m/02,\"Cat, large\"", "/m/09,None");
    ImageWriter.write(new Image(20, 10, new byte[600]), folder("train").resolve("00a1.jpg"));
    ImageWriter.write(new Image(20, 10, new byte[600]), folder("validation").resolve("00b1.jpg"));
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  private void write(String file, String... lines) throws IOException {
    Files.write(root.resolve(file), List.of(lines));
  }

  @Test
  void sharesBecomePixelsAndGroupsAreIgnored() {
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(OpenImagesFormat.class);
    assertThat(new OpenImagesFormat().splits(root)).containsExactly("train", "validation");
    Dataset train = DatasetFormats.read(root, "train");
    assertThat(train.classes().names()).containsExactly("/m/03", "Cat, large", "Tree");
    assertThat(train.images()).hasSize(1);
    assertThat(train.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(10, 2, 15, 4), 1, false),
            new Annotation(new Box(0, 0, 20, 10), 2, true));
  }

  @Test
  void picturesThatAreNotThereAreLeftOutAndCounted() {
    assertThat(DatasetFormats.read(root, "train").notes())
        .containsExactly("1 of 2 pictures are not there and left out.");
    assertThat(DatasetFormats.read(root, "validation").notes()).isEmpty();
  }

  @Test
  void aBoxThatCannotBeUsedIsToldWithItsLineAndColumn() throws IOException {
    write(
        "validation-annotations-bbox.csv",
        HEADER,
        "00b1,x,/m/03,1,0,1,0,none,0,0,0,0,0",
        "00b1,x,,1,0,1,0,1,0,0,0,0,0",
        ",x,/m/03,1,0,1,0,1,0,0,0,0,0");
    assertThatThrownBy(() -> DatasetFormats.read(root, "validation"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContainingAll("ymax", "bbox.csv (line 2)", "'none'");
    List<Defect> defects = new ArrayList<>();
    Dataset rest = new OpenImagesFormat().read(root, "validation", defects::add);
    assertThat(defects).extracting(defect -> defect.place().line()).containsExactly(2, 3, 4);
    assertThat(rest.boxCount()).isZero();
  }
}
