package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.CocoSummary.ClassResult;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.report.EvaluatedDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuickstartTableTest {
  private static final Dataset DATASET =
      new Dataset(
          "d",
          new ClassNames(List.of("disc", "star"), List.of(1L, 2L)),
          List.of(new LabelledImage(1, Path.of("a.png"), "a.png", 9, 9, List.of())),
          List.of());

  @Test
  void whicheverLossIsBestIsNamed() {
    QuickstartTable table = table(measured(0, 0.301, 0.1), measured(1, 0.342, -1), failed(2));
    assertThat(table.lines().get(0)).matches("loss +prior +AP +AP50 +AP75 +AP star");
    assertThat(table.lines().get(1))
        .matches("focal loss \\(gamma 2, alpha 0.25\\) +0.01 +30.1 +50.0 +25.0 +10.0");
    assertThat(table.lines().get(2))
        .matches("cross entropy, with the prior +0.01 +34.2 +50.0 +25.0 +–");
    assertThat(table.sentences().getFirst())
        .isEqualTo(
            "The highest AP here: cross entropy, with the prior."
                + " Focal loss (gamma 2, alpha 0.25) is 4.1 points behind.");
  }

  @Test
  void aRunThatFailedIsARowAndASentence() {
    QuickstartTable table = table(measured(0, 0.3, 0.1), measured(1, 0.2, 0), failed(2));
    assertThat(table.lines().get(3)).matches("cross entropy, without it +0.5( +–){4}");
    assertThat(table.sentences())
        .contains("cross entropy, without it ended early: Step 4: the loss is NaN.");
    assertThat(table.forReport().rows()).hasSize(3);
  }

  @Test
  void threeFailedRunsHaveNoBest() {
    QuickstartTable table = table(failed(0), failed(1), failed(2));
    assertThat(table.lines()).hasSize(4);
    assertThat(table.sentences()).hasSize(4).noneMatch(line -> line.contains("highest"));
  }

  private static QuickstartTable table(ContenderResult... results) {
    return new QuickstartTable(List.of(results), 1, "star");
  }

  private static ContenderResult failed(int contender) {
    return result(contender, Optional.empty(), "Step 4: the loss is NaN.");
  }

  private static ContenderResult measured(int contender, double ap, double rare) {
    CocoSummary summary =
        new CocoSummary(
            ap,
            0.5,
            0.25,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(new ClassResult(0.2, 0.3, 0.4, 5), new ClassResult(rare, 0.3, 0.4, 1)),
            new CocoSummary.Counts(1, 6, 0, 0));
    EvaluatedDataset evaluated = new EvaluatedDataset(DATASET, List.of(List.of()));
    return result(contender, Optional.of(new ContenderResult.Measured(evaluated, summary)), "");
  }

  private static ContenderResult result(
      int contender, Optional<ContenderResult.Measured> measured, String failure) {
    return new ContenderResult(
        Contender.ALL.get(contender), new RunFolder(Path.of("run")), 9, measured, failure);
  }
}
