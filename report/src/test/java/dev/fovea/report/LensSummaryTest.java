package dev.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.FocalLoss;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LensSummaryTest {
  /** 100 anchors of one class at −3; the first {@code positives} are objects at 0. */
  private static LensReport report(int positives, FocalLoss loss, double background) {
    float[] logits = new float[100];
    Arrays.fill(logits, (float) background);
    Arrays.fill(logits, 0, positives, 0f);
    int[] anchors = new int[positives];
    for (int i = 0; i < positives; i++) {
      anchors[i] = i;
    }
    LevelOutputs level =
        new LevelOutputs(
            10,
            10,
            MemorySegment.ofArray(logits),
            MemorySegment.ofArray(new float[400]),
            ElementType.FLOAT32);
    ImbalanceHistograms histograms = new ImbalanceHistograms(1, 1);
    histograms.add(
        new HeadOutputs(1, 1, 1, List.of(level)),
        0,
        new TruthBoxes(new float[4], new int[] {0}, new float[0]),
        new Matches(anchors, new int[positives], new int[0], positives),
        1);
    return new LensReport(
        "Lens",
        List.of(),
        new ClassNames(List.of("cell"), List.of(1L)),
        new LensReport.TrainedLoss(loss, "focal", loss.gamma(), OptionalDouble.empty(), 0.01),
        histograms,
        1,
        List.of());
  }

  @Test
  void crossEntropyIsDrownedByEasyBackground() {
    // Ten objects pull σ(0) = 1/2 each: 5. Ninety logits at −3 pull σ(−3) = 0.0474 each: 4.268.
    List<String> sentences = LensSummary.of(report(10, new FocalLoss(0), -3), List.of(0.0));
    assertThat(sentences.get(0)).contains("10 of 100 anchors", "53.9 % of the gradient");
    assertThat(sentences.get(1))
        .contains("100.0 % of its logits", "46.1 % of the gradient")
        .doesNotContain("more than all objects");
    // At −2.5 they pull 0.0759 each: 6.83.
    assertThat(LensSummary.of(report(10, new FocalLoss(0), -2.5), List.of(0.0)).get(1))
        .contains("57.7 % of the gradient, more than all objects");
    assertThat(sentences.get(2))
        .contains("cell: 100.0 % of the positive anchors", "some 10 of its");
  }

  @Test
  void theSuggestionBalancesTheGradient() {
    // 5 α = 4.268 (1 − α) at α = 0.4605; today's balance at γ = 0 is α = 1/2.
    String sentence = LensSummary.of(report(10, new FocalLoss(0), -3), List.of(0.0)).get(3);
    assertThat(sentence).contains("0 with 0.500", "For an equal pull at gamma 0: alpha 0.461.");
  }

  @Test
  void backgroundAboveATenthIsNotEasy() {
    assertThat(LensSummary.of(report(10, new FocalLoss(0), -2), List.of(0.0)).get(1))
        .contains("0.0 % of its logits", "0.0 % of the gradient");
  }

  /** All objects lie at one logit, so that each holds the same share; so does all background. */
  @Test
  void whereThePapersFigure4DoesNotHoldTheSummarySaysSo() {
    assertThat(LensSummary.of(report(10, new FocalLoss(2), -3), List.of(2.0)).get(4))
        .isEqualTo(
            "At gamma 2 the hardest 20 % of objects hold 20.0 % of their loss, unlike in the"
                + " paper's Figure 4 (about half); the hardest 10 % of background hold 10.0 % of its,"
                + " unlike in it (nearly all).");
  }

  @Test
  void withoutObjectsThereIsNothingToWeigh() {
    assertThat(LensSummary.of(report(0, new FocalLoss(2), -3), List.of(2.0)))
        .singleElement()
        .asString()
        .startsWith("No anchor is positive");
  }
}
