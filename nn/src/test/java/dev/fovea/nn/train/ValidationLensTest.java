package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Parallel;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.BoxCoder;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.imbalance.Imbalance;
import dev.fovea.core.loss.CrossEntropy;
import dev.fovea.core.loss.DetectionLoss;
import dev.fovea.core.loss.ImageNormalizer;
import dev.fovea.core.loss.L1;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationLensTest {
  @TempDir private Path folder;
  private Dataset dataset;

  @BeforeEach
  void makeData() {
    dataset = TinyData.of(folder, 5, 1);
  }

  private List<TrainingListener.Evaluation> evaluations(String name, String... overrides) {
    List<TrainingListener.Evaluation> heard = new ArrayList<>();
    TrainingInput input = TinyData.input(dataset, overrides);
    try (Trainer trainer = Trainer.start(input, new RunFolder(folder.resolve(name)))) {
      trainer.listen(
          new TrainingListener() {
            @Override
            public void evaluated(Evaluation evaluation) {
              heard.add(evaluation);
            }
          });
      trainer.run();
    }
    return heard;
  }

  private void lensAgrees(TrainingListener.Evaluation evaluation) {
    TrainingListener.Lens lens = evaluation.lens().orElseThrow();
    assertThat(lens.histograms().images()).isEqualTo(dataset.images().size());
    double found = lens.trained().loss() / lens.histograms().images();
    assertThat(found)
        .isCloseTo(evaluation.classification(), within(1e-3 * evaluation.classification()));
  }

  @Test
  void theLossOfTheHistogramsIsTheValidations() {
    List<TrainingListener.Evaluation> heard = evaluations("focal");
    assertThat(heard).hasSize(2).allSatisfy(this::lensAgrees);
    List<TrainingListener.Evaluation> average =
        evaluations("average", "loss.normalizer=ema", "loss.classification=crossEntropy");
    assertThat(average).hasSize(2).allSatisfy(this::lensAgrees);
    TrainingListener.Lens lens = average.getFirst().lens().orElseThrow();
    assertThat(lens.trained()).isEqualTo(Imbalance.of(lens.histograms(), new CrossEntropy(0.25)));
  }

  @Test
  void withTheLensOffTheRunHasTheSameBits() throws IOException {
    List<TrainingListener.Evaluation> with = evaluations("with");
    List<TrainingListener.Evaluation> without = evaluations("without", "train.lens=false");
    assertThat(without).allSatisfy(each -> assertThat(each.lens()).isEmpty());
    assertThat(without)
        .extracting(TrainingListener.Evaluation::classification)
        .containsExactlyElementsOf(
            with.stream().map(TrainingListener.Evaluation::classification).toList());
    assertThat(metrics("with")).contains("\"positiveGradient\":");
    assertThat(metrics("without")).doesNotContain("positiveGradient");
  }

  private String metrics(String run) throws IOException {
    return Files.readString(new RunFolder(folder.resolve(run)).metrics());
  }

  @Test
  void logitsThatAreNoNumbersEndTheLensAndNotTheRun() {
    try (Parallel parallel = new Parallel(1)) {
      DetectionLoss loss =
          new DetectionLoss(
              new CrossEntropy(), new L1(), new ImageNormalizer(), BoxCoder.DEFAULT, parallel);
      LogitGathering gathering = new LogitGathering(loss, true);
      add(gathering, 1, 2);
      assertThat(gathering.histograms()).isPresent();
      add(gathering, 1, Float.NaN);
      add(gathering, 1, 2);
      assertThat(gathering.histograms()).isEmpty();
    }
  }

  private static void add(LogitGathering gathering, float... logits) {
    LevelOutputs level =
        new LevelOutputs(
            1,
            1,
            MemorySegment.ofArray(logits),
            MemorySegment.ofArray(new float[4]),
            ElementType.FLOAT32);
    TruthBoxes none = new TruthBoxes(new float[0], new int[0], new float[0]);
    Matches background = new Matches(new int[0], new int[0], new int[0], 0);
    gathering.add(
        new HeadOutputs(1, 1, logits.length, List.of(level)), List.of(none), List.of(background));
  }
}
