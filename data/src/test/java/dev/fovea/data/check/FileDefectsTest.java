package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defects of pictures, and of the files of VOC and YOLO. */
class FileDefectsTest {
  @TempDir private Path root;

  private void assertTold(String beginning, String part) {
    assertThat(MadeData.told(root))
        .anySatisfy(told -> assertThat(told).startsWith(beginning).contains(part));
  }

  private void replace(String file, String from, String to) throws IOException {
    String text = Files.readString(root.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(root.resolve(file), text.replace(from, to));
  }

  @Test
  void aPictureThatIsCutShortEmptyOrNone() throws IOException {
    MadeData.coco(root);
    Path picture = root.resolve("train/b.png");
    byte[] whole = Files.readAllBytes(picture);
    Files.write(picture, Arrays.copyOf(whole, whole.length / 2));
    assertTold("ERROR picture-cut-short " + picture, "cut short");
    Files.write(picture, new byte[0]);
    assertTold("ERROR picture-empty " + picture, "empty");
    Files.writeString(picture, "<html>not found</html>");
    assertTold("ERROR picture-undecodable " + picture, "cannot be decoded");
  }

  @Test
  void aPictureOfOneColour() throws IOException {
    MadeData.coco(root);
    ImageWriter.write(new Image(64, 48, new byte[64 * 48 * 3]), root.resolve("train/b.png"));
    assertTold("WARNING picture-blank", "b.png");
  }

  @Test
  void aPictureOfAnotherKindThanItsName() throws IOException {
    MadeData.coco(root);
    Files.move(root.resolve("train/b.png"), root.resolve("train/b.jpg"));
    replace("train.json", "b.png", "b.jpg");
    assertTold("NOTE picture-suffix", "is a PNG by its contents");
  }

  @Test
  void aTurnedPictureAndOneWhoseSizeIsThatBeforeTurning() throws IOException {
    MadeData.coco(root);
    MadeData.turnedJpeg(root.resolve("train/b.jpg"), 6);
    Files.delete(root.resolve("train/b.png"));
    replace("train.json", "b.png", "b.jpg");
    assertTold("ERROR exif-size", "48x64");
    String second = "\"file_name\": \"b.jpg\", \"width\": 64, \"height\": 48";
    replace("train.json", second, "\"file_name\": \"b.jpg\", \"width\": 48, \"height\": 64");
    assertTold("WARNING exif-rotated", "orientation 6");
    assertThat(MadeData.errors(root)).isZero();
  }

  @Test
  void aPictureInTwoSplits() throws IOException {
    MadeData.coco(root);
    Files.write(root.resolve("val/c.png"), Files.readAllBytes(root.resolve("train/b.png")));
    assertTold("ERROR picture-in-two-splits " + root.resolve("val/c.png"), "b.png");
  }

  @Test
  void aPictureThatLooksLikeOneOfAnotherSplit() throws IOException {
    MadeData.coco(root);
    ImageWriter.write(MadeData.waves(2, 20), root.resolve("val/c.png"));
    assertTold("WARNING picture-alike " + root.resolve("val/c.png"), "b.png");
  }

  @Test
  void aPictureTwiceInASplit() throws IOException {
    MadeData.coco(root);
    Files.write(root.resolve("train/b.png"), Files.readAllBytes(root.resolve("train/a.png")));
    assertTold("WARNING picture-duplicate " + root.resolve("train/b.png"), "a.png");
  }

  @Test
  void vocFilesThatAreBrokenMissingOrOrphaned() throws IOException {
    MadeData.voc(root);
    assertThat(MadeData.told(root)).isEmpty();
    Path broken = root.resolve("Annotations/c.xml");
    Files.writeString(broken, "<annotation>\n<object>");
    Files.writeString(root.resolve("ImageSets/Main/train.txt"), "a\nnowhere\n");
    assertTold("ERROR malformed " + broken + " (line 2)", "well-formed");
    assertTold("WARNING annotation-file-orphaned " + broken, "no split");
    assertTold("ERROR annotation-file-missing nowhere in", "train.txt (line 2)");
  }

  @Test
  void vocObjectsWithoutNameOrCorners() throws IOException {
    MadeData.voc(root);
    replace("Annotations/a.xml", "<name>cat</name>", "");
    replace("Annotations/b.xml", "<xmin>3</xmin>", "");
    assertTold("ERROR missing-field " + root.resolve("Annotations/a.xml") + " (line 3)", "no name");
    assertTold("ERROR missing-field cat in " + root.resolve("Annotations/b.xml"), "xmin");
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "ERROR not-a-number cat in; <xmin>3; <xmin>three",
        "ERROR not-finite cat in; <xmin>3; <xmin>NaN",
        "ERROR box-swapped cat in; <xmax>12; <xmax>2",
        "ERROR box-normalised cat in; <xmin>3</xmin><ymin>4</ymin><xmax>12</xmax><ymax>11;"
            + " <xmin>0.1</xmin><ymin>0.2</ymin><xmax>0.4</xmax><ymax>0.5",
        "ERROR box-outside cat in; <xmin>3</xmin><ymin>4</ymin><xmax>12;"
            + " <xmin>66</xmin><ymin>4</ymin><xmax>80",
        "ERROR box-scale cat in; <xmax>12; <xmax>1200",
        "ERROR stated-size; <width>64; <width>wide",
        "ERROR picture-size; <width>64; <width>640",
      })
  void aVocFilesDefectIsFoundInItsFile(String kind, String from, String to) throws IOException {
    MadeData.voc(root);
    replace("Annotations/a.xml", from, to);
    String where = kind.contains("size") ? " " : " " + root.resolve("Annotations/a.xml (line 3)");
    assertTold(kind + where, "a.");
  }

