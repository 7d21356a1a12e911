package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvenSample;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report is gathered from: metrics, settings, data sets. */
class ContentTest {
  private static final String METRICS =
      """
      {"step":1,"time":0.5,"loss":{"classification":1.25,"box":0.5,"total":1.75},"rate":0.001}
      {"step":2,"time":4.0,"eval":{"AP":0.25,"AP50":0.5,"AP75":-1.0,"loss":{"total":2.5},"best":true}}
      """;

  @TempDir private Path folder;

  private Path metrics(String text) throws IOException {
    return Files.writeString(folder.resolve("metrics.jsonl"), text);
  }

  @Test
  void metricsBecomeStepsAndEvaluations() throws IOException {
    RunCurves run = RunCurves.read("focal", metrics(METRICS));

    assertThat(run.steps()).containsExactly(new RunCurves.Step(1, 0.5, 1.25, 0.5, 0.001));
    assertThat(run.evaluations()).containsExactly(new RunCurves.Evaluation(2, 0.25, 0.5, -1, 2.5));
    assertThat(run.best()).hasValueSatisfying(best -> assertThat(best.step()).isEqualTo(2));
  }

  @Test
  void aLastLineCutShortIsLeftOut() throws IOException {
    assertThat(RunCurves.read("focal", metrics(METRICS + "{\"step\":3,\"ti")).steps()).hasSize(1);
  }

  @Test
  void aBrokenLineIsNamed() throws IOException {
    Path broken = metrics("{\"step\n" + METRICS);

    assertThatThrownBy(() -> RunCurves.read("focal", broken))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("line 1 of " + broken);
  }

  @Test
  void settingsKeepTheDigitsTheyAreWrittenWith() {
    String yaml = "like: paper\ntrain:\n  rate: 0.00010\n  milestones: [0.7, 0.9]\n  clip: none\n";

    assertThat(SettingsTree.of(yaml))
        .containsExactly(
            new SettingsBranch("", List.of(new Fact("like", "paper"))),
            new SettingsBranch(
                "train",
                List.of(
                    new Fact("rate", "0.00010"),
                    new Fact("milestones", "[0.7, 0.9]"),
                    new Fact("clip", "none"))));
  }

  @Test
  void boxesAreCountedByClassAndSize() {
    LabelledImage image =
        Samples.image(
            Path.of("one.png"),
            Samples.object(new Box(0, 0, 7, 7), 0),
            Samples.object(new Box(0, 0, 8, 8), 0),
            Samples.object(new Box(0, 0, 512, 128), 1),
            new Annotation(new Box(0, 0, 20, 20), 1, true));
    DatasetFacts facts =
        DatasetFacts.of(
            "training",
            new Dataset("cells", Samples.classes("a", "b", "c"), List.of(image), List.of()));

    assertThat(facts.sizes()).containsExactly(1L, 1L, 0L, 0L, 0L, 0L, 1L);
    assertThat(facts.ignored()).isEqualTo(1);
    assertThat(facts.boxes()).isEqualTo(3);
    assertThat(facts.classes())
        .containsExactly(
            new DatasetFacts.ClassCount("a", 2, 1),
            new DatasetFacts.ClassCount("b", 1, 1),
            new DatasetFacts.ClassCount("c", 0, 0));
  }

  @Test
  void aTableIsRectangular() {
    assertThatThrownBy(
            () -> new ReportTable("runs", "", List.of("run", "AP"), List.of(List.of("focal"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[focal]");
  }

  @Test
  void thinningKeepsBothEnds() {
    assertThat(EvenSample.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3)).containsExactly(1, 5, 9);
    assertThat(EvenSample.of(List.of(1, 2), 3)).containsExactly(1, 2);
  }

  @Test
  void numbersKeepFiveDigits() {
    assertThat(Figures.few(123456.7)).isEqualTo("123460");
    assertThat(Figures.few(0.00012345678)).isEqualTo("0.00012346");
    assertThat(Figures.few(Double.NaN)).isEqualTo("–");
  }
}
