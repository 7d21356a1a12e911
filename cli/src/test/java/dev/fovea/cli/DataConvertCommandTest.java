package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataConvertCommandTest {
  @TempDir private Path folder;
  private SmallVoc data;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
  }

  private CommandRun convert(String to, Path out, String... more) {
    String[] arguments = {
      "data", "convert", data.root().toString(), "--to", to, "--out", out.toString()
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "yolo", "voc"})
  void theSameBoxesAreReadFromTheNewFormat(String format) {
    Path out = folder.resolve("out");
    CommandRun run = convert(format, out);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains(out.toString(), "train: 4 images, 8 boxes", "6 pictures copied");
    Dataset before = DatasetFormats.read(data.root(), "val");
    Dataset after = DatasetFormats.read(out, "val");
    assertThat(after.classes().names()).isEqualTo(before.classes().names());
    for (int i = 0; i < before.images().size(); i++) {
      assertThat(after.images().get(i).annotations())
          .extracting(Annotation::box)
          .isEqualTo(before.images().get(i).annotations().stream().map(Annotation::box).toList());
    }
  }

  @Test
  void linkedPicturesAreLinks() {
    Path out = folder.resolve("out");
    assertThat(convert("voc", out, "--images", "link").out()).contains("6 pictures linked to");
    assertThat(out.resolve("JPEGImages/1.png")).isSymbolicLink();
  }

  @Test
  void anUnknownFormatIsUnusableAndAnswersWithALikeOne() {
    CommandRun run = convert("cocoo", folder.resolve("out"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("no format cocoo", "Did you mean coco?");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aMissingPictureLeavesNothingBehind() throws IOException {
    Files.delete(data.picture(4));
    CommandRun run = convert("coco", folder.resolve("out"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("4.png", "does not exist");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(data.root());
    }
  }
}
