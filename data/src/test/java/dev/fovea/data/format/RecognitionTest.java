package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formats that lie on disk much alike are told apart. */
class RecognitionTest {
  @TempDir private Path root;

  /** Of all formats, the one that is written is the only one that recognises what it wrote. */
  @ParameterizedTest
  @MethodSource("dev.fovea.data.format.DatasetFormats#written")
  void noFormatTakesWhatAnotherHasWritten(String format) throws IOException {
    Path picture = root.resolve("a.png");
    MadePictures.picture(picture);
    Annotation box = new Annotation(new Box(1, 1, 8, 8), 0, false);
    LabelledImage image = new LabelledImage(1, picture, "a.png", 20, 10, List.of(box));
    ClassNames classes = new ClassNames(List.of("cat"), List.of(1L));
    Dataset dataset = new Dataset("made", classes, List.of(image), List.of());
    Path out = root.resolve("out");
    DatasetWriter writer = DatasetFormats.writer(format);
    Conversion.write(Map.of("train", dataset), writer, out, PictureStore.Transfer.COPY);
    assertThat(DatasetFormats.known().stream().filter(each -> each.recognises(out)))
        .extracting(each -> each.name().toLowerCase(java.util.Locale.ROOT))
        .containsExactly(format);
  }

  private void assertRecognised(String file, String text, Class<? extends DatasetFormat> format)
      throws IOException {
    MadePictures.text(root.resolve(file), text);
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(format);
  }

  private void assertNone(String file, String text) throws IOException {
    MadePictures.text(root.resolve(file), text);
    assertThat(DatasetFormats.known()).noneMatch(format -> format.recognises(root));
  }

  @Test
  void detectionsOfCocoAreNoCreateMl() throws IOException {
    assertNone("found.json", "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 1, 2, 2]}]");
    assertRecognised("a.json", "[{\"image\": \"a\", \"annotations\": []}]", CreateMlFormat.class);
  }

  @Test
  void labelStudiosShortExportIsNoCreateMl() throws IOException {
    assertNone("tasks.json", "[{\"image\": \"a\", \"label\": [], \"annotation_id\": 1}]");
  }

  @Test
  void cocoBesideLabelMeIsCocoAndLabelMeWithOtherKeysFirstIsLabelMe() throws IOException {
    assertRecognised("a.json", "{\"imagePath\": \"a.png\", \"shapes\": []}", LabelMeFormat.class);
    assertRecognised("train.json", "{\"images\": []}", CocoFormat.class);
  }

  @Test
  void otherTablesAndOpenImagesAreNoCsvOfBoxes() throws IOException {
    assertNone("classes.csv", "id,name\n1,cat\n");
    assertNone("empty.csv", "");
    assertNone("binary.csv", "\"\0\0\1");
    assertRecognised("b.csv", "ImageID,LabelName,XMin,XMax,YMin,YMax\n", OpenImagesFormat.class);
    assertRecognised("train.csv", "image,class,x1,y1,x2,y2\n", CsvFormat.class);
  }

  @Test
  void otherXmlIsNoCvatAndVocBesideACsvIsVoc() throws IOException {
    assertNone("annotations.xml", "<annotation><object/></annotation>");
    assertRecognised("train.csv", "image,class,x1,y1,x2,y2\n", CsvFormat.class);
    assertRecognised("Annotations/a.xml", "<annotation/>", VocFormat.class);
  }

  @Test
  void yoloBesideTheTableOfItsTrainingIsYolo() throws IOException {
    MadePictures.text(root.resolve("labels.csv"), "image,class,x1,y1,x2,y2\n");
    assertRecognised("data.yaml", "train: images\nnames: [cat]\n", YoloFormat.class);
  }
}
