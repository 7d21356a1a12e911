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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CvatFormatTest {
  private static final String LABELS =
      """
      <meta><task><labels>
      <label><name>dog</name><color>#fff</color><attributes>
      <attribute><name>difficult</name></attribute></attributes></label>
      <label><name>cat</name></label></labels></task></meta>
      """;

  @TempDir private Path root;

  @BeforeEach
  void pictures() throws IOException {
    MadePictures.picture(root.resolve("images/a.png"));
    MadePictures.picture(root.resolve("images/b.png"));
  }

  private void annotate(String meta, String shapes) throws IOException {
    Files.writeString(
        root.resolve("annotations.xml"),
        """
        <?xml version="1.0" encoding="utf-8"?>
        <annotations><version>1.1</version>%s
        <image id="0" name="a.png" subset="Train" width="20" height="10">
        %s</image>
        <image id="1" name="b.png" subset="Validation" width="20" height="10"></image>
        </annotations>
        """
            .formatted(meta, shapes));
  }

  private static String box(String label, String corners, String inside) {
    String[] c = corners.split(" ", -1);
    return "<box label=\"%s\" occluded=\"1\" xtl=\"%s\" ytl=\"%s\" xbr=\"%s\" ybr=\"%s\">%s</box>\n"
        .formatted(label, c[0], c[1], c[2], c[3], inside);
  }

  private Dataset read(String split) {
    return DatasetFormats.read(root, split);
  }

  @Test
  void boxesAndDefinedLabelsAreReadAndOccludedOnesAreNotIgnored() throws IOException {
    String difficult = "<attribute name=\"difficult\">true</attribute>";
    annotate(LABELS, box("cat", "1 2.5 9 8", "") + box("dog", "0 0 4 4", difficult));
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(CvatFormat.class);
    assertThat(new CvatFormat().splits(root)).containsExactly("Train", "Validation");
    assertThat(read("Train").classes().names()).containsExactly("dog", "cat");
    assertThat(read("Train").images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(1, 2.5f, 9, 8), 1, false),
            new Annotation(new Box(0, 0, 4, 4), 0, true));
    assertThat(read("Validation").boxCount()).isZero();
    assertThat(read("Validation").classes()).isEqualTo(read("Train").classes());
  }

  @Test
  void polygonsAndTurnedBoxesBecomeTheBoxesAroundThemAndPointsAreLeftOut() throws IOException {
    String turned =
        "<box label=\"cat\" xtl=\"2\" ytl=\"4\" xbr=\"10\" ybr=\"6\" rotation=\"90.0\"/>";
    annotate(
        "",
        "<polygon label=\"dog\" points=\"1,2;9,3;5,8\"/>"
            + turned
            + "<points label=\"nose\" points=\"1,2\"/>");
    Dataset train = read("Train");
    assertThat(train.classes().names()).containsExactly("cat", "dog", "nose");
    assertThat(train.images().getFirst().annotations())
        .extracting(Annotation::box)
        .containsExactly(new Box(1, 2, 9, 8), new Box(5, 1, 7, 9));
    assertThat(train.notes())
        .containsExactly(
            "2 shapes became the smallest upright boxes around them.",
            "1 shape of other kinds than boxes and polygons left out.");
  }

  @Test
  void errorsNameTheLineTheAttributeAndTheValue() throws IOException {
    assertError(box("cat", "one 2 9 8", ""), "xtl of box", "(line 8)", "'one'");
    assertError(box("cat", " 2 9 8", ""), "xtl of box", "missing");
    assertError(box("cat", "9 2 1 8", ""), "(line 8)", "ends before it begins");
    assertError(box("cow", "1 2 9 8", ""), "(line 8)", "'cow'", "Known: dog, cat");
    assertError(box("", "1 2 9 8", ""), "(line 8)", "label", "missing");
  }

  private void assertError(String shape, String... parts) throws IOException {
    annotate(LABELS, shape + box("dog", "0 0 4 4", ""));
    assertThatThrownBy(() -> read("Train"))
        .isInstanceOf(FoveaException.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
    List<Defect> defects = new ArrayList<>();
    assertThat(new CvatFormat().read(root, "Train", defects::add).boxCount()).isOne();
    assertThat(defects).hasSize(1);
  }

  @Test
  void aVideosFileIsAnsweredWithTheExportThatIsNeeded() throws IOException {
    MadePictures.text(
        root.resolve("annotations.xml"), "<annotations><track id=\"0\"/></annotations>");
    assertThatThrownBy(() -> read("all"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("CVAT for images 1.1");
  }

  @Test
  void entitiesAreNotFetched() throws IOException {
    Path secret = Files.writeString(root.resolve("secret.txt"), "dog");
    Files.writeString(
        root.resolve("annotations.xml"),
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]><annotations><version>&e;</version></annotations>"
            .formatted(secret.toUri()));
    assertThatThrownBy(() -> new CvatFormat().read(root, "all")).isInstanceOf(FoveaException.class);
  }
}
