package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Detection;
import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.model.Safetensors;
import dev.fovea.model.SafetensorsFile;
import dev.fovea.model.TensorView;
import dev.fovea.nn.CounterImage;
import dev.fovea.nn.TorchDetector;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir private Path folder;
  private Dataset dataset;

  @BeforeEach
  void makeData() {
    dataset = TinyData.of(folder, 5, 1);
  }

  @Test
  void aRunThatWasStoppedAndResumedEndsInTheSameBits() {
    TrainingInput input = TinyData.input(dataset);
    RunFolder whole = run("whole", input, Integer.MAX_VALUE);
    RunFolder parts = run("parts", input, 3);
    try (Trainer trainer = Trainer.resume(input, parts)) {
      assertThat(trainer.progress().step()).isEqualTo(3);
      trainer.run(() -> false);
    }
    assertThat(tensors(parts)).isEqualTo(tensors(whole));
    assertThat(steps(parts)).isEqualTo(List.of(1L, 3L, 4L, 6L, 6L));
  }

  @Test
  void hardExampleMiningTrainsAndGoesOnToTheSameBits() {
    for (String sampler : List.of("ohem", "ohem1to3")) {
      String[] settings = {
        "loss.classification=crossEntropy", "loss.sampler=" + sampler, "loss.prior=none"
      };
      TrainingInput input = TinyData.input(dataset, settings);
      RunFolder whole = run(sampler + "-whole", input, Integer.MAX_VALUE);
      RunFolder parts = run(sampler + "-parts", input, 3);
      resume(input, parts, Integer.MAX_VALUE);
      assertThat(tensors(parts)).isEqualTo(tensors(whole));
      RunFolder all = run(sampler + "-all", TinyData.input(dataset, settings[0], settings[2]), 6);
      assertThat(tensors(all)).isNotEqualTo(tensors(whole));
    }
  }

  @Test
  void aRunThatLostItsLastStepsMakesThemAgain() throws IOException {
    TrainingInput input = TinyData.input(dataset, "train.optimizer=adamw", "loss.normalizer=ema");
    RunFolder whole = run("whole", input, Integer.MAX_VALUE);
    RunFolder killed = run("killed", input, 2);
    byte[] checkpoint = Files.readAllBytes(checkpointFile(killed));
    resume(input, killed, 3);
    Files.write(checkpointFile(killed), checkpoint);
    Files.writeString(killed.path().resolve("last.ckpt/.x.0123456789abcdef.tmp"), "half");
    resume(input, killed, Integer.MAX_VALUE);
    assertThat(tensors(killed)).isEqualTo(tensors(whole));
    assertThat(killed.path().resolve("last.ckpt")).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anotherSeedEndsInOtherBits() {
    RunFolder one = run("one", TinyData.input(dataset), 2);
    RunFolder other = run("other", TinyData.input(dataset, "train.seed=1"), 2);
    assertThat(tensors(one)).isNotEqualTo(tensors(other));
  }

  @Test
  void aNonFiniteLossStopsTheRunAndNamesStepImagesAndComponent() throws IOException {
    TrainingInput input = TinyData.input(dataset);
    RunFolder run = run("poisoned", input, 2);
    poison(checkpointFile(run), "model.head.regression_head.bbox_reg.bias");
    byte[] before = Files.readAllBytes(checkpointFile(run));
    try (Trainer trainer = Trainer.resume(input, run)) {
      assertThatThrownBy(() -> trainer.run(() -> false))
          .isInstanceOf(FoveaException.class)
          .hasMessageMatching("Step \\d: box loss NaN in image picture-\\d.*checkpoint stands.*")
          .matches(failure -> Trainer.isDivergence((FoveaException) failure));
    }
    assertThat(Files.readAllBytes(checkpointFile(run))).isEqualTo(before);
  }

  private static void poison(Path file, String name) {
    try (SafetensorsFile stored = Safetensors.open(file);
        Arena arena = Arena.ofConfined()) {
      SequencedMap<String, TensorView> tensors = new LinkedHashMap<>(stored.tensors());
      float[] values = tensors.get(name).toFloats();
      Arrays.fill(values, Float.NaN);
      tensors.put(name, TensorView.ofFloats(arena, values, values.length));
      Safetensors.write(file, stored.metadata(), tensors);
    }
  }

  @Test
  void frozenStagesStayAsTheyAreAndAreValidatedInBfloat16() {
    String[] settings = {"model.freeze=3", "detect.precision=bfloat16"};
    RunFolder one = run("one", TinyData.input(dataset, settings), 1);
    RunFolder six = run("six", TinyData.input(dataset, settings), Integer.MAX_VALUE);
    String frozen = "model.backbone.body.layer2.1.conv2.weight";
    String trained = "model.backbone.body.layer3.0.conv1.weight";
    assertThat(tensors(six).get(frozen)).isEqualTo(tensors(one).get(frozen));
    assertThat(tensors(six).get(trained)).isNotEqualTo(tensors(one).get(trained));
  }

  @Test
  void aTrunkIsTakenOverUnderFreshHeadsOfAnotherShape() {
    RunFolder trained = run("trained", TinyData.input(dataset), 2);
    Map<String, List<Float>> before = tensors(trained);
    for (String part : List.of("trunk", "backbone")) {
      TrainingInput input =
          TinyData.input(
              dataset,
              "model.weights=" + trained.best(),
              "model.weightsPart=" + part,
              "anchors.scales=[1]");
      Map<String, List<Float>> begun = tensors(run(part, input, 0));
      assertThat(begun.get("model.backbone.body.conv1.weight"))
          .isEqualTo(before.get("model.backbone.body.conv1.weight"));
      String pyramid = "model.backbone.fpn.inner_blocks.0.0.weight";
      assertThat(begun.get(pyramid).equals(before.get(pyramid))).isEqualTo(part.equals("trunk"));
      String head = "model.head.classification_head.conv.0.0.weight";
      assertThat(begun.get(head)).isNotEqualTo(before.get(head));
    }
  }

  @Test
  void aRunGoesOnWithoutTheFileThatItBeganWith() throws IOException {
    RunFolder trained = run("trained", TinyData.input(dataset), 2);
    TrainingInput input = TinyData.input(dataset, "model.weights=" + trained.best());
    RunFolder whole = run("whole", input, 3);
    RunFolder parts = run("parts", input, 2);
    Files.delete(trained.best());
    resume(input, parts, 1);
    assertThat(tensors(parts)).isEqualTo(tensors(whole));
  }

  @Test
  void otherDataAreRefusedOnResume() {
    TrainingInput input = TinyData.input(dataset);
    RunFolder run = run("run", input, 2);
    TrainingInput other = TinyData.input(TinyData.of(folder, 5, 2));
    assertThatThrownBy(() -> Trainer.resume(other, run))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("images with other boxes, classes or size (picture-");
  }

  @Test
  void aCheckpointOfAnOlderVersionGoesOnAndRefusesOtherData() {
    TrainingInput input = TinyData.input(dataset);
    RunFolder run = run("run", input, 2);
    try (SafetensorsFile stored = Safetensors.open(checkpointFile(run))) {
      Map<String, String> metadata = new LinkedHashMap<>(stored.metadata());
      metadata.remove("fovea.dataDigest");
      Safetensors.write(checkpointFile(run), metadata, stored.tensors());
    }
    resume(input, run, 1);
    TrainingInput other = TinyData.input(TinyData.of(folder, 5, 2));
    assertThatThrownBy(() -> Trainer.resume(other, run)).hasMessageContaining("boxes");
  }

  @Test
  void aPictureThatCannotBeReadCostsNoStepThatWasMade() throws IOException {
    TrainingInput input = TinyData.input(dataset, "train.checkpointEvery=100");
    RunFolder whole = run("whole", input, Integer.MAX_VALUE);
    Path picture = folder.resolve("picture-3.png");
    byte[] bytes = Files.readAllBytes(picture);
    Files.writeString(picture, "a text called .png");
    RunFolder parts = new RunFolder(folder.resolve("parts"));
    try (Trainer trainer = Trainer.start(input, parts)) {
      assertThatThrownBy(() -> trainer.run(() -> false))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("picture-3.png cannot be decoded")
          .hasMessageContaining("saved at step " + trainer.progress().step());
    }
    Files.write(picture, bytes);
    resume(input, parts, Integer.MAX_VALUE);
    assertThat(tensors(parts)).isEqualTo(tensors(whole));
  }

  @Test
  void aFolderWithARunIsNotWrittenOver() {
    TrainingInput input = TinyData.input(dataset);
    RunFolder run = run("run", input, 1);
    assertThatThrownBy(() -> Trainer.start(input, run))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("--resume");
  }

  @Test
  void minutesFixTheSteps() {
    TrainingInput input = TinyData.input(dataset, "train.steps=none", "train.minutes=0.05");
    RunFolder run = new RunFolder(folder.resolve("minutes"));
    try (Trainer trainer = Trainer.start(input, run)) {
      assertThat(trainer.settings().train().steps()).isPresent();
      assertThat(trainer.settings().train().minutes()).isEmpty();
      assertThat(trainer.progress().step()).isZero();
    }
  }

  @Test
  void theBestModelDetectsFromManyThreadsAsFromOne() throws InterruptedException {
    RunFolder run = run("run", TinyData.input(dataset), Integer.MAX_VALUE);
    List<List<Detection>> found = java.util.Collections.synchronizedList(new ArrayList<>());
    TorchDetector detector = TorchDetector.load(run.path());
    try (detector) {
      List<Detection> alone = detector.detect(CounterImage.of("picture-3", 96, 80));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(() -> found.add(detector.detect(CounterImage.of("picture-3", 96, 80)))));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(found).hasSize(4).allMatch(alone::equals);
    }
    assertThatThrownBy(() -> detector.detect(CounterImage.of("picture-3", 96, 80)))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("closed");
  }

  private RunFolder run(String name, TrainingInput input, int stopAfter) {
    RunFolder run = new RunFolder(folder.resolve(name));
    try (Trainer trainer = Trainer.start(input, run)) {
      runFor(trainer, stopAfter);
    }
    return run;
  }

  private static void resume(TrainingInput input, RunFolder run, int stopAfter) {
    try (Trainer trainer = Trainer.resume(input, run)) {
      runFor(trainer, stopAfter);
    }
  }

  private static void runFor(Trainer trainer, int steps) {
    AtomicInteger asked = new AtomicInteger();
    trainer.run(() -> asked.getAndIncrement() >= steps);
  }

  private static Path checkpointFile(RunFolder run) {
    return run.path().resolve("last.ckpt").resolve(Checkpoint.FILE);
  }

  private static Map<String, List<Float>> tensors(RunFolder run) {
    try (SafetensorsFile file = Safetensors.open(checkpointFile(run))) {
      Map<String, List<Float>> tensors = new LinkedHashMap<>();
      file.tensors()
          .forEach(
              (name, view) -> {
                List<Float> values = new ArrayList<>();
                for (float value : view.toFloats()) {
                  values.add(value);
                }
                tensors.put(name, values);
              });
      return tensors;
    }
  }

  private static List<Long> steps(RunFolder run) {
    try {
      return Files.readAllLines(run.metrics()).stream()
          .map(line -> Long.parseLong(line.replaceAll(".*\"step\":(\\d+).*", "$1")))
          .toList();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
