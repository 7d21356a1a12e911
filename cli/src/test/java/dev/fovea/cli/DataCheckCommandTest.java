package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckCommandTest {
  @TempDir private Path folder;
  private SmallVoc data;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("voc"));
  }

  private CommandRun check(String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "data";
    arguments[1] = "check";
    arguments[2] = data.root().toString();
    arguments[3] = "--quiet";
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CommandRun.of(arguments);
  }

  @Test
  void cleanDataEndWith0AndOneLine() {
    CommandRun run = check();
    assertThat(run.code()).isZero();
    assertThat(run.out().strip())
        .isEqualTo(data.root() + ": 0 errors, 0 warnings, 0 notes in 6 pictures");
  }

  @Test
  void warningsAndNotesEndWith0() throws IOException {
    data.with("<xmax>44", "<xmax>96").with("<ymax>47", "<ymax>99");
    CommandRun run = check();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("box-beyond-edge: 1", "disc in", "1.xml (line 4)", "1 warning,");
  }

  @Test
  void errorsEndWith1AndAreNamedBeforeWarnings() throws IOException {
    data.with("<xmax>44", "<xmax>2").with("<ymax>60", "<ymax>99");
    CommandRun run = check();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines().toList().getFirst()).isEqualTo("error    box-swapped: 1");
    assertThat(run.out())
        .contains("disc in " + data.annotation(1) + " (line 4)", "1 error, 1 warning, 0 notes");
  }

  @Test
  void whatCannotBeReadEndsWith2AndOneLine() throws IOException {
    Files.writeString(data.list("train"), "\n");
    CommandRun run = check();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("train.txt is empty");
    assertThat(run.out()).isEmpty();
    CommandRun nowhere = CommandRun.of("data", "check", folder.resolve("nowhere").toString());
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.error()).contains("does not exist");
  }

  @Test
  void jsonHasEveryFindingWithItsPlace() throws IOException {
    data.with("<xmax>44", "<xmax>2");
    Files.delete(data.picture(4));
    CommandRun run = check("--json");
    assertThat(run.code()).isEqualTo(1);
    JsonNode json = JsonMapper.builder().build().readTree(run.out());
    assertThat(json.at("/errors").asInt()).isEqualTo(2);
    assertThat(json.at("/findings")).hasSize(2);
    assertThat(json.at("/kinds/0/kind").asText()).isEqualTo("box-swapped");
    assertThat(json.at("/kinds/0/count").asInt()).isEqualTo(1);
    JsonNode swapped = json.at("/findings/0");
    assertThat(swapped.at("/kind").asText()).isEqualTo("box-swapped");
    assertThat(swapped.at("/severity").asText()).isEqualTo("error");
    assertThat(swapped.at("/file").asText()).isEqualTo(data.annotation(1).toString());
    assertThat(swapped.at("/line").asInt()).isEqualTo(4);
    assertThat(swapped.at("/element").asText()).isEqualTo("disc");
    assertThat(json.at("/findings/1/file").asText()).isEqualTo(data.picture(4).toString());
  }

  @Test
  void moreThanThreeOfAKindAreShownByAll() throws IOException {
    for (int number = 0; number < 5; number++) {
      Files.delete(data.picture(number));
    }
    assertThat(check().out()).contains("picture-missing: 5", "and 2 more (--all shows them)");
    assertThat(check("--all").out().lines().filter(line -> line.contains("does not exist")))
        .hasSize(5);
  }

  @Test
  void fixWritesDataThatAreClean() throws IOException {
    data.with("<xmax>44", "<xmax>2");
    Path out = folder.resolve("mended");
    assertThat(check("--fix", out.toString()).code()).isEqualTo(1);
    CommandRun again = CommandRun.of("data", "check", out.toString(), "--quiet");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("0 errors, 0 warnings, 0 notes in 6 pictures");
    assertThat(out.resolve("JPEGImages/1.png")).hasSameBinaryContentAs(data.picture(1));
  }

  @Test
  void fixNeedsAVacantFolderBeforeItLooks() throws IOException {
    Path used = Files.createDirectory(folder.resolve("used"));
    Files.writeString(used.resolve("a"), "a");
    CommandRun run = check("--fix", used.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).contains("used", "new or empty");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void fixThatWouldHaveToGuessSaysSoAndWritesNothing() throws IOException {
    data.with("<xmax>44", "<xmax>4400");
    Path out = folder.resolve("mended");
    CommandRun run = check("--fix", out.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("box-scale: 1");
    assertThat(run.error()).contains("nothing was mended", "box-scale", "1.xml (line 4)");
    assertThat(out).doesNotExist();
  }
}
