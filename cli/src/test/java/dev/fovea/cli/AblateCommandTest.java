package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a few tiny pictures and steps: the way, not the figures. */
@Timeout(300)
class AblateCommandTest {
  private static final List<String> TINY =
      List.of(
          "input.shortSide=64",
          "input.longSide=96",
          "input.augmentation=none",
          "model.width=32",
          "model.headDepth=0",
          "train.batch=2",
          "train.warmup=0",
          "train.precision=float32",
          "train.threads=1",
          "train.checkpointEvery=1",
          "train.evaluateEvery=100");

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void makeData() throws IOException {
    data = SmallVoc.in(folder.resolve("data")).root();
  }

  private List<String> arguments(String table, Path out, int steps, String... more) {
    List<String> all = new ArrayList<>(List.of("ablate", table, data.toString(), "--quiet"));
    all.addAll(List.of("--out", out.toString(), "--set", "train.steps=" + steps));
    TINY.forEach(setting -> all.addAll(List.of("--set", setting)));
    all.addAll(List.of(more));
    return all;
  }

  private CommandRun run(String table, Path out, int steps, String... more) {
    return CommandRun.of(arguments(table, out, steps, more).toArray(String[]::new));
  }

  private static byte[] bytes(Path out, String run, String file) throws IOException {
    return Files.readAllBytes(out.resolve(run).resolve(file));
  }

  @Test
  void aKilledAblationGoesOnAndEndsInTheSameBits() throws IOException, InterruptedException {
    Path killed = folder.resolve("killed");
    Process process =
        java(arguments("losses", killed, 20, "--rows", "focal,ohem")).inheritIO().start();
    try {
      Path second = killed.resolve("ohem-seed0/last.ckpt/checkpoint.safetensors");
      while (!Files.exists(second)) {
        assertThat(process.isAlive()).as("the second run has begun").isTrue();
        LockSupport.parkNanos(1_000_000);
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(killed.resolve("focal-seed0/outcome.json")).exists();
    assertThat(killed.resolve("ohem-seed0/outcome.json")).doesNotExist();
    byte[] first = bytes(killed, "focal-seed0", "best.safetensors");
    // Proof that a finished run is not made or measured again.
    Files.writeString(
        killed.resolve("focal-seed0/outcome.json"),
        "{\"AP\":0.77,\"low\":0.7,\"high\":0.8,\"steps\":20,\"diverged\":\"\"}");
    CommandRun plan = run("losses", killed, 20, "--rows", "focal,ohem", "--plan");
    assertThat(plan.out())
        .containsPattern("focal +done")
        .containsPattern("ohem +1 run ")
        .contains("1 run to do, 20 steps each");

    CommandRun goingOn = run("losses", killed, 20, "--rows", "focal,ohem");
    assertThat(goingOn.code()).as(goingOn.error()).isZero();
    Path whole = folder.resolve("whole");
    assertThat(run("losses", whole, 20, "--rows", "focal,ohem").code()).isZero();
    assertThat(bytes(killed, "focal-seed0", "best.safetensors")).isEqualTo(first);
    for (String file : List.of("detections.json", "outcome.json")) {
      assertThat(bytes(killed, "ohem-seed0", file)).isEqualTo(bytes(whole, "ohem-seed0", file));
    }
    assertThat(Files.readAllLines(killed.resolve("table.csv")))
        .hasSize(3)
        .anyMatch(line -> line.matches("focal,0.01,77.00,70.00,80.00,,,77.0,.*,34.0,.*,done"))
        .anyMatch(line -> line.matches("ohem,0.01,.*,32.8,.*,(done|not learned)"));
  }

  private static ProcessBuilder java(List<String> arguments) {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-classpath",
            System.getProperty("java.class.path"),
            Fovea.class.getName());
    java.command().addAll(arguments);
    return java;
  }

  @Test
  void aRunKilledBeforeItsFirstCheckpointBeginsAgain() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectories(out.resolve("2-seed0"));
    assertThat(run("gamma", out, 2, "--rows", "2").code()).isZero();
    Path begun = folder.resolve("begun");
    Files.createDirectories(begun.resolve("2-seed0"));
    Files.copy(out.resolve("ablation.yaml"), begun.resolve("ablation.yaml"));
    Files.copy(out.resolve("2-seed0/config.yaml"), begun.resolve("2-seed0/config.yaml"));
    CommandRun again = run("gamma", begun, 2, "--rows", "2");
    assertThat(again.code()).as(again.error()).isZero();
    assertThat(bytes(begun, "2-seed0", "outcome.json"))
        .isEqualTo(bytes(out, "2-seed0", "outcome.json"));
  }

