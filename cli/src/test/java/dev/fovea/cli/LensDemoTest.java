package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensDemoTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    return Fovea.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(error, true))
        .execute(arguments);
  }

  @Test
  void theDemonstrationNeedsNoModelAndNoData() throws IOException {
    Path demo = folder.resolve("demo");
    assertThat(run("lens", "--demo", "--out=" + demo)).as(error.toString()).isZero();
    assertThat(out.toString()).contains("Made by: ", "% of the loss");
    assertThat(Files.readString(demo.resolve("lens.html")))
        .contains("id=\"gamma\"", "Person")
        .doesNotContain("<figure");
    assertThat(demo.resolve("figure4.svg")).exists();
    assertThat(demo.resolve("plane.png")).exists();
  }

  @Test
  void withoutModelAndDataTheDemonstrationIsOffered() {
    assertThat(run("lens")).isEqualTo(2);
    assertThat(run("lens", "a-model")).isEqualTo(2);
    assertThat(error.toString()).contains("needs MODEL and DATA", "--demo");
  }

  @Test
  void theDemonstrationTakesNoModel() {
    Path demo = folder.resolve("demo");
    assertThat(run("lens", "a-model", "data", "--demo", "--out=" + demo)).isEqualTo(2);
    assertThat(run("lens", "--demo", "--json", "--out=" + demo)).isEqualTo(2);
    assertThat(error.toString()).contains("--demo brings its own run");
    assertThat(demo).doesNotExist();
  }
}