  @Test
  void aSplitOfWhichNothingCanBeUsedIsToldWithTheReason() throws IOException {
    MadeData.voc(root);
    replace("Annotations/a.xml", "<width>64", "<width>wide");
    assertTold("ERROR split-unusable " + root, "train has no images");
    assertTold("ERROR stated-size", "wide");
    replace("Annotations/b.xml", "<width>64", "<width>broad");
    assertThatThrownBy(() -> DataCheck.read(root))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("wide");
  }

  @Test
  void picturesThatAreNotRgbOf8BitsAreToldOnceForEachWay() throws IOException {
    MadeData.coco(root);
    BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(5, 5, 0, 60000);
    assertThat(ImageIO.write(grey, "png", root.resolve("train/b.png").toFile())).isTrue();
    BufferedImage clear = new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(5, 5, -1);
    assertThat(ImageIO.write(clear, "png", root.resolve("train/a.png").toFile())).isTrue();
    assertTold("NOTE picture-grey " + root.resolve("train/b.png"), "1 picture is grey");
    assertTold("NOTE picture-sixteen-bits " + root.resolve("train/b.png"), "upper 8");
    assertTold("NOTE picture-transparent " + root.resolve("train/a.png"), "dropped");
    assertThat(MadeData.errors(root)).isZero();
  }

  @Test
  void yoloTextsWithoutPictureAndPicturesThatCannotBeRead() throws IOException {
    MadeData.yolo(root);
    assertThat(MadeData.told(root)).isEmpty();
    Files.writeString(root.resolve("labels/b.txt"), "0 0.5 0.5 0.25 0.25\n");
    assertTold("WARNING annotation-file-orphaned " + root.resolve("labels/b.txt"), "no picture");
    Files.writeString(root.resolve("images/b.png"), "none");
    assertTold("ERROR picture-unreadable " + root.resolve("images/b.png"), "cannot be decoded");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "ERROR box-scale; 0 32 24 16 12",
        "ERROR unknown-class; 1 0.5 0.5 0.25 0.25",
        "ERROR unknown-class; 0.5 0.5 0.5 0.25 0.25",
        "ERROR not-a-number; 0 0.5 half 0.25 0.25",
        "ERROR not-finite; 0 0.5 NaN 0.25 0.25",
        "ERROR malformed; 0 0.5 0.5 0.25",
        "ERROR box-swapped; 0 0.5 0.5 -0.25 0.25",
        "ERROR box-outside; 0 1.5 0.5 0.25 0.25",
        "WARNING box-empty; 0 0.5 0.5 0 0.25",
        "WARNING box-beyond-edge; 0 0.95 0.5 0.25 0.25",
        "NOTE box-whole-image; 0 0.5 0.5 1 1",
      })
  void aYoloLinesDefectIsFoundWithItsLine(String kind, String line) throws IOException {
    MadeData.yolo(root);
    Path labels = root.resolve("labels/a.txt");
    Files.writeString(labels, "0 0.2 0.2 0.1 0.1\n\n" + line + "\n");
    assertTold(kind + " " + labels + " (line 3)", labels.toString());
  }

  @Test
  void yoloClassesThatAreNotAsManyAsStated() throws IOException {
    MadeData.yolo(root);
    replace("data.yaml", "nc: 1", "nc: 2");
    assertTold("WARNING class-count", "nc: 2");
  }

  @Test
  void aTrainvalSplitIsNoLeak() throws IOException {
    MadeData.voc(root);
    Files.writeString(root.resolve("ImageSets/Main/trainval.txt"), "a\nb\n");
    assertThat(MadeData.told(root)).isEmpty();
  }

  @Test
  void whatCannotBeReadAtAllIsRefused() throws IOException {
    MadeData.coco(root);
    Files.writeString(root.resolve("train.json"), "{\"images\": [");
    assertThatThrownBy(() -> DataCheck.read(root))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("train.json");
  }
}