  @Test
  void eachSeedIsARunOfItsOwnWithTheStepsOfTheFirst() throws IOException {
    Path out = folder.resolve("out");
    assertThat(run("gamma", out, 2, "--rows", "2", "--seeds", "2").code()).isZero();
    assertThat(Files.readString(out.resolve("2-seed1/config.yaml")))
        .contains("seed: 1", "steps: 2", "gamma: 2");
    assertThat(Files.readAllLines(out.resolve("table.csv"))).hasSize(2);
    CommandRun more = run("gamma", out, 2, "--rows", "0.5", "--seeds", "1");
    assertThat(more.code()).as(more.error()).isZero();
    assertThat(Files.readString(out.resolve("0.5-seed0/config.yaml")))
        .contains("alpha: 0.5", "gamma: 0.5");
  }

  private CommandRun diverging(Path out, String... more) {
    List<String> all = new ArrayList<>(List.of("--rows", "cross-entropy-none"));
    for (String setting : List.of("train.rate=100", "train.clip=0", "train.scaleRate=false")) {
      all.addAll(List.of("--set", setting));
    }
    all.addAll(List.of(more));
    return run("prior", out, 20, all.toArray(String[]::new));
  }

  @Test
  void aRunThatDivergesIsARowThatSaysSo() throws IOException {
    Path out = folder.resolve("out");
    CommandRun run = diverging(out);
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.out())
        .containsPattern("cross entropy +none +– .* diverges +diverged, after step");
    CommandRun again = diverging(out, "--plan");
    assertThat(again.out()).contains("0 runs to do");
  }

  @Test
  void rowsBeginWithTheTrunkOfATrainedModelUnderHeadsOfTheirOwn() throws IOException {
    Path first = folder.resolve("first");
    assertThat(run("gamma", first, 2, "--rows", "2").code()).isZero();
    Path out = folder.resolve("anchors");
    String model = first.resolve("2-seed0").toString();
    CommandRun run =
        CommandRun.of(
            "ablate",
            "anchors",
            data.toString(),
            "--quiet",
            "--from",
            model,
            "--out",
            out.toString(),
            "--rows",
            "1x1,2x1");
    assertThat(run.code()).as(run.error()).isZero();
    assertThat(Files.readString(out.resolve("2x1-seed0/config.yaml")))
        .contains("weightsPart: trunk", "steps: 2", "width: 32", "shortSide: 64");
    CommandRun deeper =
        CommandRun.of(
            "ablate",
            "depth",
            data.toString(),
            "--quiet",
            "--from",
            model,
            "--out",
            folder.resolve("depth").toString(),
            "--rows",
            "resnet34");
    assertThat(deeper.code()).isEqualTo(2);
    assertThat(folder.resolve("depth")).doesNotExist();
  }

  @Test
  void thePlanWritesNothing() {
    Path out = folder.resolve("out");
    CommandRun plan = run("gamma", out, 2, "--plan", "--minutes", "10", "--seeds", "2");
    assertThat(plan.code()).as(plan.error()).isZero();
    assertThat(plan.out())
        .containsPattern("0.5 +2 runs +loss.classification=focal loss.gamma=0.5 loss.alpha=0.5")
        .contains("14 runs to do", "about 140 minutes in all");
    assertThat(out).doesNotExist();
  }

  @Test
  void otherSettingsThanThoseOfTheFolderAreRefused() {
    Path out = folder.resolve("out");
    assertThat(run("gamma", out, 1, "--rows", "2").code()).isZero();
    CommandRun other = run("gamma", out, 1, "--rows", "5", "--set", "input.shortSide=96");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.error()).contains("shortSide: 64 there, shortSide: 96 here");
    assertThat(run("alpha", out, 1).code()).isEqualTo(2);
    assertThat(out.resolve("5-seed0")).doesNotExist();
  }

  @Test
  void argumentsThatCannotBeUsedAreNamed() {
    Path out = folder.resolve("out");
    assertThat(run("gama", out, 1).error()).contains("Did you mean gamma?");
    assertThat(run("gamma", out, 1, "--rows", "3").error()).contains("has no row 3");
    assertThat(run("gamma", out, 1, "--seeds", "0").code()).isEqualTo(2);
    assertThat(run("gamma", out, 1, "--minutes", "0").code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
