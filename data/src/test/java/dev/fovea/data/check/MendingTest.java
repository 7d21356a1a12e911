package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.format.PictureStore;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MendingTest {
  @TempDir private Path folder;

  @Test
  void whatIsMendedIsCleanAndTheRestIsAsItWas() throws IOException {
    Path root = folder.resolve("data");
    MadeData.coco(root);
    Files.writeString(
        root.resolve("train.json"),
        MadeData.TRAIN
            .replace("\"b.png\", \"width\": 64", "\"b.png\", \"width\": 65")
            .replace("\"area\": 81}", "\"area\": 81},\n" + box(13, "[4, 4, 9, 9]"))
            .replace("[2, 3, 10, 8]", "[60, 3, 10, 8]")
            .replace("\"annotations\": [", "\"annotations\": [" + box(14, "[1, 1, -4, 5]") + ","));
    Files.delete(root.resolve("val/c.png"));
    Files.copy(root.resolve("train/a.png"), root.resolve("val/d.png"));
    Files.writeString(
        root.resolve("val.json"),
        Files.readString(root.resolve("val.json"))
            .replace(
                "\"images\": [",
                "\"images\": [{\"id\": 7, \"file_name\": \"e.png\","
                    + " \"width\": 64, \"height\": 48}, "));
    ImageWriter.write(MadeData.waves(8, 0), root.resolve("val/e.png"));
    Path out = folder.resolve("mended");
    List<String> said = mended(root, out);
    assertThat(said)
        .containsExactlyInAnyOrder(
            "stated sizes became the pictures' own (1).",
            "boxes cut at the picture's edge (1).",
            "boxes that stood twice left out (1).",
            "images without a readable picture left out (1).");
    assertThat(MadeData.told(out)).allMatch(told -> told.startsWith("NOTE "));
    Dataset train = DatasetFormats.read(out, "train");
    assertThat(train.images().get(1).width()).isEqualTo(64);
    assertThat(train.images().get(0).annotations())
        .extracting(Annotation::box)
        .containsExactly(new Box(60, 3, 64, 11));
    assertThat(train.images().get(1).annotations())
        .containsExactly(new Annotation(new Box(4, 4, 13, 13), 1, false, 81, 12));
    assertThat(DatasetFormats.read(out, "val").images()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "[2, 3, 10, 8]; [NaN, 3, 10, 8]",
        "[2, 3, 10, 8]; [2, \"3\", 10, 8]",
        "\"image_id\": 1,; \"image_id\": 1.5,",
        "\"bbox\": [2, 3, 10, 8],; ''",
        "[2, 3, 10, 8]; [2, 3, 10, 8, 9]",
        "[2, 3, 10, 8]; [2, 3, -10, 8]",
        "\"image_id\": 1,; \"image_id\": 7,",
        "\"category_id\": 1,; \"category_id\": 7,",
        "[2, 3, 10, 8]; [64, 3, 10, 8]",
        "\"a.png\", \"width\": 64; \"a.png\", \"width\": 0",
        "\"a.png\", \"width\": 64; \"a.png\", \"width\": 63",
        "\"file_name\": \"a.png\",; ''",
        "\"id\": 12,; \"id\": 11,",
        "a.png; nowhere.png",
      })
  void everyErrorThatNeedsNoGuessIsGoneAfterTheFix(String from, String to) throws IOException {
    Path root = folder.resolve("data");
    MadeData.coco(root);
    plant(root, from, to);
    assertThat(MadeData.errors(root)).isPositive();
    Path out = folder.resolve("mended");
    mended(root, out);
    assertThat(MadeData.errors(out)).isZero();
    LabelledImage untouched = DatasetFormats.read(root, "val").images().getFirst();
    LabelledImage after = DatasetFormats.read(out, "val").images().getFirst();
    assertThat(after.annotations()).isEqualTo(untouched.annotations());
    assertThat(after.id()).isEqualTo(untouched.id());
    assertThat(after.name()).isEqualTo(untouched.name());
    assertThat(after.file()).hasSameBinaryContentAs(untouched.file());
    assertThat(DatasetFormats.read(out, "train").images().getLast().annotations())
        .extracting(Annotation::box)
        .containsExactly(new Box(4, 4, 13, 13));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "\"id\": 2, \"file_name\"; \"id\": 1, \"file_name\"",
        "{\"id\": 2, \"name\"; {\"id\": 1, \"name\"",
        "dog; cat",
        "dog; cow",
        "[2, 3, 10, 8]; [128, 144, 640, 384]",
        "[2, 3, 10, 8]; [0.2, 0.3, 0.4, 0.4]",
      })
  void whatCanOnlyBeGuessedAtIsNotMended(String from, String to) throws IOException {
    Path root = folder.resolve("data");
    MadeData.coco(root);
    plant(root, from, to);
    Path out = folder.resolve("mended");
    assertThatThrownBy(() -> mended(root, out))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("nothing was mended")
        .hasMessageContaining(root.toString());
    assertThat(out).doesNotExist();
  }

  @Test
  void picturesInTwoSplitsStayAndAreTold() throws IOException {
    Path root = folder.resolve("data");
    MadeData.coco(root);
    Files.write(root.resolve("val/c.png"), Files.readAllBytes(root.resolve("train/b.png")));
    assertThat(mended(root, folder.resolve("mended")))
        .containsExactly("pictures in two splits stay in both; take them out of one (1).");
  }

  private static List<String> mended(Path root, Path out) {
    DataCheck check = DataCheck.read(root);
    check.look(done -> {});
    return check.mend(out, PictureStore.Transfer.COPY);
  }

  private static void plant(Path root, String from, String to) throws IOException {
    assertThat(MadeData.TRAIN).contains(from);
    Files.writeString(root.resolve("train.json"), MadeData.TRAIN.replace(from, to));
  }

  private static String box(long id, String corners) {
    return "{\"id\": %d, \"image_id\": 2, \"category_id\": 2, \"bbox\": %s}".formatted(id, corners);
  }
}
