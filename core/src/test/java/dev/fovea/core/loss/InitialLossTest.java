package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
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

  /** Of three images. */
  private static final List<TruthBoxes> TRUTHS = List.of(truth(0), truth(1, 2), truth(0, 3, 3));

  private static final ClassWiseFocalLoss BY_CLASS =
      new ClassWiseFocalLoss(1, List.of(0.1, 0.3, 0.5, 0.9));

  private static TruthBoxes truth(int... classes) {
    return new TruthBoxes(new float[4 * classes.length], classes, new float[0]);
  }

  /** By hand: one positive of three anchors, two classes, cross entropy, π = 0.01. */
  @Test
  void oneOfThreeAnchorsIsFiveNegativeLogitsAndOnePositive() {
    Matches matches = new Matches(new int[] {1}, new int[] {0}, new int[0], 1);
    double expected = -Math.log(0.01) - 5 * Math.log(0.99);
    InitialLoss initial = new InitialLoss(new CrossEntropy(), 0.01);
    assertThat(initial.ofImage(matches, truth(1), 3, 2)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theClosedFormIsTheSumOverEveryLogit(long seed) {
    Random random = new Random(seed);
    List<Matches> matches = TRUTHS.stream().map(truth -> matches(random, truth)).toList();
    for (double prior : new double[] {0.001, 0.01, 0.5}) {
      for (ClassificationLoss loss :
          List.of(new CrossEntropy(), new FocalLoss(2, 0.25), BY_CLASS)) {
        double found =
            new InitialLoss(loss, prior)
                .ofBatch(matches, TRUTHS, ANCHORS, CLASSES, Normalizer.named("image"));
        double naive = naive(loss, prior, matches);
        assertThat(found).as("seed %s", seed).isCloseTo(naive, within(1e-9 * naive));
      }
    }
  }

  /** Every logit for itself; torchvision's normaliser: each image's positives, then the mean. */
  private static double naive(ClassificationLoss loss, double prior, List<Matches> batch) {
    double sum = 0;
    for (int n = 0; n < batch.size(); n++) {
      Matches matches = batch.get(n);
      double image = 0;
      for (int anchor = 0; anchor < ANCHORS; anchor++) {
        if (Arrays.binarySearch(matches.ignored(), anchor) >= 0) {
          continue;
        }
        int place = Arrays.binarySearch(matches.anchors(), anchor);
        int own = place >= 0 ? TRUTHS.get(n).classes()[matches.boxes()[place]] : -1;
        for (int label = 0; label < CLASSES; label++) {
          image += loss.at(label).value(Math.log(prior / (1 - prior)), label == own);
        }
      }
      sum += image / Math.max(1, matches.divisor()) / batch.size();
    }
    return sum;
  }

  private static Matches matches(Random random, TruthBoxes truth) {
    int[] kinds = random.ints(ANCHORS, 0, 20).toArray();
    int[] positives = IntStream.range(0, ANCHORS).filter(i -> kinds[i] == 0).toArray();
    int[] ignored = IntStream.range(0, ANCHORS).filter(i -> kinds[i] == 1).toArray();
    int[] boxes = random.ints(positives.length, 0, truth.count()).toArray();
    return new Matches(positives, boxes, ignored, positives.length);
  }

  @Test
  void aMovingAverageCountsTheBatchThatItIsAskedAbout() {
    Matches matches = new Matches(new int[] {0, 1}, new int[2], new int[0], 2);
    InitialLoss initial = new InitialLoss(new CrossEntropy(), 0.5);
    // Detectron2's: 0.9 · 100 + 0.1 · 2; every one of the 20 logits is worth log 2.
    assertThat(initial.ofBatch(List.of(matches), List.of(truth(0)), 5, 4, Normalizer.named("ema")))
        .isCloseTo(20 * Math.log(2) / 90.2, within(1e-12));
  }

  @Test
  void aPriorThatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> new InitialLoss(new CrossEntropy(), 1))
        .isInstanceOf(FoveaException.class);
  }
}
