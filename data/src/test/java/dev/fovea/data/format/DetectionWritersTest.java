package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionWritersTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("cat, small", "dog"), List.of(7L, 90L));

  private static final List<DetectedPicture> FOUND =
      List.of(
          new DetectedPicture(
              "in/a.png",
              new Size(20, 10),
              List.of(
                  new Detection(1, 0.75f, new Box(1, 2, 11, 7)),
                  new Detection(0, 0.5f, new Box(0, 0, 20, 10)))),
          new DetectedPicture("b.png", new Size(20, 10), List.of()));

  @TempDir private Path folder;

  @Test
  void cocosFileIsADataSetWithScores() throws IOException {
    DetectionWriters.of("coco").write(folder, FOUND, CLASSES);
    JsonNode tree = new JsonMapper().readTree(folder.resolve("detections.json").toFile());
    assertThat(tree.get("images")).hasSize(2);
    assertThat(tree.get("annotations").get(0).toString())
        .contains(
            "\"category_id\":90",
            "\"bbox\":[1.0,2.0,10.0,5.0]",
            "\"score\":0.75",
            "\"image_id\":1");
    MadePictures.picture(folder.resolve("in/a.png"));
    MadePictures.picture(folder.resolve("b.png"));
    Dataset read = DatasetFormats.read(folder.resolve("detections.json"), "detections");
    assertThat(read.boxCount()).isEqualTo(2);
    assertThat(read.classes()).isEqualTo(CLASSES);
  }

  @Test
  void csvsFileIsATableThatIsReadAgain() throws IOException {
    DetectionWriters.of("csv").write(folder, FOUND, CLASSES);
    assertThat(folder.resolve("detections.csv"))
        .hasContent(
            """
            image,width,height,class,score,x1,y1,x2,y2
            in/a.png,20,10,dog,0.75,1,2,11,7
            in/a.png,20,10,"cat, small",0.5,0,0,20,10
            b.png,20,10,,,,,,
            """);
    MadePictures.picture(folder.resolve("in/a.png"));
    assertThat(DatasetFormats.read(folder, "detections").boxCount()).isEqualTo(2);
  }

  @Test
  void yolosTextsEndWithTheScore() {
    DetectionWriters.of("yolo").write(folder, FOUND, CLASSES);
    assertThat(folder.resolve("classes.txt")).hasContent("cat, small\ndog\n");
    assertThat(folder.resolve("labels/in/a.txt"))
        .hasContent("1 0.3 0.45 0.5 0.5 0.75\n0 0.5 0.5 1 1 0.5\n");
    assertThat(folder.resolve("labels/b.txt")).isEmptyFile();
  }

  @Test
  void yoloRefusesPicturesThatDifferInTheirSuffixAlone() {
    DetectionWriter yolo = DetectionWriters.of("yolo");
    yolo.requireDistinct(List.of("a/b.png", "b.png", "c.d/e", "c.f/e"));
    assertThatThrownBy(() -> yolo.requireDistinct(List.of("a.png", "b.png", "a.jpg")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContainingAll("a.png and a.jpg", "another format");
  }

  @Test
  void anUnknownFormatIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> DetectionWriters.of("cvs"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("Known: coco, csv, yolo.");
  }
}
