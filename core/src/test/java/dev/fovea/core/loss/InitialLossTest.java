package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.Matches;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialLossTest {
  private static final int ANCHORS = 300;
  private static final int CLASSES = 4;

  /** By hand: one positive of three anchors, two classes, cross entropy, π = 0.01. */
  @Test
  void oneOfThreeAnchorsIsFiveNegativeLogitsAndOnePositive() {
    Matches matches = new Matches(new int[] {1}, new int[] {0}, new int[0], 1);
    double expected = -Math.log(0.01) - 5 * Math.log(0.99);
    InitialLoss initial = new InitialLoss(new CrossEntropy(), 0.01);
    assertThat(initial.ofImage(matches, 3, 2)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theClosedFormIsTheSumOverEveryLogit(long seed) {
    Random random = new Random(seed);
    List<Matches> matches = List.of(matches(random), matches(random), matches(random));
    for (double prior : new double[] {0.001, 0.01, 0.5}) {
      for (ClassificationLoss loss : List.of(new CrossEntropy(), new FocalLoss(2, 0.25))) {
        double found =
            new InitialLoss(loss, prior)
                .ofBatch(matches, ANCHORS, CLASSES, Normalizer.named("image"));
        double naive = naive(loss, prior, matches);
        assertThat(found).as("seed %s", seed).isCloseTo(naive, within(1e-9 * naive));
      }
    }
  }

  /** Every logit for itself; torchvision's normaliser: each image's positives, then the mean. */
  private static double naive(ClassificationLoss loss, double prior, List<Matches> batch) {
    double sum = 0;
    for (Matches matches : batch) {
      double image = 0;
      for (int anchor = 0; anchor < ANCHORS; anchor++) {
        if (Arrays.binarySearch(matches.ignored(), anchor) >= 0) {
          continue;
        }
        boolean positive = Arrays.binarySearch(matches.anchors(), anchor) >= 0;
        for (int label = 0; label < CLASSES; label++) {
          image += loss.value(Math.log(prior / (1 - prior)), positive && label == 0);
        }
      }
      sum += image / Math.max(1, matches.divisor()) / batch.size();
    }
    return sum;
  }

  private static Matches matches(Random random) {
    int[] kinds = random.ints(ANCHORS, 0, 20).toArray();
    int[] positives = IntStream.range(0, ANCHORS).filter(i -> kinds[i] == 0).toArray();
    int[] ignored = IntStream.range(0, ANCHORS).filter(i -> kinds[i] == 1).toArray();
    return new Matches(positives, new int[positives.length], ignored, positives.length);
  }

  @Test
  void aMovingAverageCountsTheBatchThatItIsAskedAbout() {
    Matches matches = new Matches(new int[] {0, 1}, new int[2], new int[0], 2);
    InitialLoss initial = new InitialLoss(new CrossEntropy(), 0.5);
    // Detectron2's: 0.9 · 100 + 0.1 · 2; every one of the 20 logits is worth log 2.
    assertThat(initial.ofBatch(List.of(matches), 5, 4, Normalizer.named("ema")))
        .isCloseTo(20 * Math.log(2) / 90.2, within(1e-12));
  }

  @Test
  void aPriorThatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> new InitialLoss(new CrossEntropy(), 1))
        .isInstanceOf(FoveaException.class);
  }
}
