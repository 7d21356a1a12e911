package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Image;
import dev.fovea.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataViewCommandTest {
  @TempDir private Path folder;
  private SmallVoc data;
  private Path out;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
    out = folder.resolve("sheet.png");
  }

  private CommandRun view(String... options) {
    List<String> arguments = new ArrayList<>(List.of("data", "view", data.root().toString(), "-q"));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--out")) {
      arguments.addAll(List.of("--out", out.toString()));
    }
    if (!arguments.contains("--cell")) {
      arguments.addAll(List.of("--cell", "192"));
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void theSheetHasACellForEachPicture() {
    CommandRun run = view();
    assertThat(run.code()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.toString());
    Image sheet = ImageReader.read(out);
    // Four pictures of 96 x 72 in rows of three, twice as large, 20 pixels of caption.
    assertThat(sheet.width()).isEqualTo(3 * 192 + 2 * 6);
    assertThat(sheet.height()).isEqualTo(2 * (144 + 20) + 6);
  }

  @Test
  void oneSplitAndFewerPicturesCanBeAsked() {
    assertThat(view("--split", "val", "--count", "1").code()).isZero();
    assertThat(ImageReader.read(out).width()).isEqualTo(192);
  }

  @Test
  void aPictureThatCannotBeReadIsLeftOutAndTheExitCodeIs1() throws IOException {
    Files.writeString(data.picture(4), "none");
    assertThat(view("--split", "val").code()).isEqualTo(1);
    assertThat(ImageReader.read(out).width()).isEqualTo(192);
    Files.writeString(data.picture(5), "none");
    Files.delete(out);
    CommandRun run = view("--split", "val");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("no picture could be read");
    assertThat(out).doesNotExist();
  }

  @Test
  void whatCannotBeDrawnIsUnusable() {
    assertThat(view("--count", "0").error()).contains("--count is 0; accepted: 1 to 200");
    assertThat(view("--cell", "5").error()).contains("--cell is 5");
    assertThat(view("--threshold", "2").error()).contains("--threshold is 2.0");
    assertThat(view("--split", "trian").error()).contains("Did you mean train?");
    assertThat(view("--model", folder.resolve("none").toString()).code()).isEqualTo(2);
    assertThat(view("--out", folder.resolve("a.gif").toString()).error()).contains(".png");
    assertThat(view("--out", folder.resolve("no/a.png").toString()).code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
