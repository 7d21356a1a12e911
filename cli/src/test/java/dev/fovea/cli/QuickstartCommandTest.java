package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Size;
import dev.fovea.data.synth.SceneSettings;
import dev.fovea.data.synth.SyntheticDataset;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The quickstart with a few tiny pictures and steps: its way, not its figures. */
class QuickstartCommandTest {
  private static final List<String> TINY =
      List.of(
          "data.train=train",
          "data.validation=val",
          "input.shortSide=64",
          "input.longSide=64",
          "input.augmentation=none",
          "model.width=32",
          "model.headDepth=0",
          "train.batch=2",
          "train.warmup=0",
          "train.clip=0",
          "train.precision=float32",
          "train.evaluateEvery=2");

  private final StringWriter out = new StringWriter();

  @TempDir private Path folder;

  @Test
  void threeRunsOfTheSameLengthEndInRowsPicturesAndAReport() throws IOException {
    Path root = folder.resolve("quick");
    assertThat(execute(List.of(), root, "--quiet")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("loss +prior +AP +AP50 +AP75 +AP \\w+"))
        .anyMatch(line -> line.matches("focal loss.* 0.01 +\\d+\\.\\d .*"))
        .anyMatch(line -> line.matches("cross entropy, with the prior +0.01 +\\d+\\.\\d .*"))
        .anyMatch(line -> line.matches("cross entropy, without it +0.5 +\\d+\\.\\d .*"))
        .anyMatch(line -> line.startsWith("One run of 3 steps each"));
    assertThat(root.resolve("pictures")).isDirectoryContaining("glob:**000001.png");
    assertThat(Files.readString(root.resolve("report.html"))).contains("Quickstart");
    Settings focal = settings(root, "focal");
    String[] asFocal = {"loss.classification=focal", "loss.alpha=0.25", "loss.effectiveMean=0.25"};
    assertThat(settings(root, "cross-entropy").with(asFocal)).isEqualTo(focal);
    assertThat(settings(root, "cross-entropy-no-prior").with(asFocal).with("loss.prior=0.01"))
        .isEqualTo(focal);
    assertThat(focal.loss().gamma()).isEqualTo(2);
    assertThat(focal.train().steps()).contains(3);
  }

  @Test
  void runsThatDivergeAreRowsThatSaySo() {
    Path root = folder.resolve("quick");
    assertThat(execute(List.of("train.rate=100", "train.optimizer=sgd"), root, "--quiet")).isZero();
    assertThat(out.toString()).containsPattern("without it +0.5 +–").contains("ended early: Step ");
    assertThat(root.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void aFolderThatHoldsSomethingIsRefusedBeforeAnyWork() throws IOException {
    Files.writeString(folder.resolve("mine"), "mine");
    assertThat(execute(List.of(), folder)).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactly("mine");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void minutesMustBeMoreThanNone() {
    assertThat(execute(List.of(), folder.resolve("quick"), "--minutes", "0")).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  private static Settings settings(Path root, String run) throws IOException {
    return Settings.ofYaml(Files.readString(new RunFolder(root.resolve(run)).configuration()));
  }

  private int execute(List<String> settings, Path root, String... options) {
    List<String> all = new ArrayList<>(TINY);
    all.addAll(settings);
    SyntheticDataset data =
        new SyntheticDataset(new SceneSettings(new Size(64, 64), 20, 3), 6, 3, 1);
    QuickstartPlan plan = new QuickstartPlan(data, Optional.of(3), 5, all);
    StringWriter error = new StringWriter();
    CommandLine command =
        new CommandLine(new QuickstartCommand(plan))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(error, true))
            .setExecutionExceptionHandler(Failures::failed);
    List<String> arguments = new ArrayList<>(List.of("--out", root.toString()));
    arguments.addAll(List.of(options));
    return command.execute(arguments.toArray(String[]::new));
  }
}
