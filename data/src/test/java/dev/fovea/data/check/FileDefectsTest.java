package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertTold("ERROR picture-undecodable " + picture, "cut short");
    Files.write(picture, new byte[0]);
    assertTold("ERROR picture-undecodable " + picture, "empty");
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
    assertTold("NOTE picture-suffix", "is a png");
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

  @Test
  void yoloTextsWithoutPictureAndPicturesThatCannotBeRead() throws IOException {
    MadeData.yolo(root);
    assertThat(MadeData.told(root)).isEmpty();
    Files.writeString(root.resolve("labels/b.txt"), "0 0.5 0.5 0.25 0.25\n");
    assertTold("WARNING annotation-file-orphaned " + root.resolve("labels/b.txt"), "no picture");
    Files.writeString(root.resolve("images/b.png"), "none");
    assertTold("ERROR picture-unreadable " + root.resolve("images/b.png"), "cannot be decoded");
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
