package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.format.DatasetFormats;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataSynthCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  @TempDir private Path folder;

  @Test
  void aDataSetOfTheAskedSizeIsWritten() {
    Path root = folder.resolve("scenes");
    assertThat(synth(root, "--images", "3", "--validation", "2", "--size", "96x64")).isZero();
    Dataset training = DatasetFormats.read(root, "train");
    assertThat(training.images()).hasSize(3).allMatch(image -> image.width() == 96);
    assertThat(DatasetFormats.read(root, "val").images())
        .hasSize(2)
        .allMatch(image -> image.height() == 64);
    assertThat(out.toString().lines()).hasSize(2).first().asString().contains("3 images", "disc");
  }

  @Test
  void whatCannotBeDrawnIsUnusableAndNothingIsWritten() {
    Path root = folder.resolve("scenes");
    assertThat(synth(root, "--size", "96")).isEqualTo(2);
    assertThat(synth(root, "--size", "0x96")).isEqualTo(2);
    assertThat(synth(root, "--size", "96x32")).isEqualTo(2);
    assertThat(synth(root, "--images", "0")).isEqualTo(2);
    assertThat(synth(root, "--seed", "-1")).isEqualTo(2);
    assertThat(error.toString()).contains("--size is 96;", "height is 32", "images is 0", "seed");
    assertThat(out.toString()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderInUseIsUnusable() {
    assertThat(synth(folder, "--images", "1", "--validation", "1", "--quiet")).isZero();
    assertThat(synth(folder)).isEqualTo(2);
    assertThat(error.toString()).contains("is not empty");
  }

  @Test
  void dataAloneAnswersWithItsCommands() {
    assertThat(fovea().execute("data")).isEqualTo(2);
    assertThat(error.toString()).contains("data synth");
  }

  private int synth(Path root, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "data";
    arguments[1] = "synth";
    arguments[2] = root.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return fovea().execute(arguments);
  }

  /** A new one for each start: a command remembers that its work has begun. */
  private CommandLine fovea() {
    return Fovea.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(error, true));
  }
}
