package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoTruthTest {
  private static final String HEAD =
      "{\"info\":{\"a\":[1]},\"images\":[{\"id\":5000000000,\"width\":9},{\"id\":1.0}],"
          + "\"categories\":[{\"name\":\"b\",\"id\":90},{\"id\":3,\"name\":\"a\"},{\"id\":91}],\n";

  @TempDir Path folder;

  @Test
  void classesAreOrderedByIdAndIdsMayExceed32Bits() throws IOException {
    CocoTruth truth = read(HEAD + "\"annotations\":[]}");

    assertThat(truth.classes().ids()).containsExactly(3L, 90L, 91L);
    assertThat(truth.classes().names()).containsExactly("a", "b", "91");
    assertThat(truth.imageIds()).containsExactly(5_000_000_000L, 1L);
    assertThat(truth.truth().objects()).isEmpty();
  }

  @Test
  void segmentationsOfBothFormsAreSkippedAndAnnotationsMayComeFirst() throws IOException {
    String annotations =
        "\"annotations\":["
            + "{\"segmentation\":[[1,2,3,4]],\"bbox\":[1,2,3,4.5],\"area\":7,\"image_id\":1,"
            + "\"category_id\":90,\"id\":8,\"iscrowd\":0,\"ignore\":1},"
            + "{\"segmentation\":{\"counts\":[1,2],\"size\":[3,4]},\"bbox\":[0,0,2,3],"
            + "\"image_id\":5000000000,\"category_id\":3,\"id\":9,\"iscrowd\":1}]";

    CocoTruth truth = read("{" + annotations + "," + HEAD.substring(1).strip() + "\"x\":0}");

    assertThat(truth.truth().objects())
        .containsExactly(
            new TruthObject(1, 1, new CocoBox(1, 2, 3, 4.5), 7, TruthKind.OBJECT),
            new TruthObject(5_000_000_000L, 0, new CocoBox(0, 0, 2, 3), 6, TruthKind.CROWD));
  }

  @Test
  void annotationsOfUnlistedImagesOrCategoriesAreLeftOut() throws IOException {
    CocoTruth truth =
        read(annotations("{\"id\":1,\"image_id\":2,\"category_id\":3,\"bbox\":[0,0,1,1]}",
            "{\"id\":2,\"image_id\":1,\"category_id\":4,\"bbox\":[0,0,1,1]}",
            "{\"id\":0,\"image_id\":1,\"category_id\":3,\"bbox\":[0,0,1,1]}"));

    assertThat(truth.truth().objects())
        .extracting(TruthObject::kind)
        .containsExactly(TruthKind.OBJECT_WITH_ID_ZERO);
  }

  @Test
  void errorsNamePlaceAndRemedy() {
    String good = "{\"id\":1,\"image_id\":1,\"category_id\":3,\"bbox\":[0,0,1,1]}";
    refused(
        annotations(good, good),
        "annotations[1].id (line 3, column 7) is 1, which an annotation before it has; give each"
            + " annotation an id of its own");
    refused(
        annotations("{\"id\":1,\"image_id\":1,\"category_id\":3}"),
        "annotations[0] (line 2, column 16) has no \"bbox\": [x, y, width, height]");
    refused(
        annotations("{\"id\":\"a\",\"image_id\":1}"),
        "annotations[0].id (line 2, column 22) is the text \"a\", but must be a whole number of at"
            + " most 64 bits");
    refused(
        annotations("{\"bbox\":[10,10,5,-2.5]}"),
        "annotations[0].bbox (line 2, column 37) has the negative size 5.0 x -2.5; COCO boxes are"
            + " [x, y, width, height], not two corners");
    refused(
        annotations("{\"area\":-1}"),
        "annotations[0].area (line 2, column 24) is -1.0, but must be 0 or more square pixels");
    refused("[]", "the document (line 1, column 1) must be an object with \"images\","
        + " \"annotations\" and \"categories\"");
    refused("{\"images\":{}}", "images (line 1, column 11) is an object {…}, but must be a list");
    refused("{\"images\":[7]}", "images[0] (line 1, column 12) is 7, but must be an object {…}");
    refused("{\"images\":[{}]}", "images[0] (line 1, column 12) has no \"id\"");
    assertThatThrownBy(() -> read("{\"images\":[]}"))
        .hasMessage(file() + " has no \"annotations\"; a COCO data set file is needed");
  }

  @Test
  void brokenAndMissingFilesAreNamed() {
    assertThatThrownBy(() -> read("{\"images\":[{\"id\":"))
        .isInstanceOf(FoveaException.class)
        .hasMessageStartingWith(file() + " (line 1, column ")
        .hasMessageContaining("is no proper JSON")
        .hasMessageEndingWith("write or fetch the file again");
    assertThatThrownBy(() -> CocoTruth.read(folder.resolve("none.json")))
        .hasMessage(
            folder.resolve("none.json") + " is no file; the path of a COCO JSON file is needed");
  }

  private static String annotations(String... each) {
    return HEAD + "\"annotations\":[" + String.join(",\n", List.of(each)) + "]}";
  }

  private Path file() {
    return folder.resolve("gt.json");
  }

  private CocoTruth read(String text) throws IOException {
    Files.writeString(file(), text);
    return CocoTruth.read(file());
  }

  private void refused(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FoveaException.class)
        .hasMessage(file() + ": " + problem)
        .extracting(e -> ((FoveaException) e).kind())
        .isEqualTo(FoveaException.Cause.DATA);
  }
}
