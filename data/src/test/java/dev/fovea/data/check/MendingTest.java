package dev.fovea.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.format.PictureStore;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    DataCheck check = DataCheck.read(root);
    check.look(done -> {});
    Path out = folder.resolve("mended");
    List<String> said = check.mend(out, PictureStore.Transfer.COPY);
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

  private static String box(long id, String corners) {
    return "{\"id\": %d, \"image_id\": 2, \"category_id\": 2, \"bbox\": %s}".formatted(id, corners);
  }
}
